"""What was read of one row, and what is said about it (逐行报告)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

from runwu.core.models import RowOutcome
from runwu.core.workbooks import ColumnSpec, ParsedRow, Value, cell_reader


class Weight(StrEnum):
    """How much a remark weighs: an error keeps the row out, a warning lets it in, a hint needs no look."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Remark:
    """What is remarkable about a row: what happened, what to do, and the columns it concerns (keys, blanks between).

    `other` is the number of another row that this one repeats.
    """

    weight: Weight
    code: str
    happened: str
    now: str = ""
    key: str = ""
    other: int = 0

    def document(self) -> list[Any]:
        """Return the remark as JSON holds it."""
        return [str(self.weight), self.code, self.happened, self.now, self.key, self.other]


def error(code: str, happened: str, now: str = "", *, key: str = "", other: int = 0) -> Remark:
    """Return a remark that keeps the row out."""
    return Remark(Weight.ERROR, code, happened, now, key, other)


def warning(code: str, happened: str, now: str = "", *, key: str = "") -> Remark:
    """Return a remark that lets the row in."""
    return Remark(Weight.WARNING, code, happened, now, key)


def hint(code: str, happened: str, now: str = "", *, key: str = "") -> Remark:
    """Return a remark that needs no second look."""
    return Remark(Weight.HINT, code, happened, now, key)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a known thing that a row changes, in words: old → new."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row as it was read: its number in the sheet, values and raw texts by key, remarks on its cells."""

    number: int
    values: dict[str, Value]
    raw: dict[str, str]
    precision: dict[str, str] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    edits: dict[str, str] = field(default_factory=dict)

    @property
    def broken(self) -> bool:
        """Whether a cell could not be read."""
        return any(remark.weight is Weight.ERROR for remark in self.remarks)

    def text(self, key: str) -> str:
        """Return a text value, "" where there is none."""
        value = self.values.get(key)
        return "" if value is None else str(value)

    def edited(self, specs: dict[str, ColumnSpec], edits: dict[str, str]) -> "ImportRow":
        """Return the row with cells typed anew."""
        row = self
        for key, text in edits.items():
            row = row._with(specs[key], text)
        return row

    def _with(self, spec: ColumnSpec, text: str) -> "ImportRow":
        cell = cell_reader(spec)(text)
        others = tuple(remark for remark in self.remarks if remark.key != spec.key)
        found = (Remark(Weight(p.severity), p.code, p.happened, p.now, spec.key) for p in cell.problems)
        return replace(
            self,
            values={**self.values, spec.key: cell.value},
            raw={**self.raw, spec.key: text},
            precision={**self.precision, spec.key: cell.precision},
            remarks=(*others, *found),
            edits={**self.edits, spec.key: text},
        )

    @classmethod
    def of(cls, row: ParsedRow) -> Self:
        """Return what the reader of workbooks found."""
        remarks = (Remark(Weight(p.severity), p.code, p.happened, p.now, p.key) for p in row.problems)
        return cls(row.number, row.values, row.raw, row.precision, tuple(remarks))


class RemarkTable:
    """Numbers the remarks of a chunk, so that one that many rows share stands once."""

    def __init__(self) -> None:
        self._places: dict[int, int] = {}
        self._remarks: list[Remark] = []

    def places(self, remarks: Sequence[Remark]) -> list[int]:
        """Return where in the table remarks stand."""
        return [self._place(remark) for remark in remarks]

    def document(self) -> list[list[Any]]:
        """Return the table as JSON holds it."""
        return [remark.document() for remark in self._remarks]

    def _place(self, remark: Remark) -> int:
        found = self._places.get(id(remark))
        if found is None:
            found = self._places[id(remark)] = len(self._remarks)
            self._remarks.append(remark)
        return found


def remark_of(document: Sequence[Any]) -> Remark:
    """Return the remark that a document holds."""
    weight, *others = document
    return Remark(Weight(weight), *others)


@dataclass(frozen=True, slots=True)
class RowReport:
    """What a row would do, in words. `label` names the thing, `summary` says what a new one is in one line."""

    outcome: RowOutcome
    label: str = ""
    remarks: tuple[Remark, ...] = ()
    changes: tuple[FieldChange, ...] = ()
    summary: str = ""

    @property
    def warned(self) -> bool:
        """Whether the row goes in but deserves a look."""
        good = self.outcome in (RowOutcome.NEW, RowOutcome.CHANGED)
        return good and any(remark.weight is Weight.WARNING for remark in self.remarks)


def judged(
    row: ImportRow,
    *,
    label: str,
    remarks: tuple[Remark, ...],
    changes: tuple[FieldChange, ...],
    known: bool,
    summary: str = "",
) -> RowReport:
    """Return the report of a row: an error keeps it out; a known thing is changed or the same."""
    said = {(remark.key, remark.code) for remark in remarks}  # the kind says it better than the reader
    found = (*(remark for remark in row.remarks if (remark.key, remark.code) not in said), *remarks)
    if any(remark.weight is Weight.ERROR for remark in found):
        return RowReport(RowOutcome.ERROR, label, found)
    if not known:
        return RowReport(RowOutcome.NEW, label, found, (), summary)
    outcome = RowOutcome.CHANGED if changes else RowOutcome.SAME
    return RowReport(outcome, label, found, changes)
