"""Which rules an assignment breaks (是否合规): hard ones refuse it, soft ones a person may exceed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from .cost import Assignment
from .index import Host, HostKind, Index
from .problem import Pair


class Rule(StrEnum):
    """The rules of a plan."""

    FULL_MEMBERS = "full_members"
    MEMBERS = "members"
    UNITS = "units"
    WAY = "way"
    PARK = "park"
    APART = "apart"
    TOGETHER = "together"
    HOST = "host"
    TAKES_IN = "takes_in"
    LOCKED = "locked"
    REASON = "reason"


SOFT = frozenset({Rule.MEMBERS, Rule.UNITS})
CLAUSES = {
    Rule.FULL_MEMBERS: "支部工作条例 第四、五条",
    Rule.MEMBERS: "支部工作条例 第四条",
    Rule.UNITS: "支部工作条例 第五条",
    Rule.WAY: "园区设置",
    Rule.TAKES_IN: "园区设置",
}
PARAMETERS = {
    Rule.FULL_MEMBERS: "formation.joint_min_full_members",
    Rule.MEMBERS: "formation.max_members",
    Rule.UNITS: "formation.joint_max_units",
    Rule.WAY: "formation.joint_max_way",
}


@dataclass(frozen=True, slots=True)
class Broken:
    """One broken rule: the host and units it concerns, the figure found and the limit, and a Chinese sentence."""

    rule: Rule
    host: str | None
    units: tuple[str, ...]
    found: int
    limit: int
    text: str

    @property
    def soft(self) -> bool:
        """Tell whether a person may exceed this rule (一般)."""
        return self.rule in SOFT

    @property
    def clause(self) -> str:
        """Name the clause, empty where the rule comes from the plan itself."""
        return CLAUSES.get(self.rule, "")

    @property
    def parameter(self) -> str:
        """Name the dated rule behind the limit, under which its document and article stand; empty without one."""
        return PARAMETERS.get(self.rule, "")


def broken_rules(index: Index, assignment: Assignment) -> tuple[Broken, ...]:
    """List every rule that an assignment breaks, in the order of hosts; an empty tuple means it is legal."""
    placed = units_by_host(index, assignment)
    found = [broken for host_id, ids in placed.items() for broken in broken_at(index, host_id, ids)]
    found += [broken for pair in index.problem.pairs for broken in broken_pair(index, assignment, pair)]
    return tuple(found)


def units_by_host(index: Index, assignment: Assignment) -> dict[str, list[str]]:
    """Gather the small units placed at each host, in the order of the problem."""
    placed: dict[str, list[str]] = defaultdict(list)
    for unit in index.small:
        host_id = assignment[unit.id]
        if host_id is not None:
            placed[host_id].append(unit.id)
    return dict(placed)


def broken_at(index: Index, host_id: str, unit_ids: list[str]) -> list[Broken]:
    """List the rules broken by the units at one host, pairs left aside."""
    host = index.hosts[host_id]
    found = [broken for unit_id in unit_ids for broken in _broken_link(index, host, unit_id)]
    found += _broken_host(index, host, unit_ids)
    return found + _broken_size(index, host, unit_ids)


def _broken_link(index: Index, host: Host, unit_id: str) -> list[Broken]:
    unit, limit = index.units[unit_id], index.problem.parameters.max_way_m
    if unit.park != host.park:
        return [Broken(Rule.PARK, host.id, (unit_id,), 0, 0, f"{unit.name}与{host.name}不在同一个园区")]
    way = index.link(unit_id, host.id).way
    if way <= limit:
        return []
    return [Broken(Rule.WAY, host.id, (unit_id,), way, limit, f"{unit.name}到{host.name} {way} 米，上限 {limit} 米")]


def _broken_host(index: Index, host: Host, unit_ids: list[str]) -> list[Broken]:
    if not index.may_take_in(host):
        text = f"{host.name}有自己的支部，现行设置不由它接收邻近单位"
        return [Broken(Rule.TAKES_IN, host.id, tuple(unit_ids), 0, 0, text)]
    if host.kind is HostKind.NEW and host.id not in unit_ids:
        return [Broken(Rule.HOST, host.id, tuple(unit_ids), 0, 0, f"{host.name}自己不在它牵头的支部里")]
    return []


def _broken_size(index: Index, host: Host, unit_ids: list[str]) -> list[Broken]:
    limits, units = index.problem.parameters, [index.units[unit_id] for unit_id in unit_ids]
    ids = tuple(unit_ids)
    found = []
    full = sum(unit.full_members for unit in units)
    if host.kind is HostKind.NEW and full < limits.min_full:
        text = f"{host.name}牵头的支部只有正式党员 {full} 名，至少 {limits.min_full} 名"
        found.append(Broken(Rule.FULL_MEMBERS, host.id, ids, full, limits.min_full, text))
    members = host.members + sum(unit.members for unit in units)
    if members > limits.max_members:
        text = f"{host.name}处共有党员 {members} 名，一般不超过 {limits.max_members} 名"
        found.append(Broken(Rule.MEMBERS, host.id, ids, members, limits.max_members, text))
    count = host.units + len(units)
    if count > limits.max_units:
        text = f"{host.name}处共有 {count} 个单位，一般不超过 {limits.max_units} 个"
        found.append(Broken(Rule.UNITS, host.id, ids, count, limits.max_units, text))
    return found


def broken_pair(index: Index, assignment: Assignment, pair: Pair) -> list[Broken]:
    """Tell whether an assignment breaks one pair."""
    places = [place_of(index, assignment, end) for end in (pair.a, pair.b)]
    names = "与".join(index.hosts[end].name for end in (pair.a, pair.b))
    why = f"（{pair.reason}）" if pair.reason else ""
    if pair.kind == "together" and places[0] != places[1]:
        return [Broken(Rule.TOGETHER, None, (pair.a, pair.b), 0, 0, f"{names}必须在同一处{why}")]
    if pair.kind == "apart" and places[0] == places[1] is not None:
        return [Broken(Rule.APART, places[0], (pair.a, pair.b), 0, 0, f"{names}必须分开{why}")]
    return []


def place_of(index: Index, assignment: Assignment, entry: str) -> str | None:
    """Find the place of a unit or branch; whoever has its own branch stands at itself."""
    return assignment[entry] if index.hosts[entry].kind is HostKind.NEW else entry


def allows(index: Index, host_id: str, unit_ids: list[str]) -> bool:
    """Tell whether a host may hold exactly these units: every rule kept, soft ones too, and all ties respected."""
    if broken_at(index, host_id, unit_ids):
        return False
    everyone = {host_id, *unit_ids}
    pairs = [pair for unit_id in unit_ids for pair in index.pairs_of[unit_id]]
    return all((pair.a in everyone and pair.b in everyone) == (pair.kind == "together") for pair in pairs)
