"""Try one unit at another place: price, legality and resulting groups at once (试移一个单位)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .cost import Assignment, Parts, cost_of, group_parts
from .errors import InstanceError
from .index import HostKind, Index
from .legality import Broken, allows, broken_rules, units_by_host
from .problem import Problem

OWN = "own"


@dataclass(frozen=True, slots=True)
class TouchedGroup:
    """A branch as it stands after a move; empty `units` means that it is gone."""

    host: str
    units: tuple[str, ...]
    full_members: int
    members: int
    unit_count: int
    parts: Parts


@dataclass(frozen=True)
class Move:
    """What moving one unit does. delta: new cost less the old one; `broken` holds what the move newly breaks."""

    unit: str
    host: str | None
    assignment: Assignment
    delta: int
    parts: Parts
    broken: tuple[Broken, ...]
    groups: tuple[TouchedGroup, ...]

    @property
    def allowed(self) -> bool:
        """Tell whether a person may keep the move; soft rules may be exceeded (不得 只看硬性规则)."""
        return all(broken.soft for broken in self.broken)

    @property
    def exceeds(self) -> bool:
        """Tell whether the move is allowed only because a person may exceed a soft rule (一般)."""
        return self.allowed and bool(self.broken)


def evaluate_move(problem: Problem, assignment: Assignment, unit_id: str, target: str | None) -> Move:
    """Price one move. target: a host, any unit of the group to join, the unit's own id or OWN, or None for catch-all.

    A group that loses its host is led by the cheapest of the rest. Raises InstanceError for unknown ids and for units
    that keep their own branch.
    """
    return Trial(problem, assignment).move(unit_id, target)


def alternatives(problem: Problem, assignment: Assignment, unit_id: str, *, count: int = 3) -> tuple[Move, ...]:
    """List the cheapest other places of a unit that break no hard rule (为何不去别处)."""
    trial = Trial(problem, assignment)
    moves = [trial.move(unit_id, target) for target in trial.targets(unit_id)]
    legal = [move for move in moves if move.allowed]
    return tuple(sorted(legal, key=lambda move: (move.delta, move.host or ""))[:count])


class Trial:
    """Moves tried against one plan; keep it while the same plan is on the page."""

    def __init__(self, problem: Problem, assignment: Assignment) -> None:
        self.index = Index(problem)
        self.assignment = dict(assignment)
        self.cost = cost_of(self.index, self.assignment).total
        self.broken = set(broken_rules(self.index, self.assignment))

    def targets(self, unit_id: str) -> list[str | None]:
        """List the hosts in reach other than today's, and the catch-all branch."""
        placed = units_by_host(self.index, self.assignment)
        standing = [host for host in self.index.hosts.values() if host.kind is not HostKind.NEW or host.id in placed]
        hosts = [host.id for host in standing if self.index.may_take_in(host)]
        near = [host for host in hosts if self.index.within_reach(unit_id, host)]
        options: list[str | None] = [*near, None]
        return [host for host in options if host != self.assignment[unit_id]]

    def move(self, unit_id: str, target: str | None) -> Move:
        """Price one move."""
        self._refuse_unknown(unit_id, target)
        host = self._host(unit_id, target)
        before = self.assignment
        after = {**before, unit_id: host}
        if host is not None and self.index.is_small(host):
            after[host] = host
        for left_host in dict.fromkeys([before[unit_id], before.get(host or "")]):
            after |= self._led_anew(left_host, after)
        parts = cost_of(self.index, after)
        broken = tuple(found for found in broken_rules(self.index, after) if found not in self.broken)
        return Move(unit_id, host, after, parts.total - self.cost, parts, broken, self._touched(before, after))

    def _refuse_unknown(self, unit_id: str, target: str | None) -> None:
        if unit_id not in self.index.units:
            raise InstanceError(unit_id, "不在题目里")
        if not self.index.is_small(unit_id):
            raise InstanceError(unit_id, "有自己的支部，不参加拼组", "请改选其他单位。")
        if target not in (None, OWN) and target not in self.index.hosts:
            raise InstanceError(str(target), "不在题目里")

    def _host(self, unit_id: str, target: str | None) -> str | None:
        if target is None:
            return None
        if target in (OWN, unit_id):
            return unit_id
        is_led = self.index.is_small(target)
        return (self.assignment[target] or target) if is_led else target

    def _led_anew(self, old_host: str | None, after: dict[str, str | None]) -> dict[str, str | None]:
        """Let the rest of a group be led by the cheapest of them when its host has gone."""
        if old_host is None or not self.index.is_small(old_host) or after[old_host] == old_host:
            return {}
        rest = [unit for unit, host in after.items() if host == old_host]
        if not rest:
            return {}
        legal = [unit for unit in rest if allows(self.index, unit, rest)] or rest
        return dict.fromkeys(rest, min(legal, key=lambda unit: group_parts(self.index, unit, rest).total))

    def _touched(self, before: Assignment, after: Assignment) -> tuple[TouchedGroup, ...]:
        moved = [unit for unit in after if after[unit] != before[unit]]
        hosts = dict.fromkeys(place for unit in moved for place in (after[unit], before[unit]) if place is not None)
        placed = units_by_host(self.index, after)
        return tuple(self._group(host, placed.get(host, [])) for host in hosts)

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
