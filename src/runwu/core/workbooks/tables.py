"""Find the table in a sheet and walk its rows (表格)."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from runwu.core.workbooks.book import Row, Sheet
from runwu.core.workbooks.columns import ColumnSpec
from runwu.core.workbooks.header_rows import PREVIEW, Header, find_header
from runwu.core.workbooks.headings import Heading
from runwu.core.workbooks.merged import MergedColumns
from runwu.core.workbooks.messages import SKIPS
from runwu.core.workbooks.refusal import refusal
from runwu.core.workbooks.row_kinds import RowKinds, Surroundings, bare
from runwu.core.workbooks.values import RawValue, shown
from runwu.core.workbooks.vocabulary import Vocabulary


class RawRow(NamedTuple):
    """Hold one row of data: its number as the person sees it, its cells from column A on, its merged columns filled."""

    number: int
    cells: list[RawValue]


class SkippedRow(NamedTuple):
    """Say which row was not taken as data, why (code and words), and what it says.

    Blank rows in a row are one entry; `last` is the last of them, else `number` itself.
    """

    number: int
    last: int
    code: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Know where the header of a sheet stands and what its columns are called."""

    sheet: Sheet
    header_rows: tuple[int, ...]
    columns: tuple[Heading, ...]
    score: float
    kinds: RowKinds

    def entries(self) -> Iterator[RawRow | SkippedRow]:
        """Yield everything below the header in order: data rows, and rows skipped with their reason.

        Raises the refusal “too_many_rows” at the row that exceeds the limit.
        """
        taken = 0
        blank: SkippedRow | None = None
        for number, values, code in self._judged():
            if code == "blank":
                blank = (blank or _skipped(number, values, code))._replace(last=number)
                continue
            if blank:
                yield blank
                blank = None
            if code is None:
                taken += 1
                self._check(taken)
                yield RawRow(number, values)
            else:
                yield _skipped(number, values, code)
        if blank:
            yield blank

    def _judged(self) -> Iterator[tuple[int, list[RawValue], str | None]]:
        """Yield every row below the header, merged columns filled, with why it is no data."""
        first_row = self.header_rows[-1]
        merged = MergedColumns(self.sheet.merges, below=first_row)
        broad = max(2, len(self.columns) // 2)
        first, after_note = True, False
        for number, values in self.sheet.rows():
            if number <= first_row:
                continue
            where = Surroundings(first, merged.width_at(number - 1) > broad, after_note)
            code = self.kinds.judge(values, where)
            merged.fill(number - 1, values)
            yield number, values, code
            first = first and code is not None
            after_note = code == "note" or (after_note and code == "blank")

    def rows(self) -> Iterator[RawRow]:
        """Yield the data rows alone."""
        return (entry for entry in self.entries() if isinstance(entry, RawRow))

    def _check(self, taken: int) -> None:
        if taken > self.sheet.row_limit:
            raise refusal("too_many_rows", sheet=self.sheet.name, limit=f"{self.sheet.row_limit:,}")


def find_table(sheet: Sheet, specs: Sequence[ColumnSpec]) -> Table:
    """Find the header that fits the expected columns best, and the table below it.

    Raises the refusals “no_header” and “no_rows”.
    """
    rows = list(itertools.islice(sheet.rows(), PREVIEW))
    header = find_header(rows, sheet.merges, Vocabulary(specs))
    if header is None:
        raise refusal("no_header", sheet=sheet.name, rows=PREVIEW // 2)
    table = Table(
        sheet, tuple(range(header.first, header.last + 1)), header.headings, header.score, _kinds(rows, header)
    )
    if next(table.rows(), None) is None:
        raise refusal("no_rows", sheet=sheet.name)
    return table


def _kinds(rows: Sequence[Row], header: Header) -> RowKinds:
    titles = {bare(value) for number, values in rows if number < header.first for value in values if value != ""}
    header_rows = [values for number, values in rows if header.first <= number <= header.last]
    return RowKinds(header.headings, header_rows, titles)


def _skipped(number: int, values: Sequence[RawValue], code: str) -> SkippedRow:
    return SkippedRow(number, number, code, SKIPS[code], "" if code == "blank" else _line(values))


def _line(values: Sequence[RawValue]) -> str:
    return " ".join(" ".join(shown(value).split()) for value in values if value != "")
