"""Exact pricing: every possible group whose reduced cost lies below a threshold, all hosts at once.

A group is grown item by item in the order of the host's sorted candidates. The sum of a partial group plus the best
that its next candidates could still add bounds all its continuations from below, so whole ranges are cut off by
bisection. Fines and repeated prizes only ever raise the sum, so they may be added as they occur.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Bools, Floats, Ints
from .columns import Columns, cheapest_of_each, joined, no_columns
from .duals import Duals
from .front import Front, batches, sorted_candidates, stacked
from .model import ParkModel


@dataclass(frozen=True, eq=False)
class Priced:
    """Columns found below the threshold, cheapest host each, their reduced costs, and whether none was missed."""

    columns: Columns
    reduced: Floats
    complete: bool


class Pricer:
    """Prices groups of one park under one set of duals."""

    def __init__(self, model: ParkModel, duals: Duals) -> None:
        self.model = model
        self.duals = duals
        prizes, shared = duals.prizes(), duals.shared_prizes()
        own = model.item_of
        self.first = model.base - duals.worth[own] - prizes[own]
        self.plain = model.reach - duals.worth - prizes
        self.candidates = sorted_candidates(self.plain + shared[own])

    def below(self, threshold: float, *, limit: int, branching: int | None = None) -> Priced:
        """Find all groups with reduced cost ≤ threshold; a `branching` factor or the limit makes it incomplete."""
        search = _Search(self, threshold, limit, branching)
        return search.run()

    def floor(self) -> Floats:
        """Bound the reduced cost of every host from below, cheaply: its best candidates without fines."""
        found = self.candidates
        room = self.model.parameters.max_units - self.model.size[self.model.item_of]
        ends = np.minimum(found.start + np.maximum(room, 0), found.stop)
        return self.first + found.ahead[ends] - found.ahead[found.start]


class _Search:
    def __init__(self, pricer: Pricer, threshold: float, limit: int, branching: int | None) -> None:
        self.pricer = pricer
        self.model = pricer.model
        self.threshold = threshold
        self.limit = limit
        self.branching = branching
        self.complete = branching is None
        self.found: list[tuple[Columns, Floats]] = []
        self.width = max(self.model.parameters.max_units, 1)

    def run(self) -> Priced:
        front = self._starts()
        while len(front):
            self._collect(front)
            front = self._grow(front)
        if not self.found:
            return Priced(no_columns(self.model.count, self.width), np.empty(0), self.complete)
        columns = joined([columns for columns, _ in self.found])
        best = cheapest_of_each(columns)
        return Priced(columns.take(best), np.concatenate([reduced for _, reduced in self.found])[best], self.complete)

    def _starts(self) -> Front:
        model = self.model
        hosts = np.flatnonzero(np.isfinite(self.pricer.first)).astype(np.int64)
        own = model.item_of[hosts]
        return Front(
            host=hosts,
            last=self.pricer.candidates.start[hosts] - 1,
            total=self.pricer.first[hosts],
            room=np.maximum(model.parameters.max_units - model.size[own], 0),
            members=np.maximum(model.parameters.max_members - model.members[own], 0),
            full=model.full[own],
            charge=np.zeros(len(hosts)),
            items=own[:, None],
        )

    def _collect(self, front: Front) -> None:
        """Keep the partial groups that are groups already."""
        least, three = self.model.parameters.min_full, self.model.costs.three
        reduced = front.total + three * (front.full == least)
        good = np.flatnonzero((front.full >= least) & (reduced <= self.threshold))
        if len(good):
            self.found.append((self._columns(front.take(good)), reduced[good]))

    def _columns(self, front: Front) -> Columns:
        model = self.model
        blanks = np.full((len(front), self.width - front.items.shape[1]), model.count, dtype=np.int64)
        others = model.reach[front.host[:, None], front.items[:, 1:]].sum(axis=1)
        three = model.costs.three * (front.full == model.parameters.min_full)
        items = np.sort(np.concatenate([front.items, blanks], axis=1), axis=1)
        return Columns(items, front.host, model.base[front.host] + others + three, model.count)

    def _grow(self, front: Front) -> Front:
        if front.items.shape[1] >= self.width:
            return front.take(np.empty(0, dtype=np.int64))
        ends = self._ends(front)
        counts = np.maximum(ends - front.last - 1, 0)
        counts[front.room == 0] = 0
        counts = self._narrowed(counts)
        grown = [self._grow_batch(front.take(part), counts[part]) for part in batches(counts)]
        return stacked(grown) if grown else front.take(np.empty(0, dtype=np.int64))

    def _narrowed(self, counts: Ints) -> Ints:
        """Keep the best few continuations of each partial group when all would be too many."""
        if self.branching is not None:
            counts = np.minimum(counts, self.branching)
        most = int(counts.max(initial=0))
        while counts.sum() > self.limit and most > 1:
            most = max(1, most * 3 // 4)
            counts = np.minimum(counts, most)
            self.complete = False
        if counts.sum() > self.limit:
            counts = np.where(np.cumsum(counts) <= self.limit, counts, 0)
        return counts

    def _ends(self, front: Front) -> Ints:
        """Bisect, per partial group, for the first candidate from which no continuation can pass the threshold."""
        found = self.pricer.candidates
        low, high = front.last + 1, found.stop[front.host]
        stop = high.copy()
        spare = self.threshold - front.total
        while True:
            open_ = low < high
            if not open_.any():
                return low
            middle = np.where(open_, (low + high) // 2, 0)
            rest = found.ahead[np.minimum(middle + front.room, stop)] - found.ahead[np.minimum(middle + 1, stop)]
            passes = open_ & (found.price[middle] + np.minimum(rest, 0.0) <= spare)
            low = np.where(passes, middle + 1, low)
            high = np.where(open_ & ~passes, middle, high)

    def _grow_batch(self, front: Front, counts: Ints) -> Front:
        model, found = self.model, self.pricer.candidates
        parent = np.repeat(np.arange(len(front)), counts)
        offset = np.arange(len(parent)) - np.repeat(np.cumsum(counts) - counts, counts)
        position = front.last[parent] + 1 + offset
        item = found.item[position]
        room = front.room[parent] - model.size[item]
        members = front.members[parent] - model.members[item]
        fits = (room >= 0) & (members >= 0)
        if model.has_clashes:
            fits &= ~model.clash[item[:, None], front.items[parent]].any(axis=1)
        keep = np.flatnonzero(fits)
        parent, item = parent[keep], item[keep]
        items = np.concatenate([front.items[parent], item[:, None]], axis=1)
        charge = self.pricer.duals.surcharge(items)
        total = front.total[parent] + self.pricer.plain[front.host[parent], item] + charge - front.charge[parent]
        full = front.full[parent] + model.full[item]
        grown = Front(front.host[parent], position[keep], total, room[keep], members[keep], full, charge, items)
        return grown.take(self._alive(grown))

    def _alive(self, front: Front) -> Bools:
        """Tell which partial groups could still come down to the threshold."""
        ahead, stop = self.pricer.candidates.ahead, self.pricer.candidates.stop[front.host]
        following = front.last + 1
        rest = ahead[np.minimum(following + front.room, stop)] - ahead[np.minimum(following, stop)]
        return np.asarray(front.total + np.minimum(rest, 0.0) <= self.threshold)
