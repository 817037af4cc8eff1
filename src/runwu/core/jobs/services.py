"""Start, cancel and retry jobs (提交、取消、重试)."""

import hashlib
import json
from collections.abc import Mapping
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core.errors import Conflict
from runwu.core.jobs.registry import JobFunction, find
from runwu.core.jobs.runner import run_job
from runwu.core.models.jobs import Job, JobState

RETRYABLE = (JobState.FAILED, JobState.CANCELLED)


class Starter(Protocol):
    """Who may start a job: an account."""

    public_id: UUID


def enqueue(
    function: JobFunction,
    *,
    by: Starter,
    args: Mapping[str, Any] | None = None,
    title: str = "",
    place: UUID | None = None,
) -> Job:
    """Start a job once the current transaction commits, and return its row (提交任务).

    `args` are JSON-able keyword arguments without personal values. The same work that this person has waiting or
    running already is returned instead of started twice. The row is saved on commit; its `public_id` is known at once.
    Raises LookupError for a function that no worker could find.
    """
    find(function.kind)
    arguments = dict(args or {})
    fingerprint = _fingerprint(function.kind, arguments, by.public_id)
    same = Job.objects.of(by.public_id).active(now=timezone.now()).filter(fingerprint=fingerprint).first()
    if same is not None:
        return same
    job = Job(
        kind=function.kind,
        title=str(title or function.title)[:200],
        unit=str(function.unit),
        owner=by.public_id,
        place=place,
        args=arguments,
        fingerprint=fingerprint,
    )
    transaction.on_commit(partial(_submit, job))
    return job


def cancel(job: Job) -> None:
    """Cancel a job (取消任务): at once while it waits, at its next stop while it runs, never after its end."""
    ended = {"state": JobState.CANCELLED, "finished_at": timezone.now()}
    if not Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(**ended):
        Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(cancel_requested=True)


def may_retry(job: Job) -> bool:
    """Tell whether a job may be run again: failed, cancelled, interrupted, or waiting for a missing worker."""
    return job.state in RETRYABLE or job.interrupted or job.waits_long


def retry(job: Job) -> Job:
    """Run a job again from its start (重试).

    Raises Conflict when it is not in a state to be run again, or somebody was faster.
    """
    unchanged = Job.objects.filter(pk=job.pk, state=job.state, attempt=job.attempt, heartbeat=job.heartbeat)
    if not may_retry(job) or not unchanged.update(**_anew()):
        raise Conflict(
            _("这个任务现在不能重试。"),
            rule=_("只有出错、已取消或中断的任务可以重试。"),
            now=_("请刷新页面，看它现在的状态。"),
        )
    job.refresh_from_db()
    transaction.on_commit(partial(run_job.enqueue, str(job.public_id)))
    return job


def _submit(job: Job) -> None:
    job.save()
    run_job.enqueue(str(job.public_id))


def _anew() -> dict[str, Any]:
    return {
        "state": JobState.QUEUED,
        "done": 0,
        "message": "",
        "error": {},
        "cancel_requested": False,
        "created_at": timezone.now(),
        "started_at": None,
        "finished_at": None,
        "heartbeat": None,
    }


def _fingerprint(kind: str, args: Mapping[str, Any], owner: UUID) -> str:
    """Return what is equal for the same work of the same person.

    Raises TypeError for arguments that JSON can't hold.
    """
    text = json.dumps([kind, args, str(owner)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
