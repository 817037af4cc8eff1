"""A worker shows that it is there (后台服务心跳), also while a long job runs."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from importlib.metadata import version

import structlog
from django.db import Error
from django.utils import timezone

from runwu.core.jobs.pulse import SECONDS_BETWEEN_BEATS, beating
from runwu.core.models.workers import Worker

log = structlog.get_logger(__name__)


@contextmanager
def present(key: str, *, every: float = SECONDS_BETWEEN_BEATS) -> Iterator[None]:
    """Show this worker while the block runs; its row goes afterwards."""
    try:
        show(key)
    except Error:
        log.warning("worker could not show itself")
    try:
        with beating(partial(show, key), every=every):
            yield
    finally:
        with suppress(Error):
            Worker.objects.filter(key=key).delete()


def show(key: str) -> None:
    """Write that the worker of this process is there."""
    if Worker.objects.filter(key=key).update(seen_at=timezone.now()):
        return
    host = socket.gethostname()[:64]
    Worker.objects.create(key=key, host=host, process=os.getpid(), version=version("runwu")[:20])
