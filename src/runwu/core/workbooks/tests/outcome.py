"""Write down what became of a workbook, one line per fact, so that it can be compared with what should."""

from pathlib import Path

from runwu.core.workbooks import ParsedRow, SkippedRow, choose_table, open_workbook, read_rows, recognize
from runwu.core.workbooks.tests.specs import SPECS


def outcome(path: Path) -> list[str]:
    """Read a workbook with every proposal confirmed, and return sheet, columns, rows and skipped rows as lines."""
    skipped: list[SkippedRow] = []
    with open_workbook(path) as workbook:
        choice = choose_table(workbook, SPECS)
        mapping = recognize(choice.table.columns, SPECS)
        rows = [_row(row) for row in read_rows(choice.table, mapping.confirm_all(), on_skip=skipped.append)]
    notices = ",".join(notice.code for notice in choice.notices) or "-"
    header = "-".join(map(str, choice.table.header_rows))
    columns = [f"{m.heading.letter} {m.heading.text} = {m.key or '?'} ({m.by})" for m in mapping.matches]
    return [
        f"sheet {choice.table.sheet.name} header {header} notices {notices}",
        *columns,
        *rows,
        *(f"{row.number} skipped {row.code}: {row.text}".rstrip() for row in skipped),
    ]


def _row(row: ParsedRow) -> str:
    values = " | ".join(f"{key} {value}" for key, value in row.values.items() if value is not None)
    problems = ", ".join(f"{p.column_letter} {p.severity} {p.code}" for p in row.problems)
    return f"{row.number}: {values}" + (f" ! {problems}" if problems else "")
