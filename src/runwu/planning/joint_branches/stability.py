"""What happens to a new joint branch when any one person leaves, and the cheapest way to mend it (稳定性)."""

from __future__ import annotations

from collections.abc import Iterator

from .cost import Assignment, group_parts, left_parts
from .index import Host, HostKind, Index
from .legality import allows, units_by_host
from .plan import Alternative, Leaving, Stability
from .ties import together_blocks

NEAREST = 20


def stability_of(index: Index, assignment: Assignment, host_id: str, unit_ids: list[str]) -> Stability:
    """Ask for every unit of a branch what one full member leaving it would do."""
    host = index.hosts[host_id]
    full = host.full_members + sum(index.units[unit].full_members for unit in unit_ids)
    stands = full - 1 >= index.problem.parameters.min_full
    people = [unit for unit in unit_ids if index.units[unit].full_members]
    mended = host.kind is HostKind.NEW and not stands
    leavings = [
        Leaving(unit, full - 1, stands, _cheapest(index, assignment, host_id, unit) if mended else None)
        for unit in people
    ]
    return Stability(stands, tuple(leavings))


def _cheapest(index: Index, assignment: Assignment, host_id: str, unit_id: str) -> Alternative | None:
    return _Mending(index, assignment, host_id, unit_id).cheapest()


class _Mending:
    """One branch after one person has left it."""

    def __init__(self, index: Index, assignment: Assignment, host_id: str, unit_id: str) -> None:
        self.before = index
        self.after = index.after_one_leaves(unit_id)
        self.placed = units_by_host(index, assignment)
        self.assignment = assignment
        self.old_host = host_id
        self.old_units = self.placed[host_id]
        self.rest = [unit for unit in self.old_units if unit in self.after.units]
        self.old_cost = group_parts(index, host_id, self.old_units).total

    def cheapest(self) -> Alternative | None:
        """Compare taking one neighbour in with dissolving the branch."""
        options = [*self._taking_in(), *self._dissolving()]
        return min(options, key=lambda option: (option.delta, option.moves), default=None)

    def _taking_in(self) -> Iterator[Alternative]:
        for unit in self._neighbours():
            cost, host = self._best_host([*self.rest, unit])
            home = self.assignment[unit]
            released = self._released(unit, home)
            if host is not None and released is not None:
                moves = tuple((moved, host) for moved in [unit, *(self.rest if host != self.old_host else [])])
                name = self.after.units[unit].name
                yield Alternative("join", moves, cost - self.old_cost - released, f"由{name}加入")

    def _neighbours(self) -> list[str]:
        """List the nearest units outside that are tied to nobody and lead nobody."""
        host = self.rest[0] if self.rest else self.old_host
        park = self.before.park_of(host)
        outside = [
            unit.id
            for unit in self.after.small
            if unit.park == park and unit.id not in self.rest and self.assignment[unit.id] != unit.id
        ]
        way = self.after.ways.of(host)
        return sorted(outside, key=lambda unit: (way[unit], unit))[:NEAREST]

    def _best_host(self, units: list[str]) -> tuple[int, str | None]:
        legal = [host for host in units if allows(self.after, host, units)]
        return min(((group_parts(self.after, host, units).total, host) for host in legal), default=(0, None))

    def _released(self, unit: str, home: str | None) -> int | None:
        """Price what its old place saves when a unit moves away; None when the old place would not stand."""
        if home is None:
            return left_parts(self.after, unit).total
        others = [other for other in self.placed[home] if other != unit]
        if others and not allows(self.after, home, others):
            return None
        saved = group_parts(self.after, home, self.placed[home]).total
        return saved - (group_parts(self.after, home, others).total if others else 0)

    def _dissolving(self) -> Iterator[Alternative]:
        """Send each unit to the cheapest place with room, the dearest to leave first."""
        held = {host: list(units) for host, units in self.placed.items() if host != self.old_host}
        total, moves = 0, []
        for block in self._blocks():
            price, place = self._cheapest_place(block, held)
            total += price
            moves += [(unit, place) for unit in block]
            if place is not None:
                held[place] = [*held.get(place, []), *block]
        yield Alternative("dissolve", tuple(moves), total - self.old_cost, "撤销后各单位就近并入或兜底")

    def _blocks(self) -> list[list[str]]:
        inside = set(self.rest)
        pairs = [pair for unit in self.rest for pair in self.after.pairs_of[unit] if {pair.a, pair.b} <= inside]
        blocks = [list(block) for block in together_blocks(self.rest, pairs)]
        return sorted(blocks, key=lambda block: (-sum(left_parts(self.after, unit).total for unit in block), block))

    def _cheapest_place(self, block: list[str], held: dict[str, list[str]]) -> tuple[int, str | None]:
        options: list[tuple[int, str | None]] = [(sum(left_parts(self.after, unit).total for unit in block), None)]
        for host in self._near(block):
            now = held.get(host.id, [])
            open_ = host.kind is not HostKind.NEW or now
            if open_ and allows(self.after, host.id, [*now, *block]):
                dearer = group_parts(self.after, host.id, [*now, *block]).total
                options.append((dearer - (group_parts(self.after, host.id, now).total if now else 0), host.id))
        return min(options, key=lambda option: (option[0], option[1] or ""))

    def _near(self, block: list[str]) -> list[Host]:
        """List the hosts that everybody of the block reaches."""
        most, hosts = self.after.problem.parameters.max_way_m, self.after.hosts
        ways = [self.after.ways.of(unit) for unit in block]
        near = [host for host in ways[0] if host in hosts and all(way[host] <= most for way in ways)]
        return [hosts[host] for host in near]
