"""Set a scene for a benchmark: an empty database of either kind, a park, an account."""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")
URL = "RUNWU_TEST_DATABASE_URL"


def run_on_each_database(
    script: str, description: str, rows: int, run: Callable[[argparse.Namespace, Path], None]
) -> None:
    """Read the arguments, and run: the script once for each database, and there, in a process of its own, `run`."""
    told = _arguments(description, rows)
    if told.inside:
        run(told, folder_of(told))
    else:
        _on_each_database(script, told)


def _arguments(description: str, rows: int) -> argparse.Namespace:
    """Return the arguments that all benchmarks of imports and exports take."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--rows", type=int, default=rows)
    parser.add_argument("--baseline-rows", type=int, default=0, help="fewer rows for the baseline, then scaled up")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], help="only this one; else all there are")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    return parser.parse_args()


def _on_each_database(script: str, told: argparse.Namespace) -> None:
    """Run a script once on SQLite and, where scripts/postgres.sh gave one, once on PostgreSQL: each a process."""
    there = ["sqlite", *(["postgresql"] if os.environ.get(URL) else [])]
    for database in [told.database] if told.database else there:
        with tempfile.TemporaryDirectory() as folder:
            given = ["--rows", str(told.rows), "--baseline-rows", str(told.baseline_rows), "--inside", folder]
            environment = {**os.environ, "RUNWU_DATA_DIR": folder, "RUNWU_LOG_LEVEL": "ERROR"}
            environment["DJANGO_SETTINGS_MODULE"] = "runwu.config.settings.dev"
            environment["DATABASE_URL"] = f"sqlite:///{folder}/runwu.sqlite3" if database == "sqlite" else _fresh()
            print(f"{database}, {told.rows:,} rows", flush=True)
            subprocess.run([sys.executable, script, *given], env=environment, check=True)


def _fresh() -> str:
    """Return the address of a new database on the server that was given."""
    import psycopg

    server, name = os.environ[URL].rsplit("/", 1)
    fresh = f"bench_{os.getpid()}_{time.monotonic_ns()}"
    with psycopg.connect(f"{server}/{name}".replace("postgres://", "postgresql://"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{fresh}"')
    return f"{server}/{fresh}"


def set_up() -> Any:
    """Start Django, migrate, found a park, and return what was found there."""
    import django

    django.setup()
    from runwu.config.cli.server import migrate
    from runwu.config.setup import set_up_park

    migrate()
    return set_up_park(name="示例园区", region="460000", kind="county", user_name="bench", display_name="示春分")


def workbook_of(kind: str, path: Path, rows: int, **told: Any) -> Path:
    """Write a workbook in a process of its own, so that it counts for nothing here, and return its path."""
    order = f"from pathlib import Path; from stage import {kind}; {kind}.write(Path({str(path)!r}), {rows}, **{told!r})"
    subprocess.run([sys.executable, "-c", order], cwd=Path(__file__).parent.parent, check=True)
    return path


class Took(NamedTuple):
    """How long some work took, by the clock and by the processor: that of this process and of its database server."""

    clock: float
    processor: float

    def __add__(self, other: object) -> "Took":
        assert isinstance(other, Took)
        return Took(self.clock + other.clock, self.processor + other.processor)

    def scaled(self, factor: float) -> "Took":
        """Return as many times as long."""
        return Took(self.clock * factor, self.processor * factor)

    def over(self, other: "Took") -> str:
        """Return how many times longer than another, by the clock and by the processor."""
        return f"{self.clock / other.clock:.2f} ({self.processor / other.processor:.2f} by processor time)"


def timed(work: Callable[[], T]) -> tuple[T, Took]:
    """Return what some work returned, and how long it took."""
    clock, processor = time.perf_counter(), _processor_seconds()
    result = work()
    return result, Took(time.perf_counter() - clock, _processor_seconds() - processor)


def _processor_seconds() -> float:
    """Return the processor time that this process has taken so far, and on this machine its PostgreSQL sessions."""
    from django.db import connection

    own = time.process_time()
    if connection.vendor != "postgresql":
        return own
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'"
        )
        return own + sum(_seconds_of(pid) for (pid,) in cursor.fetchall())


def _seconds_of(pid: int) -> float:
    """Return the processor time of a process; none of one on another machine, or that has ended."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def took(work: Callable[[], Any]) -> Took:
    """Return how long some work takes."""
    return timed(work)[1]


def peak_megabytes() -> float:
    """Return the most memory that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def line(what: str, time_of: Took, note: str = "") -> None:
    """Print one figure."""
    print(f"  {what:<44}{time_of.clock:>8.2f} s, processor {time_of.processor:>7.2f} s  {note}", flush=True)


def folder_of(told: argparse.Namespace) -> Path:
    """Return the folder of a run inside."""
    return Path(told.inside)
