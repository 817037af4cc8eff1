"""Turn an assignment into a plan that explains itself (方案说明)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count

from ..certificate.values import Certificate
from .cost import Assignment, cost_of, group_parts
from .index import HostKind, Index
from .leftovers import left_units
from .legality import broken_at, units_by_host
from .limits import Ended, Watch, gap_of
from .plan import Baseline, Change, Group, ParkShare, Placement, Plan
from .stability import stability_of
from .wording import why_group

ORDER = {HostKind.NEW: 0, HostKind.BIG: 1, HostKind.BRANCH: 2}


def build_plan(
    index: Index,
    assignment: Mapping[str, str | None],
    parks: tuple[ParkShare, ...],
    certificate: Certificate,
    baseline: Baseline,
    *,
    seed: int,
    watch: Watch,
    by_person: frozenset[str] = frozenset(),
) -> Plan:
    """Price and explain an assignment; `parks` brings the proven bounds."""
    parts = cost_of(index, assignment)
    bound = sum(park.bound for park in parks)
    if parts.total != sum(park.cost for park in parks):
        raise ArithmeticError(f"the parks' costs do not add up to {parts.total}")
    return Plan(
        name=index.problem.name,
        profile=index.problem.profile,
        seed=seed,
        cost=parts.total,
        parts=parts,
        bound=bound,
        gap=gap_of(parts.total, bound),
        seconds=watch.elapsed(),
        ended=ended_of(parks),
        assignment=assignment,
        groups=groups_of(index, assignment),
        left=left_units(index, assignment, by_person),
        changes=changes_of(index, assignment),
        parks=parks,
        baseline=baseline,
        certificate=certificate,
    )


def ended_of(parks: tuple[ParkShare, ...]) -> Ended:
    """Name the gravest reason among the parks."""
    reasons = {park.ended for park in parks}
    order = (Ended.CANCELLED, Ended.TIME, Ended.LIMIT)
    return next((reason for reason in order if reason in reasons), Ended.PROVEN)


def groups_of(index: Index, assignment: Assignment) -> tuple[Group, ...]:
    """Describe every branch that the assignment forms or fills, park by park; letters start anew in each park."""
    placed = units_by_host(index, assignment)
    rank = {host: number for number, host in enumerate(index.hosts)}
    groups = []
    for park in index.problem.parks:
        here = [host for host in placed if index.park_of(host) == park.id]
        here.sort(key=lambda host: (ORDER[index.hosts[host].kind], rank[host]))
        groups += [
            _group(index, assignment, host, placed[host], letter) for host, letter in zip(here, letters(), strict=False)
        ]
    return tuple(groups)


def letters() -> Iterator[str]:
    """Count A … Z, AA, AB …"""
    for number in count():
        name, rest = "", number
        while rest >= 0:
            name, rest = chr(ord("A") + rest % 26) + name, rest // 26 - 1
        yield name


def _group(index: Index, assignment: Assignment, host_id: str, unit_ids: list[str], letter: str) -> Group:
    host = index.hosts[host_id]
    units = [index.units[unit] for unit in unit_ids]
    ordered = sorted(unit_ids, key=lambda unit: unit != host_id)
    placements = tuple(Placement(unit, index.link(unit, host_id)) for unit in ordered)
    return Group(
        letter=letter,
        park=host.park,
        host=host_id,
        kind=host.kind,
        units=tuple(ordered),
        unit_count=host.units + len(units),
        full_members=host.full_members + sum(unit.full_members for unit in units),
        members=host.members + sum(unit.members for unit in units),
        longest_way=max(placement.link.way for placement in placements),
        placements=placements,
        parts=group_parts(index, host_id, unit_ids),
        why=why_group(index, host_id, unit_ids),
        stability=stability_of(index, assignment, host_id, unit_ids),
        exceeded=tuple(broken_at(index, host_id, unit_ids)),
    )


def changes_of(index: Index, assignment: Assignment) -> tuple[Change, ...]:
    """List what is different from today, unit by unit."""
    return tuple(change for unit in index.small for change in _change(index, unit.id, assignment[unit.id]))


def _change(index: Index, unit_id: str, host_id: str | None) -> list[Change]:
    today = index.units[unit_id].today
    if host_id is None:
        return [] if today is None else [Change(unit_id, "leaves", today, None)]
    if today is None:
        return [Change(unit_id, "joins", None, host_id)]
    return [] if index.hosts[host_id].today == today else [Change(unit_id, "moves", today, host_id)]
