"""Choose the sheet that fits the expected columns (选工作表)."""

from collections.abc import Sequence
from dataclasses import dataclass

from runwu.core.workbooks.book import SheetInfo, Workbook
from runwu.core.workbooks.columns import ColumnSpec
from runwu.core.workbooks.problems import Notice, notice
from runwu.core.workbooks.refusal import WorkbookRefused, refusal
from runwu.core.workbooks.tables import Table, find_table


@dataclass(frozen=True, slots=True)
class Choice:
    """Say which sheet was chosen and what there was besides."""

    table: Table
    others: tuple[SheetInfo, ...]
    notices: tuple[Notice, ...]


def choose_table(workbook: Workbook, specs: Sequence[ColumnSpec], *, sheet: str | None = None) -> Choice:
    """Choose the sheet that names most of the expected columns, or take the one asked for.

    A hidden sheet is taken only when it is asked for or the only one with content, and then with a notice.
    Raises the refusals of `find_table`, of the first candidate when no sheet has a table.
    """
    filled = [info for info in workbook.sheets if info.filled_rows]
    visible = [info for info in filled if not info.hidden]
    candidates = [info for info in filled if info.name == sheet] if sheet is not None else visible or filled
    if not candidates:
        raise refusal("no_such_sheet", sheet=sheet)
    table = _best(workbook, candidates, specs)
    others = tuple(info for info in filled if info.name != table.sheet.name)
    return Choice(table, others, tuple(_notices(table, others)))


def _best(workbook: Workbook, candidates: Sequence[SheetInfo], specs: Sequence[ColumnSpec]) -> Table:
    """Return the table with the best header; the earlier sheet, when equal."""
    tables: list[Table] = []
    faults: list[WorkbookRefused] = []
    for info in candidates:
        try:
            tables.append(find_table(workbook.sheet(info.name), specs))
        except WorkbookRefused as fault:
            faults.append(fault)
    if not tables:
        raise faults[0]
    return max(tables, key=lambda table: table.score)


def _notices(table: Table, others: Sequence[SheetInfo]) -> list[Notice]:
    notices = []
    if table.sheet.hidden:
        notices.append(notice("hidden_sheet", sheet=table.sheet.name))
    if visible := [info.name for info in others if not info.hidden]:
        notices.append(notice("other_sheets", sheet=table.sheet.name, sheets=_listed(visible)))
    if hidden := [info.name for info in others if info.hidden]:
        notices.append(notice("hidden_sheets_left", sheets=_listed(hidden)))
    return notices


def _listed(names: Sequence[str]) -> str:
    return "、".join(f"“{name}”" for name in names)
