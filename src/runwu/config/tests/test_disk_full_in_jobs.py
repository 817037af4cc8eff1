"""A disk that fills while an import is read or written: told in three parts, nothing half-written, and it goes on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files import File
from django.db import OperationalError, connection

from runwu.core.imports import Place, kind_of
from runwu.core.imports.committing import start_commit
from runwu.core.imports.uploading import read_again, start_import
from runwu.core.jobs.runner import run
from runwu.core.models import AuditEntry, BatchState, ImportBatch, Job
from runwu.coverage.imports.tests.office import sheet, upload
from runwu.enterprises.models import Enterprise, EnterpriseFact
from tests.world import World

pytestmark = pytest.mark.django_db(databases=["default", "progress"], transaction=True)
ROWS = [(f"示例新增{number}有限公司", f"新{number:04}", number) for number in range(1, 400)]
FULL = {
    "happened": "服务器磁盘空间不足，这一步没有完成。",
    "rule": "每一步要么全部完成，要么完全不动。",
    "now": "请告诉管理员清理或扩充磁盘，之后重试。",
}


@pytest.fixture(autouse=True)
def _apart(settings: Any, tmp_path: Path) -> None:
    """Keep files of each test apart, and jobs in the queue until a test runs them."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return sheet(tmp_path / "台账.xlsx", *ROWS)


@contextmanager
def no_room_for(table: str) -> Iterator[None]:
    """Let the database refuse further rows of a table, in the words of a full disk."""

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("INSERT") and f'"{table}"' in sql:
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


@contextmanager
def no_room_at_all() -> Iterator[None]:
    """Let SQLite's file grow by a few pages and no more."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # pages that other tests have left free would be room
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + 3}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")


def uploaded(ledger: Path, world: World) -> ImportBatch:
    """Upload a ledger and leave it to the worker."""
    place = Place(world.near.park.public_id, world.near.park.name)
    with ledger.open("rb") as file:
        return start_import(
            kind=kind_of("enterprises"),
            place=place,
            file=File(file, ledger.name),
            name=ledger.name,
            as_of=world.day,
            by=world.cast.staff,
        )


def begun(batch: ImportBatch, world: World) -> ImportBatch:
    """Ask for the good rows to be written."""
    batch.refresh_from_db()
    return start_commit(batch, expected_version=batch.version, by=world.cast.staff)


def worked(batch: ImportBatch) -> Job:
    """Run the job of a batch as the worker does."""
    run(str(batch.job))
    batch.refresh_from_db()
    return Job.objects.get(public_id=str(batch.job))


def told(job: Job) -> dict[str, str]:
    return {part: job.error[part] for part in FULL}


def test_writing_says_so_writes_nothing_and_goes_on_afterwards(world: World, ledger: Path) -> None:
    batch = upload(ledger, by=world.cast.staff, park=world.near.park)
    before = Enterprise.objects.count(), EnterpriseFact.objects.count()

    with no_room_for("core_auditentry"):
        failed = worked(begun(batch, world))
    after, state = (Enterprise.objects.count(), EnterpriseFact.objects.count()), begun(batch, world).state
    done = worked(ImportBatch.objects.get(pk=batch.pk))

    assert (failed.state, told(failed), after) == ("failed", FULL, before)
    assert (state, done.state, Enterprise.objects.count()) == (BatchState.COMMITTING, "done", before[0] + len(ROWS))
    assert AuditEntry.objects.filter(action="core.import.committed").count() == 1


def test_reading_says_so_and_goes_on_afterwards(world: World, ledger: Path) -> None:
    batch = uploaded(ledger, world)

    with no_room_for("core_stagedchunk"):
        failed = worked(batch)
    read_again(batch, world.cast.staff)
    done = worked(batch)

    assert (failed.state, told(failed)) == ("failed", FULL)
    assert (done.state, batch.state, batch.counts["new"]) == ("done", BatchState.READY, len(ROWS))


@pytest.mark.sqlite_only
def test_a_file_that_can_not_grow_leaves_nothing_half_written(world: World, ledger: Path) -> None:
    batch = upload(ledger, by=world.cast.staff, park=world.near.park)
    batch = begun(batch, world)
    before = Enterprise.objects.count()

    with no_room_at_all():
        failed = worked(batch)
    after = Enterprise.objects.count()
    done = worked(begun(batch, world))

    assert (failed.state, told(failed), after) == ("failed", FULL, before)
    assert (done.state, Enterprise.objects.count()) == ("done", before + len(ROWS))
