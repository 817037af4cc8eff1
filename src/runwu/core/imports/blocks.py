"""Rows in blocks, column by column (成块的行): how they are read, checked and staged."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Self

from runwu.core.imports.rows import ImportRow, Remark, RemarkTable, Weight, remark_of
from runwu.core.workbooks import CellProblem, ColumnSpec, Kind, ReadBlock, Value

_EXACT = 1 << 53
"""Integers beyond it are kept as text."""


@dataclass(slots=True)
class RowBlock:
    """Some rows: values and texts by key, and by position what is special about a row.

    `remarks` are those of the reader on cells, `precision` says how exact dates are, `edits` what a person typed anew.
    """

    numbers: list[int]
    values: dict[str, list[Value]]
    texts: dict[str, list[str]]
    remarks: dict[int, tuple[Remark, ...]] = field(default_factory=dict)
    precision: dict[int, dict[str, str]] = field(default_factory=dict)
    edits: dict[int, dict[str, str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.numbers)

    @classmethod
    def of(cls, read: ReadBlock) -> Self:
        """Return what the reader of workbooks found."""
        block = cls(
            read.numbers,
            {column.key: column.values for column in read.columns},
            {column.key: column.texts for column in read.columns},
        )
        remarks: dict[tuple[str, int], Remark] = {}
        for at, cells in read.odd().items():
            if said := [_remark(one.key, p, remarks) for one, cell in cells for p in cell.problems]:
                block.remarks[at] = tuple(said)
            if exact := {one.key: cell.precision for one, cell in cells if cell.precision != "day"}:
                block.precision[at] = exact
        return block

    def row(self, at: int) -> ImportRow:
        """Return one row by its position."""
        return ImportRow(
            number=self.numbers[at],
            values={key: column[at] for key, column in self.values.items()},
            raw={key: column[at] for key, column in self.texts.items()},
            precision=self.precision.get(at, {}),
            remarks=self.remarks.get(at, ()),
            edits=self.edits.get(at, {}),
        )

    def rows(self) -> list[ImportRow]:
        """Return all rows, one by one."""
        return [self.row(at) for at in range(len(self))]

    def put(self, at: int, row: ImportRow) -> None:
        """Put a row that was mended in the place of the one at a position."""
        for key in row.values.keys() - self.values.keys():
            self.values[key], self.texts[key] = [None] * len(self), [""] * len(self)
        for key, value in row.values.items():
            self.values[key][at], self.texts[key][at] = value, row.raw.get(key, "")
        self.remarks[at], self.precision[at], self.edits[at] = row.remarks, row.precision, row.edits

    def only(self, positions: Sequence[int]) -> "RowBlock":
        """Return a block of just some rows."""
        if len(positions) == len(self):
            return self
        return RowBlock(
            [self.numbers[at] for at in positions],
            {key: [column[at] for at in positions] for key, column in self.values.items()},
            {key: [column[at] for at in positions] for key, column in self.texts.items()},
            _moved(self.remarks, positions),
            _moved(self.precision, positions),
            _moved(self.edits, positions),
        )

    def document(self) -> dict[str, Any]:
        """Return the block as JSON holds it, without its numbers; values that are just the text are left out."""
        return {
            "texts": self.texts,
            "values": {key: _stored(self.values[key]) for key in self.texts if not self._is_text(key)},
            **_remarks_document(self.remarks),
            "precision": {str(at): exact for at, exact in self.precision.items() if exact},
            "edits": {str(at): edits for at, edits in self.edits.items() if edits},
        }

    def _is_text(self, key: str) -> bool:
        return self.values[key] == [text or None for text in self.texts[key]]

    @classmethod
    def from_document(cls, numbers: list[int], document: Mapping[str, Any], specs: Mapping[str, ColumnSpec]) -> Self:
        """Return the block that a document holds; columns that are no longer known are left out."""
        texts = {key: texts for key, texts in document["texts"].items() if key in specs}
        told = document["values"]
        values = {
            key: _restored(told[key], specs[key].kind) if key in told else [text or None for text in column]
            for key, column in texts.items()
        }
        known = list(map(remark_of, document["remarks"]))
        remarks = {int(at): tuple(known[place] for place in places) for at, places in document["said"].items()}
        precision = {int(at): exact for at, exact in document["precision"].items()}
        edits = {int(at): edits for at, edits in document["edits"].items()}
        return cls(numbers, values, texts, remarks, precision, edits)


def _remark(key: str, problem: CellProblem, known: dict[tuple[str, int], Remark]) -> Remark:
    """Return the remark on a problem of a cell; cells with the same value share it."""
    place = key, id(problem)
    if place not in known:
        known[place] = Remark(Weight(problem.severity), problem.code, problem.happened, problem.now, key)
    return known[place]


def _remarks_document(remarks: Mapping[int, tuple[Remark, ...]]) -> dict[str, Any]:
    """Return remarks as JSON holds them: each once, and which of them each row has."""
    table = RemarkTable()
    said = {str(at): table.places(row) for at, row in remarks.items() if row}
    return {"remarks": table.document(), "said": said}


def _moved(by_position: Mapping[int, Any], positions: Iterable[int]) -> dict[int, Any]:
    return {new: by_position[old] for new, old in enumerate(positions) if old in by_position}


def _stored(values: Sequence[Value]) -> list[Any]:
    known = {value: _plain(value) for value in values if not isinstance(value, (str, bool, type(None)))}
    return [value if isinstance(value, (str, bool, type(None))) else known[value] for value in values]


def _plain(value: Value) -> Any:
    if isinstance(value, int):
        return value if -_EXACT < value < _EXACT else str(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _restored(values: Sequence[Any], kind: Kind) -> list[Value]:
    if kind not in _RESTORE:
        return list(values)
    known = {value: _RESTORE[kind](value) for value in set(values) if isinstance(value, str)}
    return [known.get(value, value) if isinstance(value, str) else value for value in values]


_RESTORE: dict[Kind, Any] = {Kind.DATE: date.fromisoformat, Kind.DECIMAL: Decimal, Kind.INTEGER: int}
