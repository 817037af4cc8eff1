"""Health checks for whoever runs the installation: does it serve, is it ready, is anything amiss."""

import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from runwu.core.clock import clock_problems
from runwu.core.guards import public
from runwu.core.models.workers import Worker

OK = "ok"
Check = Callable[[], str]


@public
def alive(request: HttpRequest) -> JsonResponse:
    """Answer that the process serves (/healthz)."""
    return JsonResponse({"status": OK})


@public
def ready(request: HttpRequest) -> JsonResponse:
    """Answer whether pages can be served (/readyz): database, migrations, disk; 200 or 503."""
    return _answer({"database": _database, "disk": _disk})


@public
def complete(request: HttpRequest) -> JsonResponse:
    """Answer whether everything works, worker and clock included (/healthz/all): 200 or 503, for monitoring."""
    return _answer({"database": _database, "worker": _worker, "disk": _disk, "clock": _clock})


def _answer(checks: dict[str, Check]) -> JsonResponse:
    found = {name: check() for name, check in checks.items()}
    troubles = [found[name] for name in checks if found[name] != OK]
    return JsonResponse({"status": troubles[0] if troubles else OK, "checks": found}, status=503 if troubles else 200)


def _database() -> str:
    """Say whether the database answers and knows this version's tables."""
    try:
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except Error:
        return "no database"
    return f"migrations waiting: {waiting}" if waiting else OK


def _worker() -> str:
    """Say whether a worker showed itself within the last minute."""
    try:
        return OK if Worker.objects.present(now=timezone.now()).exists() else "no worker"
    except Error:
        return "unknown"


def _clock() -> str:
    """Say whether the clock of the server was put back behind what is written."""
    try:
        return "clock put back" if clock_problems() else OK
    except Error:
        return "unknown"


def _disk() -> str:
    """Say whether uploads and database files have room to grow."""
    free = shutil.disk_usage(_standing(Path(settings.DATA_DIR))).free
    return OK if free >= settings.RUNWU_DISK_RESERVE else "disk nearly full"


def _standing(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists."""
    return next(one for one in (folder, *folder.parents) if one.exists())
