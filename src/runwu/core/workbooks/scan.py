"""Collect what a first pass over a sheet finds before any cell is loaded (预扫)."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from runwu.core.workbooks.letters import column_letter
from runwu.core.workbooks.limits import Limits
from runwu.core.workbooks.refusal import refusal
from runwu.core.workbooks.values import WITHOUT_VALUE, Broken

MergedRange = tuple[tuple[int, int], tuple[int, int]]
"""First and last (row, column) of a merged region, both counting from 0."""

_COLUMN_BITS = 15


@dataclass(slots=True)
class BrokenCells:
    """Remember cells without a usable value, eight bytes each, by position from 0."""

    positions: "array[int]" = field(default_factory=lambda: array("Q"))
    errors: dict[int, Broken] = field(default_factory=dict)

    def add(self, row: int, column: int, broken: Broken = WITHOUT_VALUE) -> None:
        """Remember one cell."""
        position = row << _COLUMN_BITS | column
        self.positions.append(position)
        if broken is not WITHOUT_VALUE:
            self.errors[position] = broken

    def by_row(self) -> Iterator[tuple[int, dict[int, Broken]]]:
        """Yield rows in order, each with its broken cells by column."""
        row, cells = -1, dict[int, Broken]()
        for position in sorted(self.positions):
            at, column = position >> _COLUMN_BITS, position & (1 << _COLUMN_BITS) - 1
            if at != row and cells:
                yield row, cells
                cells = {}
            row = at
            cells[column] = self.errors.get(position, WITHOUT_VALUE)
        if cells:
            yield row, cells


@dataclass(slots=True)
class SheetScan:
    """Count filled rows and bound the rectangle of one sheet; `last_row`, `last_column` count from 0, -1 is none."""

    name: str
    limits: Limits
    filled_rows: int = 0
    last_row: int = -1
    last_column: int = -1
    broken: BrokenCells = field(default_factory=BrokenCells)
    merges: list[MergedRange] = field(default_factory=list)

    def fill(self, rows: int, last_row: int) -> None:
        """Count filled rows and refuse once there are too many."""
        self.filled_rows += rows
        self.last_row = max(self.last_row, last_row)
        if self.filled_rows > self.limits.filled_rows:
            raise refusal("too_many_rows", sheet=self.name, limit=f"{self.limits.rows:,}")

    def check_area(self) -> None:
        """Refuse a rectangle that could not be allocated."""
        rows, columns = self.last_row + 1, self.last_column + 1
        if columns > self.limits.columns or rows * columns > self.limits.cells:
            raise refusal(
                "too_sparse",
                sheet=self.name,
                row=f"{rows:,}",
                column=column_letter(self.last_column),
                limit=f"{self.limits.cells:,}",
                columns=f"{self.limits.columns:,}",
            )
