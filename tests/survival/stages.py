"""The stages that are killed: how each begins, whether it goes on, and what must hold after a kill and at the end."""

from typing import Any, Protocol

from tests.survival.clerk import Clerk
from tests.survival.victims import wait

ROWS = 3000


class Stage(Protocol):
    """One named stage."""

    name: str
    clerk: Clerk

    def begin(self) -> int:
        """Start a victim, wait until it is in the stage, and return its process."""

    def goes_on(self) -> bool:
        """Tell whether the victim is still in the stage."""

    def check(self) -> None:
        """See that everything is as before or as after."""

    def finish(self) -> None:
        """Start anew, let the work end, and see that everything is as after."""


class _ByWorker:
    """Work of `runwu worker`, which takes up again what a killed one left."""

    def __init__(self, clerk: Clerk) -> None:
        self.clerk = clerk
        self.before = clerk.call("digests")
        self.number = 0

    def begin(self) -> int:
        jobs = self.clerk.call("jobs")
        if not jobs.get("queued") and not jobs.get("running"):
            self.number += 1
            self.clerk.call(self.start, number=self.number, rows=ROWS)
        attempts = self._attempts()
        pid = self.clerk.start("runwu", "worker")
        wait("a job begins", lambda: self._attempts() > attempts or self._helped())
        return pid

    def _helped(self) -> bool:
        """Run again, as a person does, a job that has ended three workers and waits."""
        if self.clerk.office.query("SELECT count(*) FROM core_job WHERE state = 'running' AND heartbeat IS NULL")[0]:
            self.clerk.call("retry_stuck")
        return False

    start = ""

    def _attempts(self) -> int:
        return int(self.clerk.office.query("SELECT coalesce(sum(attempt), 0) FROM core_job")[0])

    def goes_on(self) -> bool:
        return bool(self.clerk.office.query("SELECT count(*) FROM core_job WHERE state = 'running'")[0])

    def finish(self) -> None:
        # what was saved and not queued before the kill is found after half a minute
        wait("all jobs are done", self._all_done, patience=120)
        assert [self.is_after(batch) for batch in self.clerk.call("batches")] == [True] * self.number

    def _all_done(self) -> bool:
        self.clerk.call("retry_stuck")
        self.clerk.reap(self.clerk.start("runwu", "worker", "--until-idle"))
        return set(self.clerk.call("jobs")) == {"done"}

    def is_after(self, _batch: dict[str, Any]) -> bool:
        raise NotImplementedError


class Staging(_ByWorker):
    """Reading an uploaded ledger into staged rows."""

    name = "staging"
    start = "upload"

    def check(self) -> None:
        assert self.clerk.call("digests") == self.before
        batches = self.clerk.call("batches")
        assert all(batch["state"] in ("uploaded", "reading") or self.is_after(batch) for batch in batches), batches

    def is_after(self, batch: dict[str, Any]) -> bool:
        return batch == {"state": "ready", "staged": ROWS, "read": ROWS, "written": 0, "entries": 0}


class Committing(_ByWorker):
    """Writing the good rows of a ledger."""

    name = "commit"
    start = "send"

    def check(self) -> None:
        batches = self.clerk.call("batches")
        assert all(self._is_before(batch) or self.is_after(batch) for batch in batches), batches
        done = sum(self.is_after(batch) for batch in batches)
        if not done:
            assert self.clerk.call("digests") == self.before

    def _is_before(self, batch: dict[str, Any]) -> bool:
        return batch == {"state": "committing", "staged": ROWS, "read": ROWS, "written": 0, "entries": 0}

    def is_after(self, batch: dict[str, Any]) -> bool:
        return (batch["state"], batch["written"], batch["entries"]) == ("committed", ROWS, 1)
