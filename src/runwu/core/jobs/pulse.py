"""A heartbeat (心跳): beaten by a thread, so that long silent steps of a job or a worker don't look like death."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
from django.db import Error, connections

from runwu.core.jobs.progress import JobLost

SECONDS_BETWEEN_BEATS = 10.0
log = structlog.get_logger(__name__)


@contextmanager
def beating(beat: Callable[[], object], *, every: float = SECONDS_BETWEEN_BEATS) -> Iterator[None]:
    """Call `beat` every so many seconds while the block runs; it ends early by raising JobLost."""
    over = threading.Event()
    thread = threading.Thread(target=_beat, args=(beat, over, every), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(beat: Callable[[], object], over: threading.Event, every: float) -> None:
    while not over.wait(every):
        try:
            beat()
        except JobLost:
            break
        except Error:
            log.warning("heartbeat failed", exc_info=True)
            connections.close_all()
    connections.close_all()  # those of this thread
