"""Jobs of workers that died are taken up again."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from runwu.core.jobs import leases
from runwu.core.jobs.recovery import ATTEMPTS, recover_jobs
from runwu.core.jobs.runner import run, run_job
from runwu.core.models import Job
from runwu.core.tests import job_samples

pytestmark = pytest.mark.django_db(databases=["default", "progress"])


@pytest.fixture(autouse=True)
def _queue_and_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


def saved(**values: Any) -> Job:
    """Save a job."""
    kind = job_samples.save_suggestions.kind
    return Job.objects.create(**{"kind": kind, "title": "任务", "owner": uuid.uuid4(), "args": {"count": 2}, **values})


def running(worker: str, **values: Any) -> Job:
    """Save a job that a worker began just now."""
    now = timezone.now()
    return saved(**{"state": "running", "attempt": 1, "worker": worker, "started_at": now, "heartbeat": now, **values})


def leave_lock(folder: Path, key: str) -> None:
    """Leave a lock that no process holds, as a killed worker does."""
    (folder / "workers").mkdir(exist_ok=True)
    (folder / "workers" / f"{key}.lock").touch()


def test_a_job_of_a_dead_worker_is_queued_again_at_once_and_runs(tmp_path: Path) -> None:
    job = running("dead")
    leave_lock(tmp_path, "dead")

    recovered = recover_jobs()
    run(str(job.public_id))

    job.refresh_from_db()
    assert (recovered, job.state, job.attempt, job.result) == (1, "done", 2, {"saved": 2})
    assert (DBTaskResult.objects.count(), leases.dead()) == (1, [])


def test_a_job_of_a_living_worker_is_left_alone(tmp_path: Path) -> None:
    job = running("alive")

    with leases.lease("alive"):
        recovered = recover_jobs()

    job.refresh_from_db()
    assert (recovered, job.state, list((tmp_path / "workers").iterdir())) == (0, "running", [])


def test_a_worker_of_another_machine_is_known_by_its_silence() -> None:
    beats = running("elsewhere")
    silent = running("elsewhere", heartbeat=timezone.now() - timedelta(minutes=5))

    recovered = recover_jobs()

    states = dict(Job.objects.values_list("pk", "state"))
    assert (recovered, states[beats.pk], states[silent.pk]) == (1, "running", "queued")


def test_a_job_that_ended_three_workers_waits_for_a_person(tmp_path: Path) -> None:
    job = running("dead", attempt=ATTEMPTS)
    leave_lock(tmp_path, "dead")

    recovered = recover_jobs()

    job.refresh_from_db()
    assert (recovered, job.state, job.interrupted) == (0, "running", True)


def test_a_cancelled_job_of_a_dead_worker_ends(tmp_path: Path) -> None:
    job = running("dead", cancel_requested=True)
    leave_lock(tmp_path, "dead")

    recovered = recover_jobs()

    job.refresh_from_db()
    assert (recovered, job.state) == (0, "cancelled")


@pytest.mark.parametrize(("seconds", "recovered"), [(0, 0), (60, 1)])
def test_a_job_that_was_saved_and_never_queued_is_queued(seconds: int, recovered: int) -> None:
    saved(created_at=timezone.now() - timedelta(seconds=seconds))

    found = recover_jobs()

    assert (found, DBTaskResult.objects.count()) == (recovered, recovered)


def test_a_job_that_waits_in_the_queue_is_not_queued_twice() -> None:
    job = saved(created_at=timezone.now() - timedelta(hours=1))
    run_job.enqueue(str(job.public_id))

    recovered = recover_jobs()

    assert (recovered, DBTaskResult.objects.count()) == (0, 1)


def test_a_job_taken_from_the_queue_by_a_worker_that_died_before_beginning_is_queued_at_once(tmp_path: Path) -> None:
    job = saved()
    run_job.enqueue(str(job.public_id))
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["dead"])
    leave_lock(tmp_path, "dead")

    recovered = recover_jobs()

    assert (recovered, DBTaskResult.objects.filter(status="READY").count()) == (1, 1)
