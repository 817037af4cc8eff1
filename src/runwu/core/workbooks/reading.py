"""Read the rows of a table as values with their problems (读行): column by column, in blocks of rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat, zip_longest
from typing import NamedTuple

from runwu.core.workbooks.cells.cell import DAY, Value
from runwu.core.workbooks.cells.reader import Reader, cell_reader
from runwu.core.workbooks.columns import ColumnSpec
from runwu.core.workbooks.headings import Heading
from runwu.core.workbooks.problems import CellProblem, Problem, Severity
from runwu.core.workbooks.recognition import ColumnMapping
from runwu.core.workbooks.tables import RawRow, SkippedRow, Table
from runwu.core.workbooks.values import RawValue, shown

BLOCK = 1000
"""Rows read at a time."""
_REMEMBERED = 4096
"""Distinct values kept per column, as many columns repeat a few values."""


class ParsedRow(NamedTuple):
    """Hold one row: values and raw texts by key, problems with their place, and dates that are not exact to the day.

    `values` and `raw` have every recognized key; an unknown value is None, an empty cell “”.
    """

    number: int
    values: dict[str, Value]
    raw: dict[str, str]
    problems: tuple[Problem, ...]
    precision: dict[str, str]

    @property
    def has_errors(self) -> bool:
        """Return whether the row must stay out."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


class ReadCell(NamedTuple):
    """Hold one cell as it was read: as it shows, its value, what is wrong with it, how exact a date is."""

    text: str
    value: Value
    problems: tuple[CellProblem, ...]
    precision: str


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """Hold the cells of one column for some rows: as they show, and as values.

    `odd` are those with problems or of a date that is not exact to the day, by position.
    """

    key: str
    letter: str
    texts: list[str]
    values: list[Value]
    odd: dict[int, ReadCell]


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """Hold some rows, column by column, in the order of the sheet."""

    numbers: list[int]
    columns: list[ReadColumn]

    def rows(self) -> Iterator[ParsedRow]:
        """Yield the rows one by one."""
        keys = [column.key for column in self.columns]
        values = zip(*(column.values for column in self.columns), strict=True) if keys else repeat(())
        texts = zip(*(column.texts for column in self.columns), strict=True) if keys else repeat(())
        odd = self.odd()
        for at, (number, held, written) in enumerate(zip(self.numbers, values, texts, strict=False)):
            cells = odd.get(at, ())
            problems = tuple(Problem(number, column.letter, column.key, *p) for column, c in cells for p in c.problems)
            precision = {column.key: cell.precision for column, cell in cells if cell.precision != DAY}
            yield ParsedRow(
                number, dict(zip(keys, held, strict=True)), dict(zip(keys, written, strict=True)), problems, precision
            )

    def odd(self) -> dict[int, list[tuple[ReadColumn, ReadCell]]]:
        """Return the odd cells of each row that has any, by position, in the order of the columns."""
        found: dict[int, list[tuple[ReadColumn, ReadCell]]] = {}
        for column in self.columns:
            for at, cell in column.odd.items():
                found.setdefault(at, []).append((column, cell))
        return found


class _Memory(dict[RawValue, ReadCell]):
    """Read cells of one column, each distinct value once."""

    def __init__(self, read: Reader) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, raw: RawValue) -> ReadCell:
        cell = self.read(raw)
        if len(self) < _REMEMBERED:
            self[raw] = cell
        return cell

    def read(self, raw: RawValue) -> ReadCell:
        """Read a cell anew."""
        return ReadCell(raw if isinstance(raw, str) else shown(raw), *self._read(raw))

    def all(self, raws: Sequence[RawValue]) -> list[ReadCell]:
        """Read many cells; where there are booleans none is remembered, as 1 == True."""
        read = self.read if bool in set(map(type, raws)) else self.__getitem__
        return list(map(read, raws))


@dataclass(slots=True)
class _Column:
    key: str
    letter: str
    index: int
    memory: _Memory

    def read(self, raws: Sequence[RawValue]) -> ReadColumn:
        """Read the cells of some rows."""
        cells = self.memory.all(raws)
        return ReadColumn(
            self.key,
            self.letter,
            [cell.text for cell in cells],
            [cell.value for cell in cells],
            {at: cell for at, cell in enumerate(cells) if cell.problems or cell.precision != DAY},
        )


def read_rows(
    table: Table, mapping: ColumnMapping, *, on_skip: Callable[[SkippedRow], object] | None = None
) -> Iterator[ParsedRow]:
    """Yield the data rows of a table in order, reading the settled columns of the mapping.

    Rows that are no data go to `on_skip`, none is lost. Required columns that the sheet lacks are not reported
    per row: `mapping.missing` says so once. Raises the refusal “too_many_rows” beyond the limit.
    """
    for block in read_blocks(table, mapping, on_skip=on_skip):
        yield from block.rows()


def read_blocks(
    table: Table, mapping: ColumnMapping, *, on_skip: Callable[[SkippedRow], object] | None = None, size: int = BLOCK
) -> Iterator[ReadBlock]:
    """Yield the data rows of a table in blocks of `size`; otherwise as `read_rows`."""
    columns = _columns(table, mapping)
    taken: list[RawRow] = []
    for entry in table.entries():
        if isinstance(entry, RawRow):
            taken.append(entry)
            if len(taken) == size:
                yield _block(taken, columns)
                taken = []
        elif on_skip is not None:
            on_skip(entry)
    if taken:
        yield _block(taken, columns)


def _block(rows: Sequence[RawRow], columns: Sequence[_Column]) -> ReadBlock:
    cells = list(zip_longest(*(row.cells for row in rows), fillvalue=""))
    none = ("",) * len(rows)
    read = [column.read(cells[column.index] if column.index < len(cells) else none) for column in columns]
    return ReadBlock([row.number for row in rows], read)


def _columns(table: Table, mapping: ColumnMapping) -> list[_Column]:
    specs = {spec.key: spec for spec in mapping.specs}
    return [
        _Column(key, heading.letter, heading.index, _Memory(_reader(table, specs[key], heading)))
        for key, heading in mapping.readable().items()
    ]


def _reader(table: Table, spec: ColumnSpec, heading: Heading) -> Reader:
    return cell_reader(spec, date_1904=table.sheet.date_1904, unit=heading.unit)
