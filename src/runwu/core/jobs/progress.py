"""Progress of the job that runs (进度): reported seldom enough, seen at once, and the place to stop."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.utils import timezone

from runwu.core.models.jobs import Job, JobState

SECONDS_BETWEEN = 0.5
_MESSAGE_LENGTH = 300


class JobCancelled(Exception):
    """The person who started the job has cancelled it."""


class JobStopped(Exception):
    """The worker shuts down; the job goes back into the queue."""


class JobLost(Exception):
    """The row belongs to a later attempt, or is gone; this one must not go on."""


class Progress:
    """Progress that nobody watches: what a job function gets when it is called directly."""

    owner: UUID | None = None

    def report(self, done: int, total: int | None = None, message: str = "") -> None:
        """Tell how far the work is. `total` stays as last given; writes at most twice a second."""

    def check_cancelled(self) -> None:
        """Raise JobCancelled when the person has cancelled; call it wherever the work can stop."""

    def confirm(self) -> None:
        """Raise JobLost when the work belongs to a later attempt by now; call it right before results are written."""


class JobProgress(Progress):
    """Progress of a job's row, fenced by its attempt: an attempt that was replaced can't write any more."""

    def __init__(
        self,
        job: Job,
        *,
        stopping: Callable[[], bool] = lambda: False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.job, self.owner = job, job.owner
        self._stopping, self._clock = stopping, clock
        self._written = self._asked = float("-inf")
        self._values: dict[str, Any] = {}

    def report(self, done: int, total: int | None = None, message: str = "") -> None:
        self._values["done"] = done
        if total is not None:
            self._values["total"] = total
        if message:
            self._values["message"] = str(message)[:_MESSAGE_LENGTH]
        if self._clock() - self._written >= SECONDS_BETWEEN:
            self.flush()

    def flush(self) -> None:
        """Write what was reported, with a heartbeat."""
        self._written = self._clock()
        self.save(**self._values)
        self._values = {}

    def save(self, **values: Any) -> None:
        """Write values onto the row of this attempt.

        Raises JobLost when the row has another attempt or is no longer running.
        """
        mine = Job.objects.filter(pk=self.job.pk, attempt=self.job.attempt, state=JobState.RUNNING)
        if not mine.update(heartbeat=timezone.now(), **values):
            raise JobLost(self.job.public_id)

    def check_cancelled(self) -> None:
        if self._stopping():
            raise JobStopped
        if self._clock() - self._asked < SECONDS_BETWEEN:
            return
        self._asked = self._clock()
        if Job.objects.filter(pk=self.job.pk, cancel_requested=True).exists():
            raise JobCancelled

    def confirm(self) -> None:
        self.flush()

    def pending(self) -> dict[str, Any]:
        """Return what was reported and not written yet."""
        return dict(self._values)


_current: ContextVar[Progress | None] = ContextVar("runwu_current_job", default=None)


def current_job() -> Progress:
    """Return the progress of the job that runs this code; silent progress outside of jobs."""
    return _current.get() or Progress()


@contextmanager
def running(progress: Progress) -> Iterator[None]:
    """Make this the current job's progress."""
    token = _current.set(progress)
    try:
        yield
    finally:
        _current.reset(token)
