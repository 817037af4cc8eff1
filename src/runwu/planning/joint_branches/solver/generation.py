"""Column generation: the linear bound of one park, with the cuts found so far (列生成)."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from .arrays import Floats, Ints
from .capacities import violated_capacities
from .columns import make_columns
from .draft import Draft, Prices
from .duals import Duals
from .master import Fractional, Master, TimeOver
from .odd_sets import violated_odd_sets
from .points import Point, whole_point
from .pricing import Priced, Pricer
from .subset_rows import violated_subsets

BELOW = -1e-5
FEW = 8
QUICK_LIMIT = 60_000
EXACT_LIMIT = 1_500_000
PER_HOST = 6
CUTS_PER_ROUND = 40


class Generation:
    """The master of one park, its last solution, and the best bound that its duals have proven."""

    def __init__(self, prices: Prices, left: Callable[[], float] = lambda: math.inf) -> None:
        """Start without groups; `left` tells the seconds left."""
        self.prices = prices
        self.model = prices.model
        self.master = Master(prices.model, left)
        self.point: Point | None = None  # the best proof so far
        self.last: Point | None = None  # what the last duals prove
        self.exact = False
        self.solution: Fractional | None = None
        self.duals: Duals | None = None

    def add_draft(self, draft: Draft) -> None:
        """Make the groups of a draft known to the master."""
        groups = [(group, self.prices.host(group), self.prices.legal_group(group)) for group in draft.groups]
        self.master.add_columns(make_columns(groups, self.model.count, self.master.columns.items.shape[1]))

    def converge(self, stop: Callable[[], bool]) -> bool:
        """Add columns until none has a negative reduced cost; False when stopped before.

        `exact` tells afterwards whether the bound equals the linear program's value.
        """
        while not stop():
            try:
                self.master.value()
            except TimeOver:
                break
            self.duals = self.master.duals()
            pricer = Pricer(self.model, self.duals)
            priced = pricer.below(BELOW, limit=QUICK_LIMIT, branching=FEW)
            if not self.master.add_columns(priced.columns.take(_best_per_host(priced))):
                priced = pricer.below(BELOW, limit=EXACT_LIMIT)
                self._raise_bound(pricer, priced)
                if not self.master.add_columns(priced.columns.take(_best_per_host(priced))):
                    self.exact = priced.complete
                    self.solution = self.master.fractional()
                    return True
        return False

    def _raise_bound(self, pricer: Pricer, priced: Priced) -> None:
        """Prove what these duals prove: the value, less what the groups of each item could still save."""
        saved = np.zeros(self.model.count)
        if priced.complete:
            np.minimum.at(saved, self.model.item_of[priced.columns.hosts], priced.reduced)
        else:
            np.minimum.at(saved, self.model.item_of, pricer.floor())
        self.last = self._point(pricer.duals, saved)
        if self.point is None or self.last.value > self.point.value:
            self.point = self.last

    def _point(self, duals: Duals, saved: Floats) -> Point:
        everything = np.ones(self.model.count, dtype=bool)
        lower = Duals(duals.worth + saved, duals.capacity, duals.prize, duals.subset, duals.fine)
        places = np.isfinite(self.model.anchor_cost)
        rooms = self.master.room_duals()
        return whole_point(self.model, self.master.capacity, lower, rooms, left=everything, places=places)

    def cut(self) -> int:
        """Add the cuts that the last solution violates; returns how many."""
        if self.solution is None:
            return 0
        capacity = violated_capacities(self.model, self.master.columns, self.solution, CUTS_PER_ROUND)
        if len(capacity):
            self.master.add_capacity_cuts(capacity)
        return len(capacity) + self.cut_subsets(self.solution)

    def cut_subsets(self, solution: Fractional, *, odd: bool = False) -> int:
        """Add subset-row cuts on triples, and on larger odd sets where asked for or where no triple is left."""
        columns = self.master.columns
        found = violated_subsets(self.model, columns, solution, CUTS_PER_ROUND)
        if odd or not len(found):
            found = found.joined(violated_odd_sets(self.model, columns, solution, CUTS_PER_ROUND))
        if len(found):
            self.master.add_subset_cuts(found)
        return len(found)

    def column_prices(self) -> Floats:
        """Return the reduced costs of the master's columns under the last duals."""
        columns, master = self.master.columns, self.master
        duals = self.duals or master.duals()
        worth = np.concatenate([duals.worth, [0.0]])
        cuts = master.subset.of_columns(columns) @ duals.fine - master.capacity.of_columns(columns) @ duals.prize
        return np.asarray(columns.costs - columns.counts(worth) + cuts)


def _best_per_host(priced: Priced) -> Ints:
    """Number the best few columns of every host."""
    hosts = priced.columns.hosts
    order = np.lexsort([priced.reduced, hosts])
    ranked = hosts[order]
    first = np.searchsorted(ranked, ranked, side="left")
    return np.sort(order[np.arange(len(order)) - first < PER_HOST])
