"""Find the rows of a view of the report (找行): by their marks alone, whatever the size of the batch."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from runwu.core.imports.kinds import ImportKind, kind_of
from runwu.core.imports.reports import WARNED, code_of
from runwu.core.imports.staged import Chunk, StagedRow
from runwu.core.models import ImportBatch, RowOutcome, StagedChunk

APART = 10_000_000
"""More than any sheet has rows: keeps the ranks of rows apart in one figure."""
_OUTCOME = 7

Figures = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class RowIndex:
    """Number and mark of every row of a batch, and in which chunk at which position it stands."""

    numbers: Figures
    marks: Figures
    chunks: Figures
    positions: Figures
    looked_at: tuple[RowOutcome, ...] = (RowOutcome.ERROR, RowOutcome.CHANGED)

    def matching(self, view: str) -> Any:
        """Tell for each row whether a view shows it."""
        if view == "attention":
            return np.logical_or.reduce([self.warned, *(self.has(outcome) for outcome in self.looked_at)])
        if view == "warned":
            return self.warned
        if view == "all":
            return ~self.has(RowOutcome.SKIPPED)
        return self.has(RowOutcome(view))

    def has(self, outcome: RowOutcome) -> Any:
        """Tell for each row whether it has an outcome."""
        return (self.marks & _OUTCOME) == code_of(outcome)

    @property
    def warned(self) -> Any:
        """Tell for each row whether it deserves a look."""
        return (self.marks & WARNED) > 0

    def places(self, view: str) -> Figures:
        """Return where each row stands in a view: errors, warnings, changes, each in the order of the sheet."""
        if view != "attention":
            return self.numbers
        rank = np.where(self.has(RowOutcome.ERROR), 0, np.where(self.warned, 1, 2))
        return rank * APART + self.numbers

    def first(self, view: str, after: int, count: int) -> list[tuple[int, int]]:
        """Return the next rows of a view: the place of each in it, and its index here."""
        places = self.places(view)
        found = np.flatnonzero(self.matching(view) & (places > after))
        order = found[np.argsort(places[found], kind="stable")][:count]
        return [(int(places[at]), int(at)) for at in order]


def row_index(batch: ImportBatch) -> RowIndex:
    """Return number and mark of every row of a batch. One query."""
    numbers, marks, chunks, positions = [], [], [], []
    for key, held, marked in StagedChunk.objects.filter(batch=batch).values_list("pk", "numbers", "marks"):
        numbers.append(np.frombuffer(bytes(held), dtype=np.uint32).astype(np.int64))
        marks.append(np.frombuffer(bytes(marked), dtype=np.uint8).astype(np.int64))
        chunks.append(np.full(len(marks[-1]), key, dtype=np.int64))
        positions.append(np.arange(len(marks[-1]), dtype=np.int64))
    return RowIndex(
        _joined(numbers), _joined(marks), _joined(chunks), _joined(positions), looked_at=looked_at(kind_of(batch.kind))
    )


def looked_at(kind: ImportKind) -> tuple[RowOutcome, ...]:
    """Return the outcomes that somebody should look at, whatever else is said of the row."""
    found = (RowOutcome.ERROR, RowOutcome.CHANGED)
    return (*found, RowOutcome.NEW) if kind.compares else found


def rows_at(batch: ImportBatch, index: RowIndex, wanted: Iterable[int]) -> list[StagedRow]:
    """Return rows by their place in the index, in this order. One query for each chunk that holds some of them."""
    places = list(wanted)
    by_chunk: dict[int, list[int]] = {}
    for at in places:
        by_chunk.setdefault(int(index.chunks[at]), []).append(at)
    specs = kind_of(batch.kind).spec_by_key
    found: dict[int, StagedRow] = {}
    for key, held in by_chunk.items():
        chunk = Chunk(StagedChunk.objects.get(pk=key), specs)
        found.update(zip(held, chunk.rows(int(index.positions[at]) for at in held), strict=True))
    return [found[at] for at in places]


def _joined(parts: list[Figures]) -> Figures:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
