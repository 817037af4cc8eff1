"""The worker beside the server (后台服务): takes jobs from the queue one by one, and does the chores between them.

On the first SIGTERM or SIGINT it takes no further job; a running job stops where it asks for cancellation and goes
back into the queue, others are finished. A second signal ends the process at once; the next worker takes the job up
again, as it does with the jobs of a worker that was killed (see `recovery`).
"""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from types import FrameType
from typing import Any

import structlog
from django.db import Error, close_old_connections, connections
from django.utils.crypto import get_random_string

from runwu.core.jobs.chores import Timetable, chores, run_chore
from runwu.core.jobs.leases import lease
from runwu.core.jobs.presence import present
from runwu.core.jobs.runner import Shutdown

SIGNALS = (signal.SIGINT, signal.SIGTERM)
_SLICE = 0.1  # how soon a sleeping worker hears a signal
_LONGEST_PAUSE = 30.0
log = structlog.get_logger(__name__)


def run_worker(*, interval: float = 1.0, until_idle: bool = False, with_chores: bool = True) -> None:
    """Run jobs until told to stop; with `until_idle` return when the queue is empty. `interval` in seconds."""
    Shutdown.requested = False
    worker = _database_worker()
    timetable = Timetable(chores() if with_chores else ())
    log.info("worker started", worker=worker.worker_id)
    with _listening(worker), lease(worker.worker_id), nullcontext() if until_idle else present(worker.worker_id):
        _work(worker, timetable, interval=interval, until_idle=until_idle)
    log.info("worker stopped", worker=worker.worker_id)


def _work(worker: Any, timetable: Timetable, *, interval: float, until_idle: bool) -> None:
    pause = interval
    while not Shutdown.requested:
        try:
            busy = _round(worker, timetable)
            pause = interval
        except Error:
            log.warning("database not available", pause=pause, exc_info=True)
            connections.close_all()
            busy, pause = None, min(pause * 2, _LONGEST_PAUSE)
        if until_idle and busy is False:
            return
        if not busy:
            _sleep(pause)


def _round(worker: Any, timetable: Timetable) -> bool:
    """Do the chores that are due, then at most one job; tell whether there was one."""
    for chore in timetable.due(time.monotonic()):
        if not run_chore(chore):
            timetable.soon(chore, time.monotonic())
        close_old_connections()
    close_old_connections()
    before = worker._run_tasks
    worker.max_tasks = before + 1
    worker.run()
    return bool(worker._run_tasks > before)


def _database_worker() -> Any:
    """Return the queue's own worker, set to return after each job and when there is none."""
    from django_tasks_db.management.commands.db_worker import Worker

    return Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )


def _sleep(seconds: float) -> None:
    end = time.monotonic() + seconds
    while not Shutdown.requested and time.monotonic() < end:
        time.sleep(_SLICE)


@contextmanager
def _listening(worker: Any) -> Iterator[None]:
    """Listen to signals while the worker runs: the first asks for a stop, the next of its kind ends the process."""

    def on_signal(number: int, _frame: FrameType | None) -> None:
        Shutdown.requested = True
        worker.running = False
        signal.signal(number, signal.SIG_DFL)

    before = {number: signal.signal(number, on_signal) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
