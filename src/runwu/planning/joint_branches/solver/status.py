"""Where a run over several parks stands, for whoever watches (进度)."""

from __future__ import annotations

from collections.abc import Callable

from ..limits import Progress


class Status:
    """Cost and bound of every park so far, told as sums that never get worse."""

    def __init__(self, progress: Callable[[Progress], None] | None, fixed: list[int]) -> None:
        self._progress = progress
        self._fixed = sum(fixed)
        self._cost = [0] * len(fixed)
        self._bound = [0] * len(fixed)
        self._done: set[int] = set()

    def note(self, number: int, cost: int, bound: int) -> None:
        """Keep one park's figures."""
        self._cost[number], self._bound[number] = cost, bound

    def tell(self, number: int, cost: int, bound: int) -> None:
        """Keep one park's figures and report all of them; what a finished park told on its way comes too late."""
        if number not in self._done:
            self.note(number, cost, bound)
        self.report()

    def report(self) -> None:
        """Report the sums; they mean something once every park has a first plan."""
        if self._progress is not None:
            parks = len(self._cost)
            now = min(len(self._done) + 1, parks)
            self._progress(Progress(now, parks, self._fixed + sum(self._cost), self._fixed + sum(self._bound)))

    def finish(self, number: int, cost: int, bound: int) -> None:
        """Count a park as finished and report."""
        self.note(number, cost, bound)
        self._done.add(number)
        self.report()
