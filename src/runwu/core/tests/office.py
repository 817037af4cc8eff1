"""An installation of its own for tests: database files in a folder, other processes that serve and work on it."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PATIENCE = 60.0
_SETUP = "import django; django.setup(); "


@dataclass
class Office:
    """A folder with both database files, and the processes started on them."""

    folder: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "RUNWU_DEMO"}}
        ours = {"DJANGO_SETTINGS_MODULE": "runwu.config.settings.dev", "RUNWU_DATA_DIR": str(self.folder)}
        return {**kept, **ours}

    def run(self, code: str) -> str:
        """Run Python code in a process of its own and return what it prints."""
        command = [sys.executable, "-c", _SETUP + code]
        done = subprocess.run(command, env=self.environment, check=True, capture_output=True, timeout=PATIENCE)
        return done.stdout.decode().strip()

    def start_worker(self) -> subprocess.Popen[bytes]:
        """Start a worker process."""
        code = _SETUP + "from runwu.core.jobs.worker import run_worker; run_worker(interval=0.1)"
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen([sys.executable, "-c", code], env=self.environment, **quiet)  # type: ignore[call-overload]
        self.processes.append(process)
        return process  # type: ignore[no-any-return]

    def query(self, sql: str) -> Any:
        """Return the first row of a query, by a connection of its own; jobs are in the second file."""
        name = "runwu-progress.sqlite3" if "core_job" in sql else "runwu.sqlite3"
        connection = sqlite3.connect(self.folder / name, timeout=20)
        try:
            row = connection.execute(sql).fetchone()
            connection.commit()
            return row
        finally:
            connection.close()

    def wait_for(self, sql: str, expected: tuple[Any, ...]) -> None:
        """Wait until a query returns a row."""
        end = time.monotonic() + PATIENCE
        while self.query(sql) != expected:
            if time.monotonic() > end:
                raise TimeoutError(f"{sql}: {self.query(sql)} instead of {expected}")
            time.sleep(0.05)

    def close(self) -> None:
        """End the processes that still run."""
        for process in self.processes:
            process.send_signal(signal.SIGKILL)
            process.wait()


def found_office(folder: Path) -> Office:
    """Make the databases of an installation."""
    office = Office(folder)
    migrate = "from django.core.management import call_command as c; c('migrate', verbosity=0); "
    office.run(migrate + "c('migrate', database='progress', verbosity=0)")
    return office


def open_branch(office: Office, folder: Path) -> Office:
    """Copy an installation nobody has used yet."""
    shutil.copytree(office.folder, folder, dirs_exist_ok=True)
    return Office(folder)
