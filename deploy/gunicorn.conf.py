"""How gunicorn serves the pages (网页服务); RUNWU_WEB_WORKERS and RUNWU_WEB_BIND change it."""

import os
import shutil
from pathlib import Path
from typing import Any

bind = os.environ.get("RUNWU_WEB_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("RUNWU_WEB_WORKERS", str((os.cpu_count() or 1) + 1)))
worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 30
max_requests = 5000  # a process that has answered so many makes room for a fresh one
max_requests_jitter = 500
control_socket_disable = True
loglevel = "warning"
wsgi_app = "runwu.config.wsgi:application"

_figures = os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")


def on_starting(_server: Any) -> None:
    """Drop the figures that processes of an earlier start left behind."""
    if _figures:
        shutil.rmtree(_figures, ignore_errors=True)
        Path(_figures).mkdir(parents=True)


def child_exit(_server: Any, worker: Any) -> None:
    """Drop the gauges of a process that ended."""
    if _figures:
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)
