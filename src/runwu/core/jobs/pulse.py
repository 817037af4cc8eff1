"""The heartbeat of a running job (心跳), beaten by a thread, so that long silent steps don't look like death."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.db import Error, connections, router

from runwu.core.jobs.progress import JobLost, JobProgress
from runwu.core.models.jobs import Job

SECONDS_BETWEEN_BEATS = 10.0
log = structlog.get_logger(__name__)


@contextmanager
def beating(progress: JobProgress, *, every: float = SECONDS_BETWEEN_BEATS) -> Iterator[None]:
    """Keep the heartbeat of a job while the block runs."""
    over = threading.Event()
    thread = threading.Thread(target=_beat, args=(progress, over, every), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(progress: JobProgress, over: threading.Event, every: float) -> None:
    beaten = False
    while not over.wait(every):
        beaten = True
        try:
            progress.save()
        except JobLost:
            break
        except Error:
            log.warning("job heartbeat failed", job=str(progress.job.public_id), exc_info=True)
    if beaten:
        connections[router.db_for_write(Job)].close()
