"""Commands that run: demo, serve, worker, chores, migrations."""

import os
import signal
import subprocess
import sys
from argparse import Namespace
from types import FrameType

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.management import call_command
from django.db import connections


def migrate(_arguments: Namespace | None = None) -> int:
    """Create or upgrade the database, and the second file for progress on SQLite."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    names = {alias: connections[alias].settings_dict["NAME"] for alias in ("default", "progress")}
    if names["progress"] != names["default"]:
        call_command("migrate", database="progress", interactive=False, verbosity=0)
    return 0


def worker(arguments: Namespace) -> int:
    """Run the worker."""
    from runwu.core.jobs.worker import run_worker

    run_worker(until_idle=arguments.until_idle)
    return 0


def due(_arguments: Namespace) -> int:
    """Do every chore once; 1 where one failed."""
    from runwu.core.jobs.chores import run_chores

    return 0 if all(run_chores().values()) else 1


def serve(arguments: Namespace) -> int:
    """Serve pages with gunicorn, a worker beside it; both end together."""
    migrate()
    if isinstance(staticfiles_storage, ManifestFilesMixin):
        call_command("collectstatic", interactive=False, verbosity=0)
    beside = (
        None if arguments.without_worker else subprocess.Popen([sys.executable, "-m", "runwu.config.cli", "worker"])
    )
    server = subprocess.Popen(_gunicorn(arguments.bind, arguments.workers))
    print(f"网页已启动 / serving: http://{arguments.bind}", flush=True)
    return _until_either_ends(server, beside)


def _gunicorn(bind: str, workers: int) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "runwu.config.wsgi:application",
        "--bind", bind, "--workers", str(workers), "--threads", "2", "--timeout", "60",
        "--no-control-socket", "--log-level", "warning",
    ]  # fmt: skip


def _until_either_ends(server: "subprocess.Popen[bytes]", beside: "subprocess.Popen[bytes] | None") -> int:
    """Wait for the server; pass signals on, and stop the worker with it."""
    children = [child for child in (server, beside) if child is not None]

    def stop(_signal: int, _frame: FrameType | None) -> None:
        for child in children:
            child.send_signal(signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    code = server.wait()
    if beside is not None and beside.poll() is None:
        beside.send_signal(signal.SIGTERM)
        beside.wait(timeout=30)
    return 0 if code in (0, -signal.SIGTERM) else code


def demo(arguments: Namespace) -> int:
    """Load the demo park where it is not loaded yet, print the accounts, and serve."""
    from runwu.config.demo import load_demo

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "runwu.config.settings.dev")
    migrate()
    result = load_demo(report=print)
    if arguments.check:
        from runwu.config.cli.smoke import fetch_pages

        return fetch_pages(result)
    print(f"\n打开 / open  http://localhost:{arguments.port}\n", flush=True)
    for account in result.accounts:
        print(f"  {account.user:<24} {account.password:<20} {account.role}", flush=True)
    return serve(Namespace(bind=f"127.0.0.1:{arguments.port}", workers=2, without_worker=False))
