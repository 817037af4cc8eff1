"""Read the rows of a table as values with their problems (读行)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from runwu.core.workbooks.cells.cell import DAY, Cell, Value
from runwu.core.workbooks.cells.reader import Reader, cell_reader
from runwu.core.workbooks.columns import ColumnSpec
from runwu.core.workbooks.headings import Heading
from runwu.core.workbooks.problems import Problem, Severity
from runwu.core.workbooks.recognition import ColumnMapping
from runwu.core.workbooks.tables import RawRow, SkippedRow, Table
from runwu.core.workbooks.values import RawValue, shown

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


@dataclass(slots=True)
class _Column:
    key: str
    letter: str
    index: int
    read: Reader


def read_rows(
    table: Table, mapping: ColumnMapping, *, on_skip: Callable[[SkippedRow], object] | None = None
) -> Iterator[ParsedRow]:
    """Yield the data rows of a table in order, reading the settled columns of the mapping.

    Rows that are no data go to `on_skip`, none is lost. Required columns that the sheet lacks are not reported
    per row: `mapping.missing` says so once. Raises the refusal “too_many_rows” at the row beyond the limit.
    """
    columns = _columns(table, mapping)
    for entry in table.entries():
        if isinstance(entry, RawRow):
            yield _parsed(entry, columns)
        elif on_skip is not None:
            on_skip(entry)


def _columns(table: Table, mapping: ColumnMapping) -> list[_Column]:
    specs = {spec.key: spec for spec in mapping.specs}
    return [
        _Column(key, heading.letter, heading.index, _remembering(_reader(table, specs[key], heading)))
        for key, heading in mapping.readable().items()
    ]


def _reader(table: Table, spec: ColumnSpec, heading: Heading) -> Reader:
    return cell_reader(spec, date_1904=table.sheet.date_1904, unit=heading.unit)


def _remembering(read: Reader) -> Reader:
    """Keep the results for texts that come again; other types are few or would collide (1 == True == 1.0)."""
    known: dict[str, Cell] = {}

    def cell(raw: RawValue) -> Cell:
        if not isinstance(raw, str):
            return read(raw)
        found = known.get(raw)
        if found is None:
            found = read(raw)
            if len(known) < _REMEMBERED:
                known[raw] = found
        return found

    return cell


def _parsed(row: RawRow, columns: list[_Column]) -> ParsedRow:
    values: dict[str, Value] = {}
    texts: dict[str, str] = {}
    precision: dict[str, str] = {}
    problems: list[Problem] = []
    cells, width = row.cells, len(row.cells)
    for column in columns:
        key = column.key
        raw = cells[column.index] if column.index < width else ""
        cell = column.read(raw)
        values[key] = cell.value
        texts[key] = raw if isinstance(raw, str) else shown(raw)
        if cell.problems:
            problems += (Problem(row.number, column.letter, key, *problem) for problem in cell.problems)
        if cell.precision != DAY:
            precision[key] = cell.precision
    return ParsedRow(row.number, values, texts, tuple(problems), precision)
