"""Why a unit is left to the catch-all branch, found by relaxing one rule after the other (为何兜底)."""

from __future__ import annotations

from itertools import combinations

from .cost import Assignment, left_parts
from .index import Host, HostKind, Index
from .legality import allows, units_by_host
from .plan import LeftCode, LeftUnit
from .ties import together_blocks

PLACE_UNKNOWN = "位置未知，同一楼宇里又凑不成支部；补登位置后可重新测算"


def left_units(index: Index, assignment: Assignment, by_person: frozenset[str]) -> tuple[LeftUnit, ...]:
    """Explain every unit that the assignment leaves, in the order of the problem."""
    blocks = {unit: block for block in together_blocks(index.hosts, index.problem.pairs) for unit in block}
    desk = _Desk(index, assignment)
    unknown = {estimate.entry for estimate in index.problem.estimates if estimate.how == "unknown"}
    found = []
    for unit in index.small:
        if assignment[unit.id] is None:
            code = LeftCode.PERSON if unit.id in by_person else desk.code(list(blocks[unit.id]))
            text = PLACE_UNKNOWN if code is LeftCode.NOBODY and unit.id in unknown else _text(index, code)
            found.append(LeftUnit(unit.id, code, text, left_parts(index, unit.id)))
    return tuple(found)


def _text(index: Index, code: LeftCode) -> str:
    limits = index.problem.parameters
    texts = {
        LeftCode.NOBODY: f"{limits.max_way_m:,} 米内没有可加入的支部，也凑不够 {limits.min_full} 名正式党员",
        LeftCode.APART: "附近能凑到的单位都与它必须分开",
        LeftCode.EXCEEDS: f"附近的支部再加入就超过 {limits.max_units} 个单位或 {limits.max_members} 名党员",
        LeftCode.DEARER: "能够加入，但综合评分比兜底更高",
        LeftCode.PERSON: "由人指定暂由兜底支部管理",
    }
    return texts[code]


class _Desk:
    def __init__(self, index: Index, assignment: Assignment) -> None:
        self.index = index
        self.assignment = assignment
        self.placed = units_by_host(index, assignment)

    def code(self, block: list[str]) -> LeftCode:
        """Find the first rule that shuts every door."""
        doors = [host for host in self._reachable(block) if self._enough(host, self._pool(host, block), block)]
        if not doors:
            return LeftCode.NOBODY
        if self._tied_apart(block):
            return LeftCode.APART
        free = [host for host in doors if self._enough(host, self._not_apart(host, block), block)]
        if not free:
            return LeftCode.APART
        fits = any(self._fits(host, block) for host in free) or self._fits_among_left(free, block)
        return LeftCode.DEARER if fits else LeftCode.EXCEEDS

    def _reachable(self, block: list[str]) -> list[Host]:
        hosts = self.index.hosts.values()
        return [
            host
            for host in hosts
            if self.index.may_take_in(host) and all(self.index.within_reach(unit, host.id) for unit in block)
        ]

    def _pool(self, host: Host, block: list[str]) -> list[str]:
        """List the units that could stand at a new host together with the block."""
        others = [unit.id for unit in self.index.small if self.index.within_reach(unit.id, host.id)]
        return [*block, *(unit for unit in others if unit not in block)]

    def _enough(self, host: Host, pool: list[str], block: list[str]) -> bool:
        if host.kind is not HostKind.NEW:
            return bool(pool)
        full = sum(self.index.units[unit].full_members for unit in pool)
        return host.id in pool and full >= self.index.problem.parameters.min_full and len(block) <= len(pool)

    def _apart(self, a: str, b: str) -> bool:
        return any(pair.kind == "apart" and b in (pair.a, pair.b) for pair in self.index.pairs_of[a])

    def _tied_apart(self, block: list[str]) -> bool:
        return any(self._apart(a, b) for a, b in combinations(block, 2))

    def _not_apart(self, host: Host, block: list[str]) -> list[str]:
        if any(self._apart(unit, host.id) for unit in block if unit != host.id):
            return []
        pool = self._pool(host, block)
        return [other for other in pool if other in block or not any(self._apart(unit, other) for unit in block)]

    def _fits(self, host: Host, block: list[str]) -> bool:
        """Tell whether the block could simply be added at a branch of the plan."""
        now = self.placed.get(host.id, [])
        return (host.kind is not HostKind.NEW or bool(now)) and allows(self.index, host.id, [*now, *block])

    def _fits_among_left(self, hosts: list[Host], block: list[str]) -> bool:
        """Tell whether left units could form a branch with the block, the strongest of them first."""
        return any(self._left_branch(host, block) for host in hosts if host.kind is HostKind.NEW)

    def _left_branch(self, host: Host, block: list[str]) -> bool:
        start = list(dict.fromkeys([*block, host.id]))
        if any(self.assignment[unit] is not None for unit in start):
            return False
        others = [u for u in self._not_apart(host, block) if u not in start and self.assignment[u] is None]
        ranked = sorted(others, key=lambda unit: (-self.index.units[unit].full_members, unit))
        room = self.index.problem.parameters.max_units - len(start)
        return any(allows(self.index, host.id, [*start, *ranked[:count]]) for count in range(max(room, 0) + 1))
