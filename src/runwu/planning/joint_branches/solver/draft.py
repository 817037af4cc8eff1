"""A draft plan of one park in item numbers, and the prices of its places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .arrays import Floats
from .model import ParkModel

INFINITE = float("inf")


@dataclass(frozen=True, slots=True)
class Draft:
    """New groups, the items at each anchor, and the items left; cost without what was settled beforehand."""

    groups: tuple[tuple[int, ...], ...]
    at_anchor: tuple[tuple[int, ...], ...]
    left: tuple[int, ...]
    cost: float


LISTED = 1_500  # up to so many units rows are kept as lists: fastest to read, several times the memory


def _rows(prices: Floats) -> Sequence[Sequence[float]]:
    if len(prices) <= LISTED:
        rows: list[list[float]] = prices.tolist()
        return rows
    return [memoryview(row) for row in prices]


class Prices:
    """Prices of groups and anchors, remembered; plain lists are faster here than arrays."""

    def __init__(self, model: ParkModel) -> None:
        self.model = model
        self.limits = model.parameters
        self.size: list[int] = model.size.tolist()
        self.full: list[int] = model.full.tolist()
        self.members: list[int] = model.members.tolist()
        self.left: list[float] = model.left_cost.tolist()
        self.base: list[float] = model.base.tolist()
        self.reach: Sequence[Sequence[float]] = _rows(model.reach)
        self.anchor: list[list[float]] = model.anchor_cost.tolist()
        self.room_units: list[int] = model.room_units.tolist()
        self.room_members: list[int] = model.room_members.tolist()
        self.clashes: list[set[int]] = [set(row.nonzero()[0].tolist()) for row in model.clash]
        self._known: dict[tuple[int, ...], tuple[float, int]] = {}

    def group(self, items: tuple[int, ...]) -> float:
        """Price a new group of sorted items, full members left aside; infinite when it is not allowed."""
        if items not in self._known:
            self._known[items] = self._group(items)
        return self._known[items][0]

    def host(self, items: tuple[int, ...]) -> int:
        """Find the cheapest host unit of a group."""
        self.group(items)
        return self._known[items][1]

    def legal_group(self, items: tuple[int, ...]) -> float:
        """Price a new group of sorted items; infinite when it has too few full members as well."""
        missing = self.missing(items)
        if missing > 0:
            return INFINITE
        return self.group(items) + (self.model.costs.three if missing == 0 else 0)

    def missing(self, items: Sequence[int]) -> int:
        """Count the full members that a group still lacks; negative when it has more than it needs."""
        return self.limits.min_full - sum(self.full[item] for item in items)

    def _group(self, items: tuple[int, ...]) -> tuple[float, int]:
        if len(items) > 1 and not self._fits(items, self.limits.max_units, self.limits.max_members):
            return INFINITE, -1
        best, host = INFINITE, -1
        for own in items:
            others = [item for item in items if item != own]
            for unit in self.model.items[own]:
                row = self.reach[unit]
                price = self.base[unit] + sum(row[item] for item in others)
                if price < best:
                    best, host = price, unit
        return best, host

    def _fits(self, items: Sequence[int], units: int, members: int) -> bool:
        if sum(self.size[item] for item in items) > units or sum(self.members[item] for item in items) > members:
            return False
        return not any(self.clashes[item].intersection(items) for item in items)

    def fits_at(self, anchor: int, items: Sequence[int]) -> bool:
        """Tell whether items fit at an anchor together."""
        return self._fits(items, self.room_units[anchor], self.room_members[anchor])

    def at_anchor(self, anchor: int, items: Sequence[int]) -> float:
        """Price items at an anchor; infinite when they do not fit."""
        if not self.fits_at(anchor, items):
            return INFINITE
        return sum(self.anchor[item][anchor] for item in items)

    def draft(self, groups: Sequence[Sequence[int]], at_anchor: Sequence[Sequence[int]]) -> Draft:
        """Complete a draft: groups that are not legal fall apart, and whoever has no place is left."""
        sorted_groups = sorted(tuple(sorted(group)) for group in groups)
        legal = [group for group in sorted_groups if self.legal_group(group) < INFINITE]
        anchored = tuple(tuple(sorted(items)) for items in at_anchor)
        placed = {item for group in [*legal, *anchored] for item in group}
        left = tuple(item for item in range(self.model.count) if item not in placed)
        cost = sum(self.legal_group(group) for group in legal) + sum(self.left[item] for item in left)
        cost += sum(self.at_anchor(anchor, items) for anchor, items in enumerate(anchored))
        return Draft(tuple(legal), anchored, left, cost)
