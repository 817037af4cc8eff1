"""The stages of the command line: rotating keys, restoring a backup."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.survival.clerk import Clerk
from tests.survival.victims import has_open, is_running, wait


class Rotating:
    """Rotating the keys by `runwu keys rotate`; what one call left the next goes on with."""

    name = "rotate"

    def __init__(self, clerk: Clerk) -> None:
        self.clerk = clerk
        self.plain = clerk.call("readable")
        self._lock = clerk.office.folder / ".keys.toml.lock"
        self._pid = 0

    def begin(self) -> int:
        self._pid = self.clerk.start("runwu", "keys", "rotate")
        wait("the rotation begins", lambda: has_open(self._pid, self._lock) or not is_running(self._pid))
        return self._pid

    def goes_on(self) -> bool:
        return is_running(self._pid)

    def check(self) -> None:
        assert self.clerk.call("readable") == self.plain
        assert self.clerk.call("rotation")["problems"] == []

    def finish(self) -> None:
        self.clerk.reap(self.begin())
        assert self.clerk.call("rotation") == {"unfinished": False, "older": 0, "problems": []}
        assert self.clerk.call("readable") == self.plain


class Restoring:
    """Restoring a backup into an empty instance by `runwu restore`; `found` makes another empty one."""

    name = "restore"

    def __init__(self, source: Clerk, backup: Path, found: Callable[[], Clerk]) -> None:
        self._backup, self._found = backup, found
        self.full = source.call("digests")
        self.clerk = found()
        self._pid = 0

    def begin(self) -> int:
        if not self.clerk.call("is_empty"):
            self.clerk = self._found()
        self._pid = self.clerk.start("runwu", "restore", str(self._backup))
        wait("the restore begins", lambda: has_open(self._pid, self._backup) or not is_running(self._pid))
        return self._pid

    def goes_on(self) -> bool:
        return is_running(self._pid)

    def check(self) -> None:
        if not self.clerk.call("is_empty"):
            self._see_full()

    def finish(self) -> None:
        self.clerk.reap(self.begin())
        self._see_full()

    def _see_full(self) -> None:
        # under load PostgreSQL was seen to show the first table before the restore and the others after it
        with suppress(TimeoutError):
            wait("everything is there", lambda: self.clerk.call("digests") == self.full, patience=20, pause=0.5)
        assert self.clerk.call("digests") == self.full, self.clerk.log()
        assert self.clerk.call("verified") == []
