"""An independent checker: recomputes cost and rules of an answer from the problem, sharing no code with the planner."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from runwu.planning.joint_branches import Problem

RADIUS = 6_371_000


def places_of(problem: Problem) -> dict[str, Any]:
    """Look up units and branches by id."""
    places: dict[str, Any] = {unit.id: unit for unit in problem.units}
    for branch in problem.branches:
        places[branch.id] = branch
    return places


def metres(a: Any, b: Any) -> int:
    """Measure by the great-circle formula in its haversine form, with atan2 instead of asin."""
    phi_a, phi_b = math.radians(a.lat), math.radians(b.lat)
    d_phi, d_lambda = phi_b - phi_a, math.radians(b.lon) - math.radians(a.lon)
    h = math.sin(d_phi / 2) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(d_lambda / 2) ** 2
    return round(RADIUS * 2 * math.atan2(math.sqrt(h), math.sqrt(1 - h)))


def price_at(problem: Problem, unit: Any, host: Any) -> dict[str, int]:
    """Price one unit at a host other than itself: way and change."""
    costs = problem.costs
    way = metres(unit, host)
    way += costs.grid if unit.grid != host.grid else 0
    way += 0 if unit.chain is not None and unit.chain == host.chain else costs.chain
    return {"way": way, "change": costs.change if unit.today is not None and unit.today != host.today else 0}


def parts_of(problem: Problem, assignment: Mapping[str, str | None]) -> dict[str, int]:
    """Recompute the five parts of the cost."""
    costs, least = problem.costs, problem.parameters.min_full
    places = places_of(problem)
    parts = dict.fromkeys(("branch", "way", "three", "change", "left"), 0)
    led: dict[str, int] = defaultdict(int)
    for unit in problem.units:
        host = assignment[unit.id]
        if unit.full_members >= least:
            continue
        if host is None:
            parts["left"] += costs.left * unit.full_members
            parts["change"] += costs.change if unit.today is not None else 0
            continue
        if host != unit.id:
            for name, price in price_at(problem, unit, places[host]).items():
                parts[name] += price
        if host in {other.id for other in problem.units if other.full_members < least}:
            led[host] += unit.full_members
    parts["branch"] = costs.branch * len(led)
    parts["three"] = costs.three * sum(full == least for full in led.values())
    return parts


def faults_of(problem: Problem, assignment: Mapping[str, str | None]) -> list[str]:
    """List every broken rule, in words; an empty list means that the answer is legal."""
    if set(assignment) != {unit.id for unit in problem.units}:
        return ["the answer does not cover the units"]
    faults = [fault for unit in problem.units for fault in _unit_faults(problem, assignment, unit)]
    holders = {host for host in assignment.values() if host is not None} | {branch.id for branch in problem.branches}
    faults += [fault for host in sorted(holders) for fault in _host_faults(problem, assignment, host)]
    return faults + _pair_faults(problem, assignment)


def _unit_faults(problem: Problem, assignment: Mapping[str, str | None], unit: Any) -> list[str]:
    host_id, limits = assignment[unit.id], problem.parameters
    if unit.full_members >= limits.min_full:
        return [] if host_id == unit.id else [f"{unit.id} must keep its own branch"]
    if host_id is None:
        return []
    places = places_of(problem)
    host, faults = places[host_id], []
    if host.park != unit.park:
        faults.append(f"{unit.id} left its park")
    if metres(unit, host) > limits.max_way_m:
        faults.append(f"{unit.id} goes too far")
    if host_id in assignment and assignment[host_id] != host_id:
        faults.append(f"{host_id} hosts {unit.id} but is elsewhere")
    return faults


def _host_faults(problem: Problem, assignment: Mapping[str, str | None], host_id: str) -> list[str]:
    limits, faults = problem.parameters, []
    joined = [unit for unit in problem.units if assignment[unit.id] == host_id and unit.id != host_id]
    host = places_of(problem)[host_id]
    existing = host in problem.branches
    big = not existing and host.full_members >= limits.min_full
    units = len(joined) + (host.units if existing else 1)
    members = sum(u.full_members + u.probationary for u in joined)
    members += host.members if existing else host.full_members + host.probationary
    full = sum(u.full_members for u in joined) + host.full_members
    if big and joined and not limits.big_units_may_take_in:
        faults.append(f"{host_id} may not take in")
    if not existing and full < limits.min_full:
        faults.append(f"{host_id} has {full} full members")
    if joined and units > limits.max_units:
        faults.append(f"{host_id} has {units} units")
    if members > limits.max_members and (joined or not (existing or big)):
        faults.append(f"{host_id} has {members} members")
    return faults


def _pair_faults(problem: Problem, assignment: Mapping[str, str | None]) -> list[str]:
    places = {**{branch.id: branch.id for branch in problem.branches}, **assignment}
    faults = []
    for pair in problem.pairs:
        same = places[pair.a] == places[pair.b]
        if pair.kind == "together" and not same:
            faults.append(f"{pair.a} and {pair.b} are not together")
        if pair.kind == "apart" and same and places[pair.a] is not None:
            faults.append(f"{pair.a} and {pair.b} are not apart")
    return faults
