"""What would bring a left unit in (怎样才能编入): every place is tried, and what alone stands in the way is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from enum import StrEnum

from .cost import Assignment, group_parts, left_parts
from .index import Host, HostKind, Index
from .legality import PARAMETERS, units_by_host
from .ties import together_blocks


class NeedKind(StrEnum):
    """What alone stands in the way."""

    FULL_MEMBERS = "full_members"
    WAY = "way"
    UNITS = "units"
    MEMBERS = "members"
    APART = "apart"
    PRICE = "price"


@dataclass(frozen=True, slots=True)
class Need:
    """One change after which a unit could be placed.

    amount: full members still missing, or the limit (metres, units, members) with which it would fit, or by how much
    the score rises. host: where it would go, None for a branch of left units alone; `others` are left units with it.
    """

    kind: NeedKind
    amount: int
    host: str | None
    others: tuple[str, ...]
    text: str

    @property
    def parameter(self) -> str:
        """Name the dated rule behind the limit; empty where a pair or the score stands in the way."""
        rules = {str(rule): key for rule, key in PARAMETERS.items()}
        return rules.get(str(self.kind), "")


def needs_of(
    index: Index, assignment: Assignment, unit_ids: Iterable[str], *, closed: Set[str] = frozenset()
) -> dict[str, tuple[Need, ...]]:
    """List what would bring left units in, by unit: the least of each kind, members first.

    No rule is relaxed together with another, so that each line alone would do; empty where nothing alone does.
    closed: hosts and units that stay as they are, such as locked groups and those whom a person left.
    """
    placed = units_by_host(index, assignment)
    blocks = {unit: block for block in together_blocks(index.hosts, index.problem.pairs) for unit in block}
    order = list(NeedKind)
    return {
        unit: tuple(
            sorted(
                _Door(index, assignment, list(blocks[unit]), placed, closed).least(),
                key=lambda one: order.index(one.kind),
            )
        )
        for unit in unit_ids
    }


class _Door:
    def __init__(
        self, index: Index, assignment: Assignment, block: list[str], placed: dict[str, list[str]], closed: Set[str]
    ) -> None:
        self.index, self.assignment, self.block = index, assignment, block
        self.placed, self.closed = placed, closed
        self.park = index.park_of(block[0])
        self.limits = index.problem.parameters

    def least(self) -> list[Need]:
        """Return the smallest need of each kind."""
        best: dict[NeedKind, Need] = {}
        if all(unit in self.index.units and self.index.is_small(unit) for unit in self.block):
            for need in (*self._at_standing(), *self._among_left()):
                if need.kind not in best or _rank(need) < _rank(best[need.kind]):
                    best[need.kind] = need
        return list(best.values())

    def _at_standing(self) -> Iterator[Need]:
        """Try the branches that the plan has or fills."""
        for host in self.index.hosts.values():
            stands = host.kind is not HostKind.NEW or host.id in self.placed
            open_to = host.park == self.park and host.id not in self.closed and self.index.may_take_in(host)
            if stands and open_to and host.id not in self.block:
                found = list(self._faults(host))
                if not found:
                    yield self._price(host)
                elif len(found) == 1:
                    yield found[0]

    def _faults(self, host: Host) -> Iterator[Need]:
        now = self.placed.get(host.id, [])
        everyone, name, limits = [*now, *self.block], host.name, self.limits
        way = max(self.index.link(unit, host.id).way for unit in self.block)
        if way > limits.max_way_m:
            text = f"到{name} {way:,} 米，距离上限放到这个数（现为 {limits.max_way_m:,} 米）即可编入"
            yield Need(NeedKind.WAY, way, host.id, (), text)
        units = host.units + len(everyone)
        if units > limits.max_units:
            text = f"编入{name}后共 {units} 个单位，一般不超过 {limits.max_units} 个，由人决定超出即可编入"
            yield Need(NeedKind.UNITS, units, host.id, (), text)
        members = host.members + self._members(everyone)
        if members > limits.max_members:
            text = f"编入{name}后共有党员 {members} 名，一般不超过 {limits.max_members} 名，由人决定超出即可编入"
            yield Need(NeedKind.MEMBERS, members, host.id, (), text)
        kept_apart = self._apart_from({host.id, *now})
        if kept_apart:
            names = "、".join(self.index.hosts[one].name for one in kept_apart)
            yield Need(NeedKind.APART, len(kept_apart), host.id, (), f"取消与{names}分开的要求，即可编入{name}")

    def _price(self, host: Host) -> Need:
        now = self.placed.get(host.id, [])
        before = group_parts(self.index, host.id, now).total if now else 0
        more = group_parts(self.index, host.id, [*now, *self.block]).total - before - self._left(self.block)
        return Need(NeedKind.PRICE, more, host.id, (), f"编入{host.name}合规，综合评分 {more:+,}，由人调整即可编入")

    def _left(self, units: list[str]) -> int:
        return sum(left_parts(self.index, unit).total for unit in units)

    def _apart_from(self, others: Set[str]) -> list[str]:
        ends = {
            pair.b if pair.a == unit else pair.a
            for unit in self.block
            for pair in self.index.pairs_of[unit]
            if pair.kind == "apart"
        }
        return sorted(ends & others)

    def _among_left(self) -> Iterator[Need]:
        """Try a new branch with other units that are left, led by any of them; and what a longer way would bring."""
        free = [unit.id for unit in self.index.small if self._is_free(unit.id)]
        for leader in (*self.block, *free):
            if all(self.index.within_reach(unit, leader) for unit in self.block):
                near = [unit for unit in free if unit != leader and self.index.within_reach(unit, leader)]
                yield from self._short_of(leader, near)
        yield from self._farther(self.block[0], free)

    def _is_free(self, unit: str) -> bool:
        tied = any(pair.kind == "together" for pair in self.index.pairs_of[unit])
        left = self.assignment[unit] is None and self.index.units[unit].park == self.park
        return left and not tied and unit not in self.block and unit not in self.closed and not self._apart_from({unit})

    def _group(self, leader: str, pool: list[str]) -> list[str]:
        """Gather the block, its leader and the strongest others, as many as a branch covers."""
        start = list(dict.fromkeys([*self.block, leader]))
        ranked = sorted(pool, key=lambda unit: (-self.index.units[unit].full_members, unit))
        found = list(start)
        for unit in ranked:
            if len(found) < self.limits.max_units and self._gets_on(unit, found):
                found.append(unit)
        return found

    def _gets_on(self, unit: str, with_: list[str]) -> bool:
        """Tell whether a unit is kept apart from none of some others."""
        pairs = (pair for pair in self.index.pairs_of[unit] if pair.kind == "apart")
        return not any({pair.a, pair.b} & set(with_) for pair in pairs)

    def _members(self, units: list[str]) -> int:
        return sum(self.index.units[unit].members for unit in units)

    def _full(self, units: list[str]) -> int:
        return sum(self.index.units[unit].full_members for unit in units)

    def _short_of(self, leader: str, near: list[str]) -> Iterator[Need]:
        group = self._group(leader, near)
        others = tuple(unit for unit in group if unit not in self.block)
        short = self.limits.min_full - self._full(group)
        if short > 0 and self._members(group) + short <= self.limits.max_members:
            names = "、".join(self.index.hosts[unit].name for unit in (*self.block[1:], *others))
            alone = f"再有 {short} 名正式党员，即可单独成立党支部"
            text = f"与{names}合起来还差 {short} 名正式党员，补上即可联合组建" if names else alone
            yield Need(NeedKind.FULL_MEMBERS, short, None, others, text)

    def _farther(self, unit: str, free: list[str]) -> Iterator[Need]:
        """Say how far the way would have to reach for left units to form a branch with this one."""
        group = list(self.block)
        for other in sorted(free, key=lambda one: (self.index.link(one, unit).way, one)):
            if len(group) == self.limits.max_units or self._full(group) >= self.limits.min_full:
                break
            if self._gets_on(other, group):
                group.append(other)
        way = max((self.index.link(one, unit).way for one in group), default=0)
        fits = self._full(group) >= self.limits.min_full and self._members(group) <= self.limits.max_members
        if fits and way > self.limits.max_way_m:
            others = tuple(one for one in group if one not in self.block)
            names = "、".join(self.index.hosts[one].name for one in others)
            limit = self.limits.max_way_m
            text = f"与{names}相距最远 {way:,} 米，距离上限放到这个数（现为 {limit:,} 米）即可联合组建"
            yield Need(NeedKind.WAY, way, None, others, text)


def _rank(need: Need) -> tuple[int, int, str]:
    return (need.amount, len(need.others), need.host or "")
