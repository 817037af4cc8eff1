"""Find cuts that a fractional solution violates (割平面分离)."""

from __future__ import annotations

import numpy as np

from .arrays import Bools, Bytes, Floats, Ints
from .columns import Columns
from .cuts import CapacityCuts, SubsetCuts, weights
from .master import Fractional
from .model import ParkModel

VIOLATION = 0.02
GROWTH = 40
SUPPORT = 1e-6


def violated_subsets(model: ParkModel, columns: Columns, solution: Fractional, most: int) -> SubsetCuts:
    """Find the triples of items that groups hold two of more than once, worst first, at most three per item pair."""
    used = np.flatnonzero(solution.groups > SUPPORT)
    support, share = columns.take(used), solution.groups[used]
    holds = _holds(support, model.count)
    together = (holds * share[:, None]).T @ holds
    np.fill_diagonal(together, 0.0)
    triples = _heavy_triples(together)
    if not len(triples):
        return SubsetCuts(np.zeros((model.count + 1, 0), dtype=np.uint8))
    excess = _two_of_three(holds, share, triples) - 1.0
    bad = np.flatnonzero(excess > VIOLATION)
    order = bad[np.lexsort([*triples[bad].T[::-1], -excess[bad].round(6)])]
    return SubsetCuts(_incidence(_spread(triples[order], model.count, most), model.count))


def _holds(columns: Columns, count: int) -> Floats:
    holds = np.zeros((len(columns), count + 1))
    np.put_along_axis(holds, columns.items, 1.0, axis=1)
    return holds[:, :count]


def _heavy_triples(together: Floats) -> Ints:
    """List triples a < b < c whose pairwise weights add up to more than one."""
    found = [np.empty((0, 3), dtype=np.int64)]
    for a in range(len(together)):
        near = a + 1 + np.flatnonzero(together[a, a + 1 :] > SUPPORT)
        far = a + 1 + np.flatnonzero((together[near][:, a + 1 :] > SUPPORT).any(axis=0)) if len(near) else near
        others = np.union1d(near, far)
        total = together[a, others][:, None] + together[a, others][None, :] + together[np.ix_(others, others)]
        first, second = np.nonzero(np.triu(total > 1.0 + VIOLATION, k=1))
        found.append(np.stack([np.full(len(first), a), others[first], others[second]], axis=1))
    return np.concatenate(found).astype(np.int64)


def _two_of_three(holds: Floats, share: Floats, triples: Ints) -> Floats:
    total = np.zeros(len(triples))
    for start in range(0, len(triples), 2000):
        part = slice(start, start + 2000)
        counts = holds[:, triples[part]].sum(axis=2)
        total[part] = share @ (counts >= 2)
    return total


def _spread(triples: Ints, count: int, most: int) -> Ints:
    """Take the first triples so that no item stands in too many of them."""
    uses = np.zeros(count, dtype=np.int64)
    chosen: list[int] = []
    for number, triple in enumerate(triples.tolist()):
        if len(chosen) < most and uses[triple].max() < 5:
            uses[triple] += 1
            chosen.append(number)
    return triples[chosen]


def _incidence(triples: Ints, count: int) -> Bytes:
    touches = np.zeros((count + 1, len(triples)), dtype=np.uint8)
    touches[triples.T, np.arange(len(triples))] = 1
    return touches


def violated_capacities(model: ParkModel, columns: Columns, solution: Fractional, most: int) -> CapacityCuts:
    """Grow a set from every item along the fractional support and keep the sets that need more groups than they have.

    Each step adds to every set the item that shares the most groups with it; after each step the cut is tried with
    no anchor closed, and with those closed that are filled from the set.
    """
    return _Growth(model, columns, solution).run(most)


class _Growth:
    def __init__(self, model: ParkModel, columns: Columns, solution: Fractional) -> None:
        used = np.flatnonzero(solution.groups > SUPPORT)
        self.model = model
        self.share = solution.groups[used]
        self.holds = _holds(columns.take(used), model.count)
        self.weight = weights(model)
        self.elsewhere = solution.left + solution.at_anchor.sum(axis=1)
        self.at_anchor = solution.at_anchor
        self.room = model.room_units.astype(np.float64)
        self.found: dict[bytes, tuple[float, Bools, Bools, float, float]] = {}

    def run(self, most: int) -> CapacityCuts:
        members = np.eye(self.model.count, dtype=bool)
        for _ in range(min(GROWTH, self.model.count)):
            self._try(members)
            members = self._grown(members)
            if not len(members):
                break
        chosen = sorted(self.found.values(), key=lambda cut: (-round(cut[0], 6), cut[1].tobytes()))[:most]
        return self._cuts(chosen)

    def _touched(self, members: Bools) -> Bools:
        return np.asarray(members.astype(np.float64) @ self.holds.T > 0)

    def _grown(self, members: Bools) -> Bools:
        """Add to every set the item that brings the most new cover for the least new groups."""
        untouched = np.where(self._touched(members), 0.0, self.share)
        price = untouched @ self.holds + self.elsewhere - self.weight / self.model.parameters.max_units
        linked = 1.0 - self.elsewhere - untouched @ self.holds > SUPPORT
        price = np.where(members | ~linked, np.inf, price)
        best = price.argmin(axis=1)
        rows = np.flatnonzero(np.isfinite(price[np.arange(len(members)), best]))
        grown = members[rows].copy()
        grown[np.arange(len(rows)), best[rows]] = True
        return np.unique(grown, axis=0)

    def _try(self, members: Bools) -> None:
        groups = self._touched(members) @ self.share
        units = members @ self.weight
        filled = members.astype(np.float64) @ (self.at_anchor * self.weight[:, None])
        outside = members @ (self.elsewhere * self.weight)
        for closed in (np.zeros(filled.shape, dtype=bool), (filled > 0.6 * self.room) & (self.room > 0)):
            self._keep(members, closed, groups, units - closed @ self.room, outside - (filled * closed).sum(axis=1))

    def _keep(self, members: Bools, closed: Bools, groups: Floats, units: Floats, outside: Floats) -> None:
        most = self.model.parameters.max_units
        need = np.ceil(units / most)
        residue = units - most * (need - 1)
        excess = need - groups - outside / np.maximum(residue, 1.0)
        for row in np.flatnonzero((need >= 1) & (excess > VIOLATION)).tolist():
            key = members[row].tobytes() + closed[row].tobytes()
            self.found[key] = (float(excess[row]), members[row], closed[row], float(need[row]), float(residue[row]))

    def _cuts(self, chosen: list[tuple[float, Bools, Bools, float, float]]) -> CapacityCuts:
        touches = np.zeros((self.model.count + 1, len(chosen)), dtype=np.uint8)
        closed = np.zeros((len(chosen), len(self.room)), dtype=bool)
        for number, (_, members, shut, _, _) in enumerate(chosen):
            touches[:-1, number] = members
            closed[number] = shut
        need = np.array([cut[3] for cut in chosen])
        return CapacityCuts(touches, closed, need, np.array([cut[4] for cut in chosen]))
