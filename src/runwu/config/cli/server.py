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
from django.db import OperationalError

_PENDING = (
    "数据库还没有升级到本版本：有 {count} 步没有做（例如 {step}），服务没有启动，数据没有变化。"
    "升级中断过的，照样这样办：先运行 runwu backup 备份，再运行 runwu migrate，然后重新启动。"
)
_NEWER = (
    "数据库已由更新的版本升级过（例如 {step}），本版本不能使用它，服务没有启动。"
    "请换回新版本的程序；要退回旧版本，请在空数据库里恢复升级之前的备份。"
)
_IN_EARNEST = (
    "这个数据库里已有园区“{park}”，没有装入示例数据。示例数据带着打印出来的密码，不与真实数据放在一个库里。"
    "请另建一个空数据库再试（DATABASE_URL、RUNWU_DATA_DIR）。"
)
_NO_DATABASE = "连不上数据库（{told}），服务没有启动。请检查数据库是否在运行、DATABASE_URL 和 RUNWU_DATA_DIR 是否正确，然后重新启动。"


def migrate(_arguments: Namespace | None = None) -> int:
    """Create or upgrade the database, and the second file for progress on SQLite."""
    from runwu.core.backup.versions import migrate_databases

    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    migrate_databases()
    return 0


def _ready() -> bool:
    """Tell whether database and keys fit this version, and say what to do where not.

    An empty database is created at once; one with data is upgraded only when somebody says so, after a backup.
    """
    try:
        return _fits()
    except OperationalError as error:
        print(_NO_DATABASE.format(told=str(error).partition("\n")[0]), file=sys.stderr)
        return False


def _fits() -> bool:
    from runwu.core.backup.versions import applied_migrations, unapplied_migrations, unknown_to_us
    from runwu.core.clock import clock_problems
    from runwu.core.keys import key_problems

    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    if not applied_migrations():
        migrate()
    if newer := unknown_to_us(applied_migrations()):
        print(_NEWER.format(step=".".join(newer[0])), file=sys.stderr)
        return False
    if pending := unapplied_migrations():
        print(_PENDING.format(count=len(pending), step=".".join(pending[0])), file=sys.stderr)
        return False
    problems = key_problems()
    print("".join(f"{line}\n" for line in (*problems, *clock_problems())), end="", file=sys.stderr)
    return not problems


def assets(_arguments: Namespace | None = None) -> int:
    """Collect style sheet, scripts and icons where the server serves them from; nothing to do in the demo."""
    if isinstance(staticfiles_storage, ManifestFilesMixin):
        call_command("collectstatic", interactive=False, verbosity=0)
    return 0


def worker(arguments: Namespace) -> int:
    """Run the worker. 1 where database or keys are not ready."""
    from runwu.core.jobs.worker import run_worker

    if not _ready():
        return 1
    run_worker(until_idle=arguments.until_idle)
    return 0


def due(arguments: Namespace) -> int:
    """Do every chore once, 1 where one failed; or list what would be cleared."""
    from runwu.core.jobs.chores import run_chores
    from runwu.core.retention import what_is_due

    if arguments.dry_run:
        for one in what_is_due():
            print(f"{one.category.title}：{one.count} 项。{one.category.period}")
        return 0
    return 0 if all(run_chores().values()) else 1


def serve(arguments: Namespace) -> int:
    """Serve pages with gunicorn, a worker beside it; both end together. 1 where database or keys are not ready."""
    if not _ready():
        return 1
    assets()
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
    """Load the demo park, or the demo province, where it is not loaded yet, print the accounts, and serve."""
    from runwu.config.demo import load_demo
    from runwu.config.demo.apart import park_of_others
    from runwu.config.demo.province import load_province

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "runwu.config.settings.dev")
    migrate()
    if park := park_of_others():
        print(_IN_EARNEST.format(park=park), file=sys.stderr)
        return 1
    result = load_province(report=print, scale=arguments.scale) if arguments.province else load_demo(report=print)
    if arguments.check:
        from runwu.config.cli.smoke import fetch_pages

        return fetch_pages(result)
    print("" if arguments.load else f"\n打开 / open  http://localhost:{arguments.port}\n", flush=True)
    for account in result.accounts:
        print(f"  {account.user:<24} {account.password:<20} {account.role}", flush=True)
    if arguments.load:
        return 0
    return serve(Namespace(bind=f"127.0.0.1:{arguments.port}", workers=2, without_worker=False))
