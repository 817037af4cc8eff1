"""One park as arrays: items (units that move together), hosts among them, anchors that may take in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ..problem import Costs, Parameters
from .arrays import Bools, Floats, Ints

UNPLACED = 1e7  # stands in for “impossible to leave”; far above any real term, small enough for the LP

LARGE = 1_500  # beyond, the linear program rarely ends in time
STARTING, STARTING_LARGE = 0.15, 0.7
LEAST_ALIKE, MOST_CLASSES = 150, 0.6  # items, and classes per item, from which alike items are solved as classes


@dataclass(frozen=True, eq=False)
class ParkModel:
    """What the solver knows of one park; n units in N items, K anchors. Impossible entries are infinite.

    item_of (n): the item of a unit. size, full, members (N): its units, full members, members.
    base (n): price of a new branch led by a unit that holds its own item only. reach (n, N): price of an item at
    a unit as host. anchor_cost (N, K), room_units (K), room_members (K). left_cost (N). clash (N, N): kept apart.
    alike (N): a number shared by the items that nothing in the problem tells apart.
    """

    park: str
    unit_ids: tuple[str, ...]
    anchor_ids: tuple[str, ...]
    items: tuple[tuple[int, ...], ...]
    item_of: Ints
    size: Ints
    full: Ints
    members: Ints
    base: Floats
    reach: Floats
    anchor_cost: Floats
    room_units: Ints
    room_members: Ints
    left_cost: Floats
    must_place: Bools
    clash: Bools
    parameters: Parameters
    costs: Costs
    alike: Ints

    @property
    def count(self) -> int:
        """Count the items."""
        return len(self.items)

    @property
    def is_repetitive(self) -> bool:
        """Tell whether so many items are alike that classes of them are worth their own run."""
        return self.count >= LEAST_ALIKE and len(set(self.alike.tolist())) <= MOST_CLASSES * self.count

    @property
    def has_clashes(self) -> bool:
        """Tell whether any two items must stay apart."""
        return bool(self.clash.any())

    def best_host(self, group: tuple[int, ...]) -> tuple[float, int]:
        """Find the cheapest host of a set of items: (price of its ways, host unit); infinite when none reaches all."""
        others = np.array(group)
        hosts = np.concatenate([self.items[item] for item in group]).astype(np.int64)
        ways = np.where(others[None, :] == self.item_of[hosts][:, None], 0.0, self.reach[np.ix_(hosts, others)])
        totals = self.base[hosts] + ways.sum(axis=1)
        best = int(totals.argmin())
        return float(totals[best]), int(hosts[best])

    def group_cost(self, group: tuple[int, ...]) -> tuple[float, int]:
        """Price a new joint branch of these items: (cost, host unit), infinite when it is not allowed."""
        chosen = list(group)
        full = int(self.full[chosen].sum())
        if full < self.parameters.min_full or not self._fits(chosen):
            return float("inf"), -1
        ways, host = self.best_host(group)
        return ways + (self.costs.three if full == self.parameters.min_full else 0), host

    def _fits(self, chosen: list[int]) -> bool:
        if len(chosen) == 1:
            return True
        small = self.size[chosen].sum() <= self.parameters.max_units
        few = self.members[chosen].sum() <= self.parameters.max_members
        return bool(small and few and not self.clash[np.ix_(chosen, chosen)].any())


def restricted(model: ParkModel, kept: Ints) -> ParkModel:
    """Return the park with some of its items only (ascending numbers), everything else unchanged."""
    units = np.array([unit for item in kept.tolist() for unit in model.items[item]], dtype=np.int64)
    starts = np.cumsum([0, *(len(model.items[item]) for item in kept.tolist())]).tolist()
    items = tuple(tuple(range(a, b)) for a, b in pairwise(starts))
    return replace(
        model,
        unit_ids=tuple(model.unit_ids[unit] for unit in units.tolist()),
        items=items,
        item_of=np.repeat(np.arange(len(items)), [len(item) for item in items]).astype(np.int64),
        size=model.size[kept],
        full=model.full[kept],
        members=model.members[kept],
        base=model.base[units],
        reach=model.reach[np.ix_(units, kept)],
        anchor_cost=model.anchor_cost[kept],
        left_cost=model.left_cost[kept],
        must_place=model.must_place[kept],
        clash=model.clash[np.ix_(kept, kept)],
        alike=model.alike[kept],
    )


def work_of(model: ParkModel) -> float:
    """Weigh a park's share of the time."""
    return float(model.count**1.5)


def starting_share(model: ParkModel) -> float:
    """Return the share of its time that a park's first plan may take; where proofs are out of reach, most of it."""
    return STARTING if model.count <= LARGE or model.is_repetitive else STARTING_LARGE
