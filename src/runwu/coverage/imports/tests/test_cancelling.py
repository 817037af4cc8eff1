"""Reading that a person cancels stops between chunks, writes nothing, and can be started again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files import File
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from runwu.accounts.models import User
from runwu.core.imports import Place, kind_of
from runwu.core.imports.reading import read_batch
from runwu.core.imports.staged import number_of_rows
from runwu.core.imports.uploading import start_import
from runwu.core.jobs import JobCancelled
from runwu.core.jobs.progress import JobProgress, running
from runwu.core.models import BatchState, ImportBatch, Job
from runwu.core.models.jobs import JobState
from runwu.coverage.imports.tests.office import DAY, sheet
from tests.world import World

pytestmark = pytest.mark.django_db(databases=["default", "progress"], transaction=True)


@pytest.fixture
def cancelled(world: World, tmp_path: Path) -> ImportBatch:
    """Return a batch whose reading was cancelled after the first thousand rows."""
    path = sheet(tmp_path / "台账.xlsx", *((f"示例{number}有限公司", f"甲-{number}", 1) for number in range(1500)))
    place = Place(world.near.park.public_id, world.near.park.name)
    with path.open("rb") as file:
        batch = start_import(
            kind=kind_of("enterprises"),
            place=place,
            file=File(file),
            name=path.name,
            as_of=DAY,
            by=world.cast.staff,
            in_background=False,
        )
    job = Job.objects.create(
        kind=read_batch.kind,
        title="读取",
        owner=world.cast.staff.public_id,
        state=JobState.RUNNING,
        heartbeat=timezone.now(),
        cancel_requested=True,
    )
    with pytest.raises(JobCancelled), running(JobProgress(job)):
        read_batch(batch=str(batch.public_id))
    batch.refresh_from_db()
    return batch


def test_a_cancelled_reading_is_not_taken_for_the_whole(cancelled: ImportBatch) -> None:
    assert (cancelled.state, number_of_rows(cancelled)) == (BatchState.READING, 1000)


def test_it_can_be_started_again_and_reads_everything(
    cancelled: ImportBatch, world: World, client_as: Callable[[User], Client]
) -> None:
    client = client_as(world.cast.staff)
    page = client.get(reverse("imports:batch", args=[cancelled.public_id])).content.decode()

    client.post(reverse("imports:read", args=[cancelled.public_id]))

    cancelled.refresh_from_db()
    assert "读取没有完成" in page
    assert (cancelled.state, number_of_rows(cancelled)) == (BatchState.READY, 1500)
