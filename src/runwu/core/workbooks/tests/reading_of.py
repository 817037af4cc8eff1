"""Read planned rows the short way, for tests that look at one behavior."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from runwu.core.workbooks import (
    Choice,
    ColumnMapping,
    ParsedRow,
    SkippedRow,
    choose_table,
    open_workbook,
    read_rows,
    recognize,
)
from runwu.core.workbooks.tests.makers import SheetPlan, write_openpyxl
from runwu.core.workbooks.tests.specs import SPECS


class Reading(NamedTuple):
    """Hold everything that was read."""

    choice: Choice
    mapping: ColumnMapping
    rows: list[ParsedRow]
    skipped: list[SkippedRow]

    @property
    def header(self) -> tuple[int, ...]:
        """Return the numbers of the header rows."""
        return self.choice.table.header_rows

    @property
    def reasons(self) -> dict[int, str]:
        """Return row number → code of the skipped rows."""
        return {row.number: row.code for row in self.skipped}

    def column(self, key: str) -> dict[int, Any]:
        """Return row number → value of one column."""
        return {row.number: row.values[key] for row in self.rows}

    def problems(self) -> list[tuple[int, str, str]]:
        """Return row, column letter and code of every problem."""
        return [(problem.row, problem.column_letter, problem.code) for row in self.rows for problem in row.problems]


def reading_of_file(path: Path, *, sheet: str | None = None, remembered: Mapping[str, str] | None = None) -> Reading:
    """Read a file with every proposal confirmed."""
    skipped: list[SkippedRow] = []
    with open_workbook(path) as workbook:
        choice = choose_table(workbook, SPECS, sheet=sheet)
        mapping = recognize(choice.table.columns, SPECS, remembered)
        rows = list(read_rows(choice.table, mapping.confirm_all(), on_skip=skipped.append))
    return Reading(choice, mapping, rows, skipped)


def reading_of(folder: Path, *rows: Sequence[Any], merges: tuple[str, ...] = ()) -> Reading:
    """Read rows that openpyxl wrote into the one sheet of a workbook."""
    return reading_of_file(write_openpyxl(folder / "a.xlsx", SheetPlan("在册", rows, merges)))
