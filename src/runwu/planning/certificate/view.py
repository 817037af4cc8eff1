"""One park as the checker sees it: items, hosts, existing branches, and the price of every place (核验视图)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .ground import Settled, apart_pairs, clashing, leaving, places_of, tied, toll

if TYPE_CHECKING:
    from ..joint_branches.problem import Branch, Problem, Unit

Ints = npt.NDArray[np.int64]
FAR = np.int64(1) << 40  # a price that no cut or unit can pay back; marks what is not allowed


@dataclass(frozen=True)
class Item:
    """Units that are placed together; `leader` when a person has settled that one of them leads a new branch."""

    units: tuple[Unit, ...]
    leader: str | None

    @property
    def full(self) -> int:
        """Count full members."""
        return sum(unit.full_members for unit in self.units)

    @property
    def members(self) -> int:
        """Count full and probationary members."""
        return sum(unit.full_members + unit.probationary for unit in self.units)


@dataclass(frozen=True)
class Anchor:
    """An existing branch, or a unit with its own, that may take in: its room and who has been settled there."""

    place: Unit | Branch
    room_units: int
    room_members: int
    settled: tuple[str, ...]


@dataclass
class View:
    """One park of a problem around what is settled."""

    problem: Problem
    park: str
    settled: Settled
    items: list[Item] = field(init=False)
    anchors: list[Anchor] = field(init=False)

    def __post_init__(self) -> None:
        self.limits, self.costs = self.problem.parameters, self.problem.costs
        self.apart = apart_pairs(self.problem)
        here = [unit for unit in self.problem.units if unit.park == self.park]
        self.small = [unit for unit in here if unit.full_members < self.limits.min_full]
        self.units = {unit.id: unit for unit in self.small}
        self.items = self._items()
        self.anchors = self._anchors(here)
        self.item_of = {unit.id: number for number, item in enumerate(self.items) for unit in item.units}
        self.anchor_number = {anchor.place.id: number for number, anchor in enumerate(self.anchors)}

    def _items(self) -> list[Item]:
        blocks: dict[str, list[Unit]] = {}
        for number, block in enumerate(tied(self.problem)):
            for entry in block:
                if entry in self.units and entry not in self.settled.places:
                    key = self.settled.led_by.get(entry, f"\0{number}")
                    blocks.setdefault(key, []).append(self.units[entry])
        leaders = set(self.settled.led_by.values())
        return [Item(tuple(units), key if key in leaders else None) for key, units in blocks.items()]

    def _anchors(self, here: Iterable[Unit]) -> list[Anchor]:
        big = [unit for unit in here if unit.full_members >= self.limits.min_full]
        places: list[Unit | Branch] = list(big) if self.limits.big_units_may_take_in else []
        places += [branch for branch in self.problem.branches if branch.park == self.park]
        return [self._anchor(place) for place in places if place.id not in self.settled.closed]

    def _anchor(self, place: Unit | Branch) -> Anchor:
        joined = [unit for unit in self.small if self.settled.places.get(unit.id, "") == place.id]
        units = getattr(place, "units", 1) + len(joined)
        members = place.members + sum(unit.members for unit in joined)
        room = max(self.limits.max_units - units, 0), max(self.limits.max_members - members, 0)
        return Anchor(place, *room, tuple(unit.id for unit in joined))

    def fixed_cost(self) -> int:
        """Price what is settled: left units, places at branches, and locked new branches with their own terms."""
        total, led = 0, dict[str, int]()
        places = places_of(self.problem)
        for unit in self.small:
            host = self.settled.places.get(unit.id, unit.id)
            if unit.id not in self.settled.places:
                continue
            if host is None:
                total += leaving(self.problem, unit)
                continue
            total += 0 if host == unit.id else toll(self.problem, unit, places[host]) or 0
            if host in self.units:
                led[host] = led.get(host, 0) + unit.full_members
        return total + sum(self.new_branch(full) for full in led.values())

    def new_branch(self, full: int) -> int:
        """Price a new branch with so many full members, ways left aside."""
        return self.costs.branch + (self.costs.three if full == self.limits.min_full else 0)

    def ids(self, number: int) -> list[str]:
        """List the units of an item."""
        return [unit.id for unit in self.items[number].units]

    def torn(self, number: int) -> bool:
        """Tell whether an item holds two units that must stay apart: it can only be left."""
        return clashing(self.ids(number), self.ids(number), self.apart)

    def too_big(self, number: int) -> bool:
        """Tell whether an item alone exceeds what a new branch may hold."""
        item = self.items[number]
        return len(item.units) > self.limits.max_units or item.members > self.limits.max_members

    def left_prices(self) -> list[int | None]:
        """Price every item left to the catch-all; None when a person has settled that it leads a branch."""
        return [None if item.leader else sum(leaving(self.problem, unit) for unit in item.units) for item in self.items]

    def anchor_prices(self) -> dict[tuple[int, int], int]:
        """Price every allowed place of an item at an existing branch."""
        prices = {
            (i, k): self._at(item, anchor)
            for i, item in enumerate(self.items)
            for k, anchor in enumerate(self.anchors)
            if not item.leader and self._fits(i, anchor)
        }
        return {place: price for place, price in prices.items() if price is not None}

    def _fits(self, number: int, anchor: Anchor) -> bool:
        item = self.items[number]
        room = len(item.units) <= anchor.room_units and item.members <= anchor.room_members
        others = (anchor.place.id, *anchor.settled)
        return room and not self.torn(number) and not clashing(self.ids(number), others, self.apart)

    def _at(self, item: Item, anchor: Anchor) -> int | None:
        tolls = [toll(self.problem, unit, anchor.place) for unit in item.units]
        return None if None in tolls else sum(price or 0 for price in tolls)

    def clashes(self) -> npt.NDArray[np.bool_]:
        """Mark items that must not meet."""
        found = np.zeros((len(self.items), len(self.items)), dtype=bool)
        for pair in self.apart:
            a, b = (self.item_of.get(entry, -1) for entry in pair)
            if a >= 0 and b >= 0 and a != b:
                found[a, b] = found[b, a] = True
        return found
