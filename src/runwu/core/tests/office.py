"""An installation of its own for tests: real databases, and other processes that serve and work on them.

SQLite files in a folder; on PostgreSQL a database of its own beside the one of the tests.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

PATIENCE = 60.0
_LONGEST_RUN = 300.0  # seconds; ends what hangs: migrating takes a minute where others work beside it
_SETUP = "import django; django.setup(); "
_MIGRATE = "from runwu.core.backup.versions import migrate_databases as m; m()"


@dataclass
class Office:
    """A folder, its databases, and the processes started on them."""

    folder: Path
    url: str = ""  # of the PostgreSQL database; SQLite files without it
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "RUNWU_DEMO"}}
        ours = {"DJANGO_SETTINGS_MODULE": "runwu.config.settings.dev", "RUNWU_DATA_DIR": str(self.folder)}
        return {**kept, **ours, **({"DATABASE_URL": self.url} if self.url else {})}

    def run(self, code: str) -> str:
        """Run Python code in a process of its own and return what it prints."""
        command = [sys.executable, "-c", _SETUP + code]
        done = subprocess.run(command, env=self.environment, check=True, stdout=subprocess.PIPE, timeout=_LONGEST_RUN)
        return done.stdout.decode().strip()

    def start_worker(self) -> subprocess.Popen[bytes]:
        """Start a worker process."""
        code = _SETUP + "from runwu.core.jobs.worker import run_worker; run_worker(interval=0.1)"
        process = subprocess.Popen([sys.executable, "-c", code], env=self.environment, stderr=subprocess.DEVNULL)
        self.processes.append(process)
        return process

    def query(self, sql: str) -> Any:
        """Return the first row of a query, by a connection of its own."""
        return _postgres_row(self.url, sql) if self.url else _sqlite_row(self.folder, sql)

    def change(self, sql: str) -> None:
        """Run a statement that returns one row."""
        self.query(f"{sql} RETURNING 1")

    def wait_for(self, sql: str, expected: tuple[Any, ...]) -> None:
        """Wait until a query returns a row."""
        end = time.monotonic() + PATIENCE
        while self.query(sql) != expected:
            if time.monotonic() > end:
                raise TimeoutError(f"{sql}: {self.query(sql)} instead of {expected}")
            time.sleep(0.05)

    def close(self) -> None:
        """End the processes that still run, and drop the database."""
        for process in self.processes:
            process.send_signal(signal.SIGKILL)
            process.wait()
        if self.url:
            _postgres_run(_server(), f'DROP DATABASE "{_name(self.url)}" WITH (FORCE)')


def migrate(office: Office) -> None:
    """Create the tables of an installation, or bring them to this version."""
    office.run(_MIGRATE)


def open_branch(office: Office, folder: Path) -> Office:
    """Copy an installation nobody has used yet."""
    shutil.copytree(office.folder, folder, dirs_exist_ok=True)
    return Office(folder, new_database(template=_name(office.url)) if office.url else "")


def runwu(office: Office, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run the command line of an installation; what it said is shown where a test fails."""
    command = [sys.executable, "-m", "runwu.config.cli", *words]
    environment = {**office.environment, "RUNWU_SETTINGS": "dev", "RUNWU_LOG_LEVEL": "ERROR"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=_LONGEST_RUN)
    print(done.stdout, done.stderr)
    return done


def _sqlite_row(folder: Path, sql: str) -> Any:
    """Run SQL on the file that holds the table: progress of jobs is in the second one."""
    name = "runwu-progress.sqlite3" if "core_job" in sql else "runwu.sqlite3"
    with closing(sqlite3.connect(folder / name, timeout=20)) as connection, connection:
        return connection.execute(sql).fetchone()


def _postgres_row(url: str, sql: str) -> Any:
    import psycopg

    with psycopg.connect(url) as connection:
        return connection.execute(sql).fetchone()


def _server() -> str:
    return os.environ.get("RUNWU_TEST_DATABASE_URL", "")


def _name(url: str) -> str:
    return urlsplit(url).path.strip("/")


def new_database(template: str = "template1") -> str:
    """Create a database on the tests' PostgreSQL and return its URL; "" without one."""
    if not _server().startswith("postgres"):
        return ""
    name = f"office_{uuid4().hex}"
    _postgres_run(_server(), f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return urlunsplit(urlsplit(_server())._replace(path=f"/{name}"))


def _postgres_run(url: str, sql: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql)
