"""Import a ledger of 20 columns, from the .xlsx to committed rows: ours, the floor, and django-import-export.

Ours stages (encrypted), validates, shows what will change, checks again, writes with dated facts, and logs. The floor
only reads the cells, checks the codes and upserts. django-import-export previews and writes; it keeps no dated facts.
Run `python benchmarks/import_ledger.py [--rows N] [--database sqlite|postgresql]`; 110000 rows are a whole province.
"""

from argparse import Namespace
from pathlib import Path
from typing import Any

from stage import scene

ROWS = 11_000


def _run(told: Namespace, folder: Path) -> None:
    found = scene.set_up()
    path, tidy = folder / "台账.xlsx", folder / "整洁.xlsx"
    scene.workbook_of("ledger", path, told.rows)
    ours = _ours(path, found.park)
    from stage import floor, import_export

    _empty()
    lowest = scene.took(lambda: floor.import_ledger(path, found.park))
    scene.line("floor: cells, check characters, upsert", lowest, f"ours takes {ours.over(lowest)} times that")
    _empty()
    count = told.baseline_rows or told.rows
    scene.workbook_of("ledger", tidy, count, untidy=False)
    theirs = scene.took(lambda: import_export.import_ledger(tidy, found.park)).scaled(told.rows / count)
    scene.line("django-import-export: preview, write", theirs, f"takes {theirs.over(ours)} times ours")


def _ours(path: Path, park: Any) -> scene.Took:
    batch, staging = scene.timed(lambda: staged(path, park))
    writing = scene.took(lambda: written(batch))
    memory = scene.peak_megabytes()
    scene.line("ours: upload, read, check, stage", staging, _counts(batch))
    scene.line("ours: check again, write, log", writing, f"peak {memory:.0f} MB")
    again, repeated = scene.timed(lambda: staged(path, park))
    scene.line("ours: the same file again", repeated, f"{_counts(again)}; peak {scene.peak_megabytes():.0f} MB")
    scene.line("ours, all in all", staging + writing)
    return staging + writing


def _counts(batch: Any) -> str:
    return ", ".join(f"{key} {value}" for key, value in batch.counts.items() if value)


def staged(path: Path, park: Any, kind: str = "enterprises") -> Any:
    """Upload a workbook and have it read, as the worker does."""
    from django.core.files import File
    from django.utils import timezone

    from runwu.accounts.models import User
    from runwu.core.imports import Place, kind_of
    from runwu.core.imports.reading import read_batch
    from runwu.core.imports.uploading import start_import

    with path.open("rb") as file:
        batch = start_import(
            kind=kind_of(kind),
            place=Place(park.public_id, park.name),
            file=File(file),
            name=path.name,
            as_of=timezone.localdate(),
            by=User.objects.get(username="bench"),
            in_background=False,
        )
    read_batch(batch=str(batch.public_id))
    batch.refresh_from_db()
    return batch


def written(batch: Any) -> None:
    """Write the good rows of a batch, as the worker does."""
    from runwu.core.imports.committing import commit_batch
    from runwu.core.models import BatchState, ImportBatch

    ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.COMMITTING)
    commit_batch(batch=str(batch.public_id))


def _empty() -> None:
    """Take all enterprises away."""
    from runwu.enterprises.models import Enterprise, EnterpriseFact

    EnterpriseFact.objects.all()._raw_delete("default")
    Enterprise.objects.all()._raw_delete("default")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM")


if __name__ == "__main__":
    scene.run_on_each_database(__file__, __doc__ or "", ROWS, _run)
