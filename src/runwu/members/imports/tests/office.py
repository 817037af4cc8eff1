"""Import registers in tests the way an office does: upload, read, look at the rows, write."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files import File

from runwu.accounts.models import User
from runwu.core.imports import Place, kind_of
from runwu.core.imports.committing import commit_batch
from runwu.core.imports.reading import read_batch
from runwu.core.imports.rows import Weight
from runwu.core.imports.staged import StagedRow, staged_row, staged_rows
from runwu.core.imports.uploading import start_import
from runwu.core.models import BatchState, ImportBatch
from runwu.core.workbooks.tests.makers import SheetPlan, write_xlsxwriter
from runwu.enterprises.models import Park

Golden = list[tuple[int, str, tuple[str, ...]]]
DAY = date(2026, 11, 20)


def upload(  # noqa: PLR0913 -- what an upload says
    path: Path,
    *,
    by: User,
    park: Park,
    kind: str = "members",
    as_of: date = DAY,
    options: Mapping[str, str] | None = None,
) -> ImportBatch:
    """Upload a workbook and have it read at once."""
    place = Place(park.public_id, park.name)
    with path.open("rb") as file:
        batch = start_import(
            kind=kind_of(kind),
            place=place,
            file=File(file, path.name),
            name=path.name,
            as_of=as_of,
            by=by,
            options=options,
            in_background=False,
        )
    read_batch(batch=str(batch.public_id))
    batch.refresh_from_db()
    return batch


def commit(batch: ImportBatch) -> ImportBatch:
    """Write the good rows of a batch at once."""
    ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.COMMITTING)
    commit_batch(batch=str(batch.public_id))
    batch.refresh_from_db()
    return batch


def sheet(path: Path, *rows: Sequence[Any], head: Sequence[str]) -> Path:
    """Write a workbook of one sheet with a header in its first row."""
    return write_xlsxwriter(path, SheetPlan("在册", [head, *rows]))


def golden(batch: ImportBatch) -> Golden:
    """Return what every row would do: number, outcome, codes of its errors and warnings in order."""
    return sorted((row.number, row.outcome.value, _codes(row)) for row in staged_rows(batch))


def _codes(row: StagedRow) -> tuple[str, ...]:
    if row.row is None:
        return (row.skip["code"],)
    return tuple(sorted(remark.code for remark in row.report.remarks if remark.weight is not Weight.HINT))


def words(batch: ImportBatch, number: int) -> str:
    """Return everything that is said about a row."""
    row = staged_row(batch, number)
    return " ".join(f"{remark.happened}{remark.now}" for remark in row.report.remarks) if row else ""


def changes(batch: ImportBatch, number: int) -> list[tuple[str, str, str]]:
    """Return what a row changes: label, old, new."""
    row = staged_row(batch, number)
    return [(change.label, change.old, change.new) for change in row.report.changes] if row else []


def summary(batch: ImportBatch, number: int) -> str:
    """Return what a row is in one line."""
    row = staged_row(batch, number)
    return row.report.summary if row else ""
