"""Turn the open part of one park into arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from ..arrangements import Arrangement, Block
from ..errors import ContradictionError
from ..index import Host, Index
from ..problem import Unit
from ..ways import distance_matrix
from .arrays import Bools, Floats, Ints
from .model import UNPLACED, ParkModel


def build_park(index: Index, park: str, arrangement: Arrangement) -> ParkModel:
    """Build the model of one park around what is settled."""
    return _Builder(index, park, arrangement).build()


class _Builder:
    def __init__(self, index: Index, park: str, arrangement: Arrangement) -> None:
        self.index = index
        self.park = park
        self.arrangement = arrangement
        self.blocks = [block for block in arrangement.blocks if index.units[block.units[0]].park == park]
        self.units = [index.units[unit] for block in self.blocks for unit in block.units]
        self.number = {unit.id: number for number, unit in enumerate(self.units)}
        self.anchors = [host for host in index.hosts.values() if self._is_open_anchor(host)]
        starts = np.cumsum([0] + [len(block.units) for block in self.blocks])
        self.items = [tuple(range(a, b)) for a, b in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)]
        self.item_of = np.repeat(np.arange(len(self.items)), [len(item) for item in self.items]).astype(np.int64)

    def _is_open_anchor(self, host: Host) -> bool:
        anchored = host.park == self.park and not self.index.is_small(host.id)
        return anchored and self.index.may_take_in(host) and host.id not in self.arrangement.closed

    def build(self) -> ParkModel:
        clash = self._clashes()
        broken = clash.diagonal().copy()
        np.fill_diagonal(clash, False)
        base, reach = self._new_branches(broken, clash)
        room_units, room_members = self._room()
        return ParkModel(
            park=self.park,
            unit_ids=tuple(unit.id for unit in self.units),
            anchor_ids=tuple(anchor.id for anchor in self.anchors),
            items=tuple(self.items),
            item_of=self.item_of,
            size=self._sum([1 for _ in self.units]),
            full=self._sum([unit.full_members for unit in self.units]),
            members=self._sum([unit.members for unit in self.units]),
            base=base,
            reach=reach,
            anchor_cost=self._anchors(broken, room_units, room_members),
            room_units=room_units,
            room_members=room_members,
            left_cost=self._left(),
            must_place=np.array([block.host is not None for block in self.blocks], dtype=bool),
            clash=clash,
            parameters=self.index.problem.parameters,
            costs=self.index.problem.costs,
            alike=self._alike(clash | np.diag(broken), room_units, room_members),
        )

    def _alike(self, clash: Bools, room_units: Ints, room_members: Ints) -> Ints:
        """Number the items so that those share a number which nothing in the problem tells apart."""
        counts_members = self._members_may_bind(room_units, room_members)
        lonely = self._lonely_branches()
        numbers: dict[object, int] = {}
        found = []
        for item, block in enumerate(self.blocks):
            unit = self.index.units[block.units[0]]
            alone = len(block.units) == 1 and block.host is None and not clash[item].any()
            free = not self.index.pairs_of.get(unit.id)
            today = True if unit.today in lonely else unit.today
            probationary = unit.probationary if counts_members else 0
            key = (
                (unit.lat, unit.lon, unit.grid, unit.chain, today, unit.full_members, probationary)
                if alone and free
                else unit.id
            )
            found.append(numbers.setdefault(key, len(numbers)))
        return np.array(found, dtype=np.int64)

    def _members_may_bind(self, room_units: Ints, room_members: Ints) -> bool:
        """Tell whether as many units as fit together could ever have too many members."""
        limits, most = self.index.problem.parameters, max((unit.members for unit in self.units), default=0)
        return limits.max_units * most > limits.max_members or bool((room_units * most > room_members).any())

    def _lonely_branches(self) -> frozenset[str | None]:
        """Name the branches of today that only one unit belongs to: nobody else could spare it the change."""
        here = Counter([*(unit.today for unit in self.units), *(anchor.today for anchor in self.anchors)])
        return frozenset(today for today, count in here.items() if today is not None and count == 1)

    def _sum(self, per_unit: Sequence[int]) -> Ints:
        return np.bincount(self.item_of, weights=per_unit, minlength=len(self.items)).astype(np.int64)

    def _by_item(self, per_unit: Floats) -> Floats:
        """Add the columns of units up to columns of items."""
        if len(self.items) == per_unit.shape[1]:
            return per_unit
        return np.add.reduceat(per_unit, [item[0] for item in self.items], axis=1)

    def _links(self, hosts: Sequence[Unit | Host]) -> Floats:
        """Price every unit at every host, shape (hosts, units); infinite beyond reach."""
        costs, limits = self.index.problem.costs, self.index.problem.parameters
        way = distance_matrix(_points(hosts), _points(self.units))
        same_grid = _codes(hosts, self.units, "grid")
        same_chain = _codes(hosts, self.units, "chain") & np.array(
            [bool(unit.chain) for unit in self.units], dtype=bool
        )
        has_today = np.array([unit.today is not None for unit in self.units], dtype=bool)
        moved = has_today & ~_codes(hosts, self.units, "today")
        price = way + costs.grid * ~same_grid + costs.chain * ~same_chain + costs.change * moved
        return np.where(way <= limits.max_way_m, price.astype(np.float64), np.inf)

    def _clashes(self) -> Bools:
        clash = np.zeros((len(self.items), len(self.items)), dtype=bool)
        for pair in self.index.problem.pairs:
            if pair.kind == "apart" and pair.a in self.number and pair.b in self.number:
                a, b = self.item_of[self.number[pair.a]], self.item_of[self.number[pair.b]]
                clash[a, b] = clash[b, a] = True
        return clash

    def _new_branches(self, broken: Bools, clash: Bools) -> tuple[Floats, Floats]:
        links = self._links(self.units)
        np.fill_diagonal(links, 0.0)
        reach = self._by_item(links)
        everyone = np.arange(len(self.units))
        base = reach[everyone, self.item_of] + self.index.problem.costs.branch
        reach[everyone, self.item_of] = np.inf
        reach[clash[self.item_of]] = np.inf
        for number, block in enumerate(self.blocks):
            self._restrict(number, block, bool(broken[number]), base, reach)
        return base, reach

    def _restrict(self, number: int, block: Block, broken: bool, base: Floats, reach: Floats) -> None:
        limits, units = self.index.problem.parameters, [self.index.units[unit] for unit in block.units]
        members = sum(unit.members for unit in units)
        too_big = len(units) > limits.max_units or members > limits.max_members
        if block.host is not None:
            led = [self.number[unit] for unit in block.units if unit != block.host]
            base[led] = np.inf
            if broken or not np.isfinite(base[self.number[block.host]]):
                problem = "有单位超出距离上限，或必须分开"
                raise ContradictionError(f"指定由 {block.host} 牵头的组（{'、'.join(block.units)}）", problem)
        elif broken or too_big:
            base[list(self.items[number])] = np.inf
        if block.host is not None or broken or too_big:
            reach[:, number] = np.inf

    def _room(self) -> tuple[Ints, Ints]:
        limits, settled = self.index.problem.parameters, self.arrangement.settled
        joined = {anchor.id: [u for u, host in settled.items() if host == anchor.id] for anchor in self.anchors}
        units = [limits.max_units - anchor.units - len(joined[anchor.id]) for anchor in self.anchors]
        members = [
            limits.max_members - anchor.members - sum(self.index.units[unit].members for unit in joined[anchor.id])
            for anchor in self.anchors
        ]
        return np.maximum(np.array(units, dtype=np.int64), 0), np.maximum(np.array(members, dtype=np.int64), 0)

    def _anchors(self, broken: Bools, room_units: Ints, room_members: Ints) -> Floats:
        if not self.anchors or not self.units:
            return np.full((len(self.items), len(self.anchors)), np.inf)
        cost = self._by_item(self._links(self.anchors)).T.copy()
        size, members = self._sum([1 for _ in self.units]), self._sum([unit.members for unit in self.units])
        led = np.array([block.host is not None for block in self.blocks], dtype=bool)
        cost[broken | led] = np.inf
        cost[(size[:, None] > room_units[None, :]) | (members[:, None] > room_members[None, :])] = np.inf
        for item, anchor in self._kept_from_anchors():
            cost[item, anchor] = np.inf
        return cost

    def _kept_from_anchors(self) -> list[tuple[int, int]]:
        """List the items that must stay apart from an anchor or from a unit settled there."""
        anchor_number = {anchor.id: number for number, anchor in enumerate(self.anchors)}
        found = []
        for pair in self.index.problem.pairs:
            for unit, other in ((pair.a, pair.b), (pair.b, pair.a)):
                place = self.arrangement.settled.get(other) or other
                if pair.kind == "apart" and unit in self.number and place in anchor_number:
                    found.append((int(self.item_of[self.number[unit]]), anchor_number[place]))
        return found

    def _left(self) -> Floats:
        prices = [float(sum(self.index.price_of_leaving(unit.id))) for unit in self.units]
        per_item: Floats = np.bincount(self.item_of, weights=prices, minlength=len(self.items)).astype(np.float64)
        led = [block.host is not None for block in self.blocks]
        return np.asarray(np.where(led, UNPLACED, per_item)) if led else per_item


def _points(places: Sequence[Unit | Host]) -> Floats:
    return np.array([(place.lat, place.lon) for place in places], dtype=np.float64).reshape(-1, 2)


def _codes(hosts: Sequence[Unit | Host], units: Sequence[Unit], field: str) -> Bools:
    """Compare one label of every host with that of every unit."""
    codes: dict[str | None, int] = {}
    rows = np.array([codes.setdefault(getattr(host, field), len(codes)) for host in hosts], dtype=np.int64)
    columns = np.array([codes.setdefault(getattr(unit, field), len(codes)) for unit in units], dtype=np.int64)
    return np.asarray(rows[:, None] == columns[None, :])
