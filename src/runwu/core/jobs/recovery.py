"""Take up again what a worker left when it died (续办): its jobs go back into the queue, by themselves.

A job changes nothing before its own transaction commits, and an attempt that was replaced can't write its row any more;
so running it again is safe. After three attempts it waits for a person: what kills its worker each time must be looked at.
"""

from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from runwu.core.jobs import leases
from runwu.core.jobs.runner import run_job
from runwu.core.models.jobs import INTERRUPTED_AFTER, Job, JobState
from runwu.core.models.workers import Worker

ATTEMPTS = 3
LOST_AFTER = timedelta(seconds=30)  # a job is put into the queue right after its row is saved
log = structlog.get_logger(__name__)


def recover_jobs() -> int:
    """Queue the jobs of workers that died, and those that never reached a worker; return how many."""
    now, dead = timezone.now(), leases.dead()
    queued = _orphans_queued(now, dead) + _lost_queued(now, dead)
    for key in dead:
        Worker.objects.filter(key=key).delete()
        leases.forget(key)
    return queued


def _orphans_queued(now: datetime, dead: list[str]) -> int:
    silent = Q(heartbeat__lt=now - INTERRUPTED_AFTER) | Q(heartbeat=None)
    running = Job.objects.filter(state=JobState.RUNNING)
    return sum(_queued_again(job) for job in running.filter(silent | Q(worker__in=dead)))


def _queued_again(job: Job) -> bool:
    """Put one job back, or end it where its person has cancelled it; tell whether it runs again."""
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempt=job.attempt, heartbeat=job.heartbeat)
    if job.cancel_requested:
        mine.update(state=JobState.CANCELLED, finished_at=timezone.now())
        return False
    if job.attempt >= ATTEMPTS:
        mine.update(heartbeat=None, started_at=None)  # shown as interrupted at once
        return False
    anew: dict[str, Any] = {"state": JobState.QUEUED, "done": 0, "message": "", "heartbeat": None, "started_at": None}
    if not mine.update(**anew, created_at=timezone.now()):
        return False
    log.warning("job of a dead worker is run again", job=str(job.public_id), attempt=job.attempt)
    run_job.enqueue(str(job.public_id))
    return True


def _lost_queued(now: datetime, dead: list[str]) -> int:
    """Queue what was saved and then not queued, or taken from the queue and then not begun: its process died between."""
    waiting = Job.objects.filter(state=JobState.QUEUED)
    held, dropped = _in_the_queue(dead) if waiting.exists() else (set(), set())
    lost = [
        str(job.public_id)
        for job in waiting
        if str(job.public_id) not in held and (str(job.public_id) in dropped or job.created_at < now - LOST_AFTER)
    ]
    for public_id in lost:
        run_job.enqueue(public_id)
    return len(lost)


def _in_the_queue(dead: list[str]) -> tuple[set[str], set[str]]:
    """Return the jobs whose entry waits or was taken by a living worker, and those whose worker has died."""
    entries = DBTaskResult.objects.filter(status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING))
    held: set[str] = set()
    dropped: set[str] = set()
    for status, workers, kept in entries.values_list("status", "worker_ids", "args_kwargs"):
        is_dropped = status == TaskResultStatus.RUNNING and not set(dead).isdisjoint(workers)
        (dropped if is_dropped else held).update(map(str, kept["args"]))
    return held, dropped
