"""Find rounded-capacity cuts that a fractional solution violates (容量割的分离)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Bools, Floats, Ints
from .columns import Columns
from .cuts import CapacityCuts, no_capacity_cuts
from .master import Fractional
from .model import ParkModel
from .subset_rows import SUPPORT, VIOLATION, incidence

GROWTH = 70
FILLED = 0.6


@dataclass(frozen=True, eq=False)
class Measure:
    """What a branch can hold at most: weight per item (N), limit of a new branch, room of each anchor (K)."""

    weight: Floats
    limit: int
    room: Floats
    by_members: bool


@dataclass(frozen=True, eq=False)
class Found:
    """One violated cut: by how much, its items (N), the closed anchors (K), its right-hand side and residue."""

    excess: float
    items: Bools
    closed: Bools
    need: float
    residue: float


def violated_capacities(model: ParkModel, columns: Columns, solution: Fractional, most: int) -> CapacityCuts:
    """Grow a set from every item along the fractional support and keep the sets that need more groups than they have.

    Each step adds to every set the item that shares the most groups with it; after each step the cut is tried with
    no anchor closed, and with those closed that are filled from the set.
    """
    cuts = no_capacity_cuts(model)
    for measure in measures(model):
        cuts = cuts.joined(_Growth(model, columns, solution, measure).run(most))
    return cuts


def measures(model: ParkModel) -> list[Measure]:
    """List the measures that can bind: units always, members when the largest items could pass their limit.

    Weights stop at the limit of a branch, because a person may have settled more for one item.
    """
    limits = model.parameters
    by_units = _measure(model.size, limits.max_units, model.room_units, by_members=False)
    heaviest = np.sort(model.members)[-limits.max_units :].sum()
    by_members = _measure(model.members, limits.max_members, model.room_members, by_members=True)
    return [by_units, by_members] if heaviest > limits.max_members else [by_units]


def _measure(weight: Ints, limit: int, room: Ints, *, by_members: bool) -> Measure:
    return Measure(np.minimum(weight, limit).astype(np.float64), limit, room.astype(np.float64), by_members)


class _Growth:
    def __init__(self, model: ParkModel, columns: Columns, solution: Fractional, measure: Measure) -> None:
        used = np.flatnonzero(solution.groups > SUPPORT)
        self.count = model.count
        self.measure = measure
        self.share = solution.groups[used]
        self.holds = incidence(columns.take(used), model.count)
        self.elsewhere = solution.left + solution.at_anchor.sum(axis=1)
        self.at_anchor = solution.at_anchor * measure.weight[:, None]
        self.found: dict[bytes, Found] = {}

    def run(self, most: int) -> CapacityCuts:
        self._try(np.ones((1, self.count), dtype=bool))
        members = np.eye(self.count, dtype=bool)
        for _ in range(min(GROWTH, self.count)):
            self._try(members)
            members = self._grown(members)
            if not len(members):
                break
        ranked = sorted(self.found.values(), key=lambda cut: (-round(cut.excess, 6), cut.items.tobytes()))
        return self._cuts(ranked[:most])

    def _touched(self, members: Bools) -> Bools:
        return np.asarray(members.astype(np.float64) @ self.holds.T > 0)

    def _grown(self, members: Bools) -> Bools:
        """Add to every set the linked item that brings the most weight for the least new groups."""
        new = np.where(self._touched(members), 0.0, self.share) @ self.holds
        price = new + self.elsewhere - self.measure.weight / self.measure.limit
        linked = 1.0 - self.elsewhere - new > SUPPORT
        price = np.where(members | ~linked, np.inf, price)
        best = price.argmin(axis=1)
        rows = np.flatnonzero(np.isfinite(price[np.arange(len(members)), best]))
        grown = members[rows].copy()
        grown[np.arange(len(rows)), best[rows]] = True
        return np.unique(grown, axis=0)

    def _try(self, members: Bools) -> None:
        room = self.measure.room
        groups = self._touched(members) @ self.share
        weight = members @ self.measure.weight
        filled = members.astype(np.float64) @ self.at_anchor
        outside = members @ (self.elsewhere * self.measure.weight)
        for closed in (np.zeros(filled.shape, dtype=bool), (filled > FILLED * room) & (room > 0)):
            self._keep(members, closed, groups, weight - closed @ room, outside - (filled * closed).sum(axis=1))

    def _keep(self, members: Bools, closed: Bools, groups: Floats, weight: Floats, outside: Floats) -> None:
        need = np.ceil(weight / self.measure.limit)
        residue = weight - self.measure.limit * (need - 1)
        excess = need - groups - outside / np.maximum(residue, 1.0)
        for row in np.flatnonzero((need >= 1) & (excess > VIOLATION)).tolist():
            key = members[row].tobytes() + closed[row].tobytes()
            cut = Found(float(excess[row]), members[row], closed[row], float(need[row]), float(residue[row]))
            self.found[key] = cut

    def _cuts(self, chosen: list[Found]) -> CapacityCuts:
        touches = np.zeros((self.count + 1, len(chosen)), dtype=np.uint8)
        closed = np.zeros((len(chosen), len(self.measure.room)), dtype=bool)
        for number, cut in enumerate(chosen):
            touches[:-1, number] = cut.items
            closed[number] = cut.closed
        residue = np.array([cut.residue for cut in chosen])
        share = touches[:-1] * self.measure.weight[:, None] / residue
        need = np.array([cut.need for cut in chosen])
        return CapacityCuts(touches, share, closed, need, residue, np.full(len(chosen), self.measure.by_members))
