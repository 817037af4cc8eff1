"""Solve one park: a first plan, a bound from columns and cuts, and a proof where the limits allow one."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from ..limits import Ended, Limits, Share
from .closing import Closing, Snapshot, snapshot
from .draft import Draft, Prices
from .generation import Generation
from .model import ParkModel
from .quick import quick_bound
from .search import Search

TOLERANCE = 1e-6
SMALL_LIST = 8_000
TRIAL_NODES = 20
TRIAL_SECONDS = 5.0
TRIAL_EVERY = 4
EARLY_NODES = 60


@dataclass(frozen=True, slots=True)
class ParkOutcome:
    """What one park came to: a draft, its proven bound, why it ended, and how much work it took."""

    draft: Draft
    bound: int
    ended: Ended
    columns: int
    cuts: int
    nodes: int


class ParkSolver:
    """The state of one park's run; `best` and `bound` hold at any time."""

    def __init__(self, model: ParkModel, seed: int, limits: Limits) -> None:
        self.model = model
        self.limits = limits
        self.prices = Prices(model)
        self.search = Search(self.prices, seed)
        self.best = self.search.first()
        self.bound = 0
        self.nodes = 0
        self.generation: Generation | None = None

    def start(self, stop: Callable[[], bool]) -> None:
        """Find a first good plan."""
        self.best = self.search.improve(self.best, self.limits.rounds * self.model.count, stop)
        self._raise_bound(quick_bound(self.prices, self.best))

    def run(self, share: Share, tell: Callable[[], None]) -> ParkOutcome:
        """Work until the plan is proven, the limits are reached or the share of time is over."""
        if not self._is_proven():
            self._prove(Generation(self.prices), share, tell)
        return self.outcome(share)

    def outcome(self, share: Share) -> ParkOutcome:
        """Sum up what has been reached."""
        ended = Ended.PROVEN if self._is_proven() else Ended.LIMIT
        if ended is Ended.LIMIT and share.stop():
            ended = share.watch.reason()
        master = self.generation.master if self.generation else None
        columns = len(master.columns) if master else 0
        cuts = len(master.capacity) + len(master.subset) if master else 0
        return ParkOutcome(self.best, self.bound, ended, columns, cuts, self.nodes)

    def _is_proven(self) -> bool:
        return self.bound >= self.best.cost

    def _raise_bound(self, value: float) -> None:
        if value > self.bound:
            upper = round(self.best.cost)
            self.bound = upper if value >= upper else max(self.bound, math.ceil(value - TOLERANCE))

    def _take(self, draft: Draft | None) -> None:
        if draft is not None and draft.cost < self.best.cost:
            self.best = draft
            if self.generation:
                self.generation.add_draft(draft)

    def _prove(self, generation: Generation, share: Share, tell: Callable[[], None]) -> None:
        self.generation = generation
        generation.add_draft(self.best)
        for number in range(self.limits.cut_rounds + 1):
            converged = generation.converge(share.stop)
            self._raise_bound(generation.bound)
            tell()
            if self._is_proven() or not converged:
                return
            taken = snapshot(generation)
            if number % TRIAL_EVERY == 0:
                self._try_known_columns(generation, taken, share)
            last = number == self.limits.cut_rounds or not generation.exact or not generation.cut()
            if taken is not None and self._close(Closing(generation, taken), share, last=last):
                return
            if last:
                return

    def _try_known_columns(self, generation: Generation, taken: Snapshot | None, share: Share) -> None:
        """Choose among the columns known so far: not a proof, but often a better plan."""
        if taken is None:
            return
        spare = self.best.cost - taken.bound
        known = generation.master.columns.take(generation.column_prices() <= spare)
        seconds = min(share.left(), TRIAL_SECONDS) if math.isfinite(share.left()) else math.inf
        outcome = Closing(generation, taken).choose(known, spare, nodes=TRIAL_NODES, seconds=seconds)
        self.nodes += outcome.nodes
        self._take(outcome.draft)

    def _close(self, closing: Closing, share: Share, *, last: bool) -> bool:
        """Try to prove the best plan, or find the better one; only the last try takes long lists."""
        spare = self.best.cost - 1 - closing.taken.bound
        if not last:
            columns = closing.list_below(spare, SMALL_LIST)
            listed = None if columns is None else (columns, spare)
        else:
            listed = closing.list_widest(spare, self.limits.columns)
        if listed is None:
            return False
        nodes = self.limits.nodes if last else EARLY_NODES
        outcome = closing.choose(*listed, nodes=nodes, seconds=share.left())
        self.nodes += outcome.nodes
        upper = self.best.cost
        self._take(outcome.draft)
        reached = upper if listed[1] >= spare else closing.taken.bound + listed[1]
        self._raise_bound(min(outcome.bound, reached))
        return self._is_proven()
