"""Put two plans of the same problem side by side (方案比较)."""

from __future__ import annotations

from dataclasses import dataclass

from .cost import Parts
from .index import HostKind
from .plan import Plan


@dataclass(frozen=True, slots=True)
class Six:
    """The six lines in which plans are compared.

    branches: new joint branches; taken_in: units that existing branches take in; left: units left to the catch-all;
    longest_way in metres; changes: units placed otherwise than today; bare: new branches that end when one person leaves.
    """

    branches: int
    taken_in: int
    left: int
    longest_way: int
    changes: int
    bare: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A unit that two plans place differently."""

    unit: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans side by side; `cost` is None for plans of different profiles, whose costs mean different things."""

    before: Six
    after: Six
    cost: int | None
    parts: Parts | None
    moved: tuple[Moved, ...]


def six_lines(plan: Plan) -> Six:
    """Sum a plan up in six lines."""
    new = [group for group in plan.groups if group.kind is HostKind.NEW]
    return Six(
        branches=len(new),
        taken_in=sum(len(group.units) for group in plan.joined_existing),
        left=len(plan.left),
        longest_way=max((group.longest_way for group in plan.groups), default=0),
        changes=len(plan.changes),
        bare=sum(not group.stability.stands for group in new),
    )


def compare(before: Plan, after: Plan) -> Comparison:
    """Compare two plans: six lines each, the cost and its parts as after − before, and who is placed differently.

    Two groups of the same units under another host count as moved only for those whose companions change.
    """
    same = before.profile == after.profile
    return Comparison(
        before=six_lines(before),
        after=six_lines(after),
        cost=after.cost - before.cost if same else None,
        parts=after.parts - before.parts if same else None,
        moved=_moved(before, after),
    )


def _moved(before: Plan, after: Plan) -> tuple[Moved, ...]:
    first, second = _companions(before), _companions(after)
    units = [unit for unit in before.assignment if unit in after.assignment and first.get(unit) != second.get(unit)]
    return tuple(Moved(unit, before.assignment[unit], after.assignment[unit]) for unit in units)


def _companions(plan: Plan) -> dict[str, tuple[str | None, frozenset[str]]]:
    """Say with whom each unit stands; at an existing branch the host counts as well."""
    return {
        unit: (None if group.kind is HostKind.NEW else group.host, frozenset(group.units))
        for group in plan.groups
        for unit in group.units
    }
