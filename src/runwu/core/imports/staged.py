"""The staged rows of a batch (暂存的行): found by number or outcome, read in chunks, written in chunks."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from runwu.core.imports.blocks import RowBlock
from runwu.core.imports.kinds import kind_of
from runwu.core.imports.reports import EDITED, WARNED, code_of, document_of, marks_of, outcome_of, reports_of
from runwu.core.imports.rows import ImportRow, RowReport
from runwu.core.models import ImportBatch, RowOutcome, StagedChunk
from runwu.core.workbooks import ColumnSpec, SkippedRow

AT_ONCE = 1000
"""Rows of a chunk."""


@dataclass(frozen=True, slots=True)
class StagedRow:
    """One row as it is staged; one that is no data has only `skip`."""

    number: int
    mark: int
    report: RowReport
    row: ImportRow | None = None
    skip: Mapping[str, Any] = field(default_factory=dict)

    @property
    def outcome(self) -> RowOutcome:
        """What the row would do."""
        return outcome_of(self.mark)

    @property
    def warned(self) -> bool:
        """Whether it deserves a look."""
        return bool(self.mark & WARNED)

    @property
    def edited(self) -> bool:
        """Whether a person typed cells of it anew."""
        return bool(self.mark & EDITED)


class Chunk:
    """A chunk of staged rows, opened as far as somebody asks."""

    def __init__(self, stored: StagedChunk, specs: Mapping[str, ColumnSpec]) -> None:
        self.stored, self._specs = stored, specs
        self.numbers = _numbers_of(stored)
        self.marks = bytes(stored.marks)

    def block(self) -> RowBlock:
        """Return what was read."""
        return RowBlock.from_document(self.numbers, self.stored.cells, self._specs)

    def reports(self) -> list[RowReport]:
        """Return what each row would do."""
        return reports_of(self.marks, self.stored.reports)

    def rows(self, positions: Iterable[int]) -> Iterator[StagedRow]:
        """Yield the rows at these positions."""
        if "skips" in self.stored.reports:
            for at in positions:
                skip = self.stored.reports["skips"][at]
                yield StagedRow(self.numbers[at], self.marks[at], RowReport(RowOutcome.SKIPPED), skip=skip)
            return
        block, reports = self.block(), self.reports()
        for at in positions:
            yield StagedRow(self.numbers[at], self.marks[at], reports[at], block.row(at))

    def with_outcome(self, outcomes: Sequence[RowOutcome]) -> list[int]:
        """Return the positions of the rows with these outcomes."""
        wanted = {code_of(outcome) for outcome in outcomes}
        return [at for at, mark in enumerate(self.marks) if mark & 7 in wanted]


def chunks_of(batch: ImportBatch) -> Iterator[Chunk]:
    """Yield the chunks of a batch in the order of the sheet, one at a time. One query each, and one."""
    specs = kind_of(batch.kind).spec_by_key
    for key in StagedChunk.objects.filter(batch=batch).order_by("first").values_list("pk", flat=True):
        yield Chunk(StagedChunk.objects.get(pk=key), specs)


def data_chunks(batch: ImportBatch) -> Iterator[Chunk]:
    """Yield the chunks that hold rows of data."""
    return (chunk for chunk in chunks_of(batch) if not chunk.with_outcome([RowOutcome.SKIPPED]))


def staged_rows(batch: ImportBatch, outcomes: Sequence[RowOutcome] = tuple(RowOutcome)) -> Iterator[StagedRow]:
    """Yield the rows with these outcomes in the order of the sheet; those that are no data come chunk by chunk too."""
    for chunk in chunks_of(batch):
        if positions := chunk.with_outcome(outcomes):
            yield from chunk.rows(positions)


def chunk_with(batch: ImportBatch, number: int) -> tuple[Chunk, int] | None:
    """Return the chunk of a row of data and the row's position in it, None where there is none. Two queries."""
    specs = kind_of(batch.kind).spec_by_key
    heads = StagedChunk.objects.filter(batch=batch, first__lte=number).order_by("-first").defer("cells", "reports")
    for head in heads.iterator():
        numbers = _numbers_of(head)
        if number in numbers and outcome_of(bytes(head.marks)[numbers.index(number)]) != RowOutcome.SKIPPED:
            return Chunk(StagedChunk.objects.get(pk=head.pk), specs), numbers.index(number)
    return None


def staged_row(batch: ImportBatch, number: int) -> StagedRow | None:
    """Return one row of data by its number in the sheet."""
    found = chunk_with(batch, number)
    return next(found[0].rows([found[1]])) if found else None


def stage(batch: ImportBatch, block: RowBlock, reports: Sequence[RowReport]) -> None:
    """Store rows with what is said about them. One statement."""
    StagedChunk.objects.create(batch=batch, first=block.numbers[0], **_columns(block, reports))


def restage(chunk: Chunk, block: RowBlock, reports: Sequence[RowReport]) -> None:
    """Store a chunk anew. One statement."""
    columns = _columns(block, reports)
    for name, value in columns.items():
        setattr(chunk.stored, name, value)
    chunk.stored.save(update_fields=list(columns))


def restage_reports(chunk: Chunk, reports: Sequence[RowReport]) -> None:
    """Store what is said about the rows of a chunk anew; the cells stay. One statement."""
    edited = {at: mark & EDITED for at, mark in enumerate(chunk.marks)}
    chunk.stored.marks, chunk.stored.reports = marks_of(reports, edited), document_of(reports)
    chunk.stored.save(update_fields=["marks", "reports"])


def stage_skipped(batch: ImportBatch, skipped: Sequence[SkippedRow]) -> None:
    """Store the rows that are no data."""
    for start in range(0, len(skipped), AT_ONCE):
        some = skipped[start : start + AT_ONCE]
        StagedChunk.objects.create(
            batch=batch,
            first=some[0].number,
            numbers=_packed_numbers([row.number for row in some]),
            marks=bytes([code_of(RowOutcome.SKIPPED)]) * len(some),
            cells={},
            reports={"skips": [row._asdict() for row in some]},
        )


def number_of_rows(batch: ImportBatch) -> int:
    """Return how many rows are staged, those included that are no data."""
    return sum(len(bytes(marks)) for marks in batch.chunks.values_list("marks", flat=True))


def _columns(block: RowBlock, reports: Sequence[RowReport]) -> dict[str, Any]:
    return {
        "numbers": _packed_numbers(block.numbers),
        "marks": marks_of(reports, block.edits),
        "cells": block.document(),
        "reports": document_of(reports),
    }


def _packed_numbers(numbers: Sequence[int]) -> bytes:
    return array("I", numbers).tobytes()


def _numbers_of(stored: StagedChunk) -> list[int]:
    numbers = array("I")
    numbers.frombytes(bytes(stored.numbers))
    return numbers.tolist()
