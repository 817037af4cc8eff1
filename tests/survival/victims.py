"""Processes that are killed, and whether the kill fell into an open transaction.

The victim is stopped first (SIGSTOP, whole process group), then looked at, then killed (SIGKILL): what the look shows is
what the kill meets. PostgreSQL tells which of the victim's connections have a transaction that has written something
(`backend_xid`); on SQLite the kernel tells whether the victim's group holds the write lock of the database (byte 120 of
the -shm file, `WAL_WRITE_LOCK`), without touching it.
"""

import fcntl
import os
import signal
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.survival.clerk import VICTIM, Clerk

_WRITE_LOCK = 120
_LOCK = "hhqqi4x"  # struct flock on 64-bit Linux
_OPEN = f"""SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
    AND application_name = '{VICTIM}' AND xact_start IS NOT NULL AND backend_xid IS NOT NULL"""


@dataclass(slots=True)
class Tally:
    """How many kills there were, and how many met an open transaction."""

    stage: str
    database: str
    kills: int = 0
    hits: int = 0

    def count(self, hit: bool) -> None:
        """Count a kill."""
        self.kills, self.hits = self.kills + 1, self.hits + hit

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.stage, self.database, self.kills + other.kills, self.hits + other.hits)

    def __str__(self) -> str:
        return f"{self.stage} ({self.database}): {self.kills} kills, {self.hits} inside an open transaction"


class Watch:
    """Looks at whether a victim is inside a transaction that writes."""

    def __init__(self, clerk: Clerk) -> None:
        self._shm = clerk.office.folder / "runwu.sqlite3-shm"
        self._connection: Any = _connected(clerk.office.url) if clerk.office.url else None

    def sees_transaction(self, group: int) -> bool:
        """Tell whether the victim of a process group is inside one just now."""
        if self._connection is not None:
            return bool(self._connection.execute(_OPEN).fetchone()[0])
        return _holds_write_lock(self._shm, group)

    def close(self) -> None:
        """End the connection."""
        if self._connection is not None:
            self._connection.close()


def _connected(url: str) -> Any:
    import psycopg

    return psycopg.connect(url, autocommit=True)


def _holds_write_lock(shm: Path, group: int) -> bool:
    """Ask the kernel who holds the lock; asking does not take it. The file comes and goes with the connections."""
    try:
        file = os.open(shm, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        asked = struct.pack(_LOCK, fcntl.F_WRLCK, os.SEEK_SET, _WRITE_LOCK, 1, 0)
        kind, _whence, _start, _length, holder = struct.unpack(_LOCK, fcntl.fcntl(file, fcntl.F_GETLK, asked))
    finally:
        os.close(file)
    return bool(kind != fcntl.F_UNLCK and _group_of(holder) == group)


def _group_of(pid: int) -> int:
    with suppress(ProcessLookupError):
        return os.getpgid(pid)
    return 0


def killed(clerk: Clerk, watch: Watch, pid: int, goes_on: Callable[[], bool]) -> bool:
    """Kill a victim with all its processes; tell whether it was in its stage and inside a transaction."""
    hit = False
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGSTOP)
        _wait_until_stopped(pid)
        hit = goes_on() and watch.sees_transaction(pid)
        os.killpg(pid, signal.SIGKILL)
    clerk.reap(pid)
    return hit


def stop(clerk: Clerk, pid: int) -> None:
    """End a process that is not needed any more."""
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    clerk.reap(pid)


def _wait_until_stopped(pid: int) -> None:
    """Wait until the kernel has stopped it; a statement that its database still runs for it ends meanwhile."""
    end = time.monotonic() + 1
    while _state(pid) in "RS" and time.monotonic() < end:
        time.sleep(0.0005)
    time.sleep(0.003)


def _state(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return "X"


def wait(what: str, is_so: Callable[[], object], patience: float = 60.0, pause: float = 0.01) -> None:
    """Wait until something is so. Raises TimeoutError."""
    end = time.monotonic() + patience
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(pause)


def is_running(pid: int) -> bool:
    """Tell whether a process is there and has not ended."""
    return _state(pid) not in "XZ"


def has_open(pid: int, path: Path) -> bool:
    """Tell whether a process has a file open."""
    with suppress(OSError):
        return any(entry.readlink() == path for entry in Path(f"/proc/{pid}/fd").iterdir())
    return False
