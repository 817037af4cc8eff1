"""A worker shows that it is there (后台服务心跳), by a thread, so that a long job does not look like death."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version

import structlog
from django.db import Error, connections, router
from django.utils import timezone

from runwu.core.models.workers import Worker

SECONDS_BETWEEN = 10.0
log = structlog.get_logger(__name__)


@contextmanager
def present(key: str, *, every: float = SECONDS_BETWEEN) -> Iterator[None]:
    """Show this worker while the block runs; its row goes afterwards."""
    over = threading.Event()
    thread = threading.Thread(target=_show, args=(key, over, every), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _show(key: str, over: threading.Event, every: float) -> None:
    while True:
        try:
            show(key)
        except Error:
            log.warning("worker could not show itself")
            connections.close_all()
        if over.wait(every):
            break
    with suppress(Error):
        Worker.objects.filter(key=key).delete()
    connections[router.db_for_write(Worker)].close()


def show(key: str) -> None:
    """Write that the worker of this process is there."""
    if Worker.objects.filter(key=key).update(seen_at=timezone.now()):
        return
    host = socket.gethostname()[:64]
    Worker.objects.create(key=key, host=host, process=os.getpid(), version=version("runwu")[:20])
