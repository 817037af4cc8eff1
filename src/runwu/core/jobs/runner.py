"""Run one job from its row (运行任务): claim it, call its function, write down how it ended."""

import time
from collections.abc import Callable
from typing import Any

import structlog
from django.db import InterfaceError, OperationalError, connections
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from runwu.core.jobs import leases
from runwu.core.jobs.outcomes import Outcome, ended_by, succeeded
from runwu.core.jobs.progress import JobLost, JobProgress, JobStopped, running
from runwu.core.jobs.pulse import beating
from runwu.core.jobs.registry import find
from runwu.core.models.jobs import Job, JobState

_PAUSES = (0.5, 1, 2, 4, 8, 15, 30)  # seconds between tries to write how a job ended
log = structlog.get_logger(__name__)


class Shutdown:
    """Whether this process has been asked to stop; the worker sets it, jobs look at it."""

    requested = False


@task()
def run_job(public_id: str) -> None:
    """Run a job: the only task of the queue, its argument names the row."""
    run(public_id, stopping=lambda: Shutdown.requested)


def run(public_id: str, *, stopping: Callable[[], bool] = lambda: False) -> None:
    """Run a queued job to its end. A job that is not queued any more is left alone."""
    job = _claimed(public_id)
    if job is None:
        return
    progress = JobProgress(job, stopping=stopping)
    structlog.contextvars.bind_contextvars(job=public_id)
    try:
        with running(progress), beating(progress.save):
            outcome = _outcome(job)
        _finish(progress, outcome)
    except JobStopped:
        _put_back(progress)
    except JobLost:
        log.warning("job was taken over by a later attempt")
    finally:
        structlog.contextvars.unbind_contextvars("job")


def _claimed(public_id: str) -> Job | None:
    """Take a queued job; of several workers one succeeds."""
    now = timezone.now()
    queued = Job.objects.filter(public_id=public_id, state=JobState.QUEUED)
    started: dict[str, Any] = {"started_at": now, "heartbeat": now, "attempt": F("attempt") + 1}
    if not queued.update(state=JobState.RUNNING, worker=leases.holder(), **started):
        return None
    return Job.objects.get(public_id=public_id)


def _outcome(job: Job) -> Outcome:
    try:
        return succeeded(find(job.kind)(**job.args))
    except (JobStopped, JobLost):
        raise
    except Exception as error:
        outcome = ended_by(error)
        if outcome.reference:
            log.exception("job failed", kind=job.kind, reference=outcome.reference)
        return outcome


def _finish(progress: JobProgress, outcome: Outcome) -> None:
    """Write down how a job ended, also where the database is away just then: what was done stays told as done."""
    values = {"state": outcome.state, "finished_at": timezone.now(), **progress.pending(), **outcome.values}
    for pause in _PAUSES:
        try:
            return progress.save(**values)
        except (OperationalError, InterfaceError):
            log.warning("job could not be finished yet", pause=pause)
            connections.close_all()
            time.sleep(pause)
    return progress.save(**values)


def _put_back(progress: JobProgress) -> None:
    """Queue a job again that the worker's shutdown interrupted."""
    progress.save(state=JobState.QUEUED, done=0, message="")
    run_job.enqueue(str(progress.job.public_id))
