"""Price changes of one plan by what they touch (增量试算): the same figures as `cost_of` and `broken_rules`, at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .cost import Assignment, Parts, cost_of, group_parts, left_parts
from .index import Index
from .legality import Broken, allows, broken_at, broken_pair, broken_rules, units_by_host
from .problem import Pair, Problem

Placing = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class TouchedGroup:
    """A branch as it stands after a change; empty `units` means that it is gone."""

    host: str
    units: tuple[str, ...]
    full_members: int
    members: int
    unit_count: int
    parts: Parts


@dataclass(frozen=True)
class Outcome:
    """What a change of places does. delta: new cost less the old one; `broken` holds what it newly breaks."""

    assignment: Assignment
    delta: int
    parts: Parts
    broken: tuple[Broken, ...]
    groups: tuple[TouchedGroup, ...]


class Books:
    """One assignment with its groups and price; every change is priced against it. Build it once per plan shown."""

    def __init__(self, problem: Problem | Index, assignment: Assignment) -> None:
        self.index = problem if isinstance(problem, Index) else Index(problem)
        self.assignment = dict(assignment)
        self.placed = units_by_host(self.index, self.assignment)
        self.parts = cost_of(self.index, self.assignment)
        self.broken = set(broken_rules(self.index, self.assignment))
        self.rank = {unit.id: number for number, unit in enumerate(self.index.small)}

    @property
    def cost(self) -> int:
        """Return the price of the plan as it is."""
        return self.parts.total

    def held(self, host: str | None, changes: Placing | None = None) -> list[str]:
        """List who stands at a host, after some changes, in the order of the problem."""
        now = self.placed.get(host, []) if host is not None else []
        if not changes or host is None:
            return list(now)
        stay = [unit for unit in now if changes.get(unit, host) == host]
        come = [unit for unit, place in changes.items() if place == host and unit not in now]
        return sorted([*stay, *come], key=self.rank.__getitem__)

    def led_anew(self, changes: dict[str, str | None]) -> dict[str, str | None]:
        """Complete changes: a host that somebody joins leads, and a group whose host has gone is led by its cheapest."""
        changes = dict(changes)
        for host in [place for place in changes.values() if place is not None and self.index.is_small(place)]:
            if changes.get(host, self.assignment[host]) is None or self._is_elsewhere(host, changes):
                changes[host] = host
        old = dict.fromkeys(self.assignment[unit] for unit in changes)
        for host in [host for host in old if host is not None and self.index.is_small(host)]:
            rest = self.held(host, changes) if self._is_elsewhere(host, changes) else []
            changes |= dict.fromkeys(rest, self.leader(rest)) if rest else {}
        return changes

    def _is_elsewhere(self, host: str, changes: Placing) -> bool:
        return changes.get(host, self.assignment[host]) != host

    def leader(self, units: list[str]) -> str:
        """Choose who leads these units: the cheapest of those who may."""
        legal = [unit for unit in units if allows(self.index, unit, units)] or units
        return min(legal, key=lambda unit: group_parts(self.index, unit, units).total)

    def price(self, changes: Placing) -> Parts:
        """Price what the touched places cost after the changes, less what they cost before."""
        total = Parts()
        for host in self._hosts(changes):
            now, then = self.held(host), self.held(host, changes)
            total += group_parts(self.index, host, then) if then else Parts()
            total -= group_parts(self.index, host, now) if now else Parts()
        for unit, place in changes.items():
            if (place is None) != (self.assignment[unit] is None):
                total = total + left_parts(self.index, unit) if place is None else total - left_parts(self.index, unit)
        return total

    def _hosts(self, changes: Placing) -> list[str]:
        moved = [unit for unit, place in changes.items() if place != self.assignment[unit]]
        places = dict.fromkeys(place for unit in moved for place in (changes[unit], self.assignment[unit]))
        return [place for place in places if place is not None]

    def newly_broken(self, changes: Placing) -> tuple[Broken, ...]:
        """List what the changes break that was not broken before."""
        found = [broken for host in self._in_order(changes) for broken in self._at(host, changes)]
        after = {**self.assignment, **changes}
        found += [broken for pair in self._pairs(changes) for broken in broken_pair(self.index, after, pair)]
        return tuple(broken for broken in found if broken not in self.broken)

    def _in_order(self, changes: Placing) -> list[str]:
        return sorted(
            self._hosts(changes), key=lambda host: min(map(self.rank.__getitem__, self.held(host, changes)), default=0)
        )

    def _at(self, host: str, changes: Placing) -> list[Broken]:
        units = self.held(host, changes)
        return broken_at(self.index, host, units) if units else []

    def _pairs(self, changes: Placing) -> list[Pair]:
        return list(dict.fromkeys(pair for unit in changes for pair in self.index.pairs_of.get(unit, ())))

    def outcome(self, changes: Placing) -> Outcome:
        """Price and judge changes."""
        parts = self.price(changes)
        after = {**self.assignment, **changes}
        groups = tuple(self._group(host, self.held(host, changes)) for host in self._hosts(changes))
        return Outcome(after, parts.total, self.parts + parts, self.newly_broken(changes), groups)

    def _group(self, host_id: str, unit_ids: Iterable[str]) -> TouchedGroup:
        host, units = self.index.hosts[host_id], [self.index.units[unit] for unit in unit_ids]
        return TouchedGroup(
            host=host_id,
            units=tuple(unit.id for unit in units),
            full_members=host.full_members + sum(unit.full_members for unit in units),
            members=host.members + sum(unit.members for unit in units),
            unit_count=host.units + len(units),
            parts=group_parts(self.index, host_id, [unit.id for unit in units]) if units else Parts(),
        )
