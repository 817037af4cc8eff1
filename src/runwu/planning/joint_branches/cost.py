"""The cost of an assignment and its five parts (费用与五项构成)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from .index import HostKind, Index

Assignment = Mapping[str, str | None]
"""Unit id → host id, the unit's own id when it is its own host, or None for the catch-all branch (兜底)."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The five parts of a cost, in points: new branches, ways with grid and chain, bare threes, changes, left over."""

    branch: int = 0
    way: int = 0
    three: int = 0
    change: int = 0
    left: int = 0

    @property
    def total(self) -> int:
        """Add the five parts."""
        return self.branch + self.way + self.three + self.change + self.left

    def __add__(self, other: Parts) -> Parts:
        return Parts(
            self.branch + other.branch,
            self.way + other.way,
            self.three + other.three,
            self.change + other.change,
            self.left + other.left,
        )

    def __sub__(self, other: Parts) -> Parts:
        return Parts(
            self.branch - other.branch,
            self.way - other.way,
            self.three - other.three,
            self.change - other.change,
            self.left - other.left,
        )


def cost_of(index: Index, assignment: Assignment) -> Parts:
    """Price an assignment, legal or not; units with their own branch cost nothing."""
    placed: dict[str, list[str]] = defaultdict(list)
    parts = Parts()
    for unit_id, host_id in assignment.items():
        if host_id is None:
            parts += left_parts(index, unit_id)
        elif index.is_small(unit_id):
            placed[host_id].append(unit_id)
    return sum((group_parts(index, host_id, ids) for host_id, ids in placed.items()), parts)


def left_parts(index: Index, unit_id: str) -> Parts:
    """Price one unit left to the catch-all branch."""
    left, change = index.price_of_leaving(unit_id)
    return Parts(left=left, change=change)


def group_parts(index: Index, host_id: str, unit_ids: list[str]) -> Parts:
    """Price the units placed at one host; a new joint branch pays its own terms as well."""
    links = [index.link(unit_id, host_id) for unit_id in unit_ids]
    branch, three = _terms_of_new_branch(index, host_id, unit_ids)
    return Parts(
        branch=branch,
        way=sum(link.way + link.grid + link.chain for link in links),
        three=three,
        change=sum(link.change for link in links),
    )


def _terms_of_new_branch(index: Index, host_id: str, unit_ids: list[str]) -> tuple[int, int]:
    if index.hosts[host_id].kind is not HostKind.NEW:
        return 0, 0
    costs = index.problem.costs
    full = sum(index.units[unit_id].full_members for unit_id in unit_ids)
    return costs.branch, costs.three if full == index.problem.parameters.min_full else 0
