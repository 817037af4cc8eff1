"""How long a solver may work, and how it tells and asks while it works."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one run. Work units make the same input give the same plan; seconds, when given, may not.

    rounds: ruin-and-recreate steps per item; cut_rounds, columns: rounds of cuts and columns enumerated at the end,
    per park; nodes: branch-and-bound nodes of the last step, cases: cases of its proof, per park.
    """

    seconds: float | None = None
    rounds: int = 6
    cut_rounds: int = 60
    columns: int = 25_000
    nodes: int = 5_000
    cases: int = 200


class Ended(StrEnum):
    """Why a run ended (结束原因)."""

    PROVEN = "proven"
    LIMIT = "limit"
    TIME = "time"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands: park number from 1, of how many, and the whole plan's cost and bound so far."""

    park: int
    parks: int
    cost: int
    bound: int

    @property
    def gap(self) -> float | None:
        """Relate what is unproven to the bound; None while the bound is zero and the cost is not."""
        return gap_of(self.cost, self.bound)


def gap_of(cost: int, bound: int) -> float | None:
    """Return (cost − bound) / bound; None when there is no bound to relate to."""
    if cost == bound:
        return 0.0
    return (cost - bound) / bound if bound > 0 else None


class Watch:
    """The clock of one run: asked between steps whether to stop."""

    def __init__(self, seconds: float | None, cancelled: Callable[[], bool] | None) -> None:
        self.began = time.monotonic()
        self._seconds = seconds
        self._cancelled = cancelled or (lambda: False)
        self.cancelled = False

    def elapsed(self) -> float:
        """Return the seconds since the run began."""
        return time.monotonic() - self.began

    def left(self) -> float:
        """Return the seconds left, infinite without a limit."""
        return float("inf") if self._seconds is None else self._seconds - self.elapsed()

    def stop(self) -> bool:
        """Tell whether time is over or somebody cancelled."""
        self.cancelled = self.cancelled or self._cancelled()
        return self.cancelled or self.left() <= 0

    def reason(self) -> Ended:
        """Say which of the two it was."""
        return Ended.CANCELLED if self.cancelled else Ended.TIME


class Share:
    """A watch that ends earlier: one park's share of the time left."""

    def __init__(self, watch: Watch, share: float) -> None:
        """Take a share, from 0 to 1, of the time that the watch has left now."""
        self.watch = watch
        self._until = watch.elapsed() + watch.left() * share

    def left(self) -> float:
        """Return the seconds left to this park."""
        return self._until - self.watch.elapsed()

    def stop(self) -> bool:
        """Tell whether this park's time is over or somebody cancelled."""
        return self.watch.stop() or self.left() <= 0
