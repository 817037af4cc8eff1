"""Spread the value of merged cells over the rows they cover (合并单元格)."""

from collections.abc import Sequence

from runwu.core.workbooks.book import Row
from runwu.core.workbooks.scan import MergedRange
from runwu.core.workbooks.values import RawValue


class MergedColumns:
    """Fill cells that are merged downwards, row after row from the top; rows and columns count from 0."""

    def __init__(self, merges: Sequence[MergedRange], below: int) -> None:
        self._waiting = sorted((merge for merge in merges if merge[1][0] > merge[0][0] >= below), reverse=True)
        self._open: list[tuple[int, int, RawValue]] = []
        self._across = {top: right - left + 1 for (top, left), (_, right) in merges if right > left}

    def width_at(self, row: int) -> int:
        """Return over how many columns a row is merged."""
        return self._across.get(row, 1)

    def fill(self, row: int, values: list[RawValue]) -> None:
        """Write the values of open merges into a row, in place."""
        if self._open:
            self._open = [merge for merge in self._open if merge[0] >= row]
        for _, column, value in self._open:
            values.extend([""] * (column + 1 - len(values)))
            if values[column] == "":
                values[column] = value
        while self._waiting and self._waiting[-1][0][0] <= row:
            (_, column), (last, _) = self._waiting.pop()
            if column < len(values):
                self._open.append((last, column, values[column]))


def reached_down(block: Sequence[Row], above: Sequence[Row], merges: Sequence[MergedRange]) -> tuple[int, list[Row]]:
    """Fill the empty cells of a block's first row with what is merged down into it from above.

    Return the number of the row where the highest of those merges starts (else of the first), and the filled block.
    """
    number, values = block[0]
    filled, first = [*values], number
    texts = dict(above)
    for (top, left), (bottom, right) in merges:
        upper = texts.get(top + 1, [])
        if not (top + 1 < number <= bottom + 1 and left == right and left < len(upper)):
            continue
        filled.extend([""] * (left + 1 - len(filled)))
        if filled[left] == "" and isinstance(upper[left], str) and upper[left] != "":
            filled[left], first = upper[left], min(first, top + 1)
    return first, [(number, filled), *block[1:]]
