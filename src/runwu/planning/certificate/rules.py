"""Recompute cost and rules of an assignment from the words of the model (费用与规则的复算)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .ground import Settled, leaving, places_of, toll

if TYPE_CHECKING:
    from ..joint_branches.problem import Problem, Unit

Assignment = Mapping[str, str | None]


def cost_of(problem: Problem, assignment: Assignment) -> int:
    """Price a legal assignment."""
    places = places_of(problem)
    least, total = problem.parameters.min_full, 0
    led: dict[str, int] = defaultdict(int)
    for unit in _small(problem):
        host = assignment[unit.id]
        if host is None:
            total += leaving(problem, unit)
            continue
        total += 0 if host == unit.id else toll(problem, unit, places[host]) or 0
        if getattr(places[host], "units", None) is None and places[host].full_members < least:
            led[host] += unit.full_members
    return total + sum(problem.costs.branch + problem.costs.three * (full == least) for full in led.values())


def faults_of(problem: Problem, assignment: Assignment, settled: Settled) -> list[str]:
    """List every broken rule; the size of a branch counts only where nobody was placed there by a person."""
    if set(assignment) != {unit.id for unit in problem.units}:
        return ["the assignment does not cover the units"]
    strange = [host for host in assignment.values() if host is not None and host not in places_of(problem)]
    if strange:
        return [f"{strange[0]} is no unit or branch"]
    faults = _settled_faults(assignment, settled)
    faults += [fault for unit in problem.units for fault in _unit_faults(problem, assignment, unit)]
    faults += [fault for host in dict.fromkeys(filter(None, assignment.values()))
               for fault in _host_faults(problem, assignment, host, settled)]  # fmt: skip
    return faults + _pair_faults(problem, assignment)


def _small(problem: Problem) -> list[Unit]:
    return [unit for unit in problem.units if unit.full_members < problem.parameters.min_full]


def _settled_faults(assignment: Assignment, settled: Settled) -> list[str]:
    wanted = {**settled.places, **settled.led_by}
    return [f"{unit} is not where a person placed it" for unit, host in wanted.items() if assignment[unit] != host]


def _unit_faults(problem: Problem, assignment: Assignment, unit: Unit) -> list[str]:
    host = assignment[unit.id]
    if unit.full_members >= problem.parameters.min_full:
        return [] if host == unit.id else [f"{unit.id} has its own branch"]
    if host is None or host == unit.id:
        return []
    if toll(problem, unit, places_of(problem)[host]) is None:
        return [f"{unit.id} cannot reach {host}"]
    return [f"{host} leads {unit.id} but stands elsewhere"] if assignment.get(host, host) != host else []


def _host_faults(problem: Problem, assignment: Assignment, host: str, settled: Settled) -> list[str]:
    limits, place = problem.parameters, places_of(problem)[host]
    joined = [unit for unit in _small(problem) if assignment[unit.id] == host]
    stands = getattr(place, "units", 1 if place.full_members >= limits.min_full else 0)
    if not joined:
        return []
    full = sum(unit.full_members for unit in joined)
    members = sum(unit.members for unit in joined) + (place.members if stands or hasattr(place, "units") else 0)
    by_person = any(unit.id in settled.places or unit.id in settled.led_by for unit in joined)
    faults = []
    if not hasattr(place, "units") and not stands and full < limits.min_full:
        faults.append(f"{host} has {full} full members")
    if not by_person and (stands + len(joined) > limits.max_units or members > limits.max_members):
        faults.append(f"{host} is too large")
    if not hasattr(place, "units") and stands and not limits.big_units_may_take_in:
        faults.append(f"{host} may not take in")
    return faults if host not in settled.closed or set(_ids(joined)) <= set(settled.places) else [f"{host} is locked"]


def _ids(units: list[Unit]) -> list[str]:
    return [unit.id for unit in units]


def _pair_faults(problem: Problem, assignment: Assignment) -> list[str]:
    places = {**{branch.id: branch.id for branch in problem.branches}, **assignment}
    faults = []
    for pair in problem.pairs:
        one, other = places[pair.a], places[pair.b]
        if pair.kind == "together" and one != other:
            faults.append(f"{pair.a} and {pair.b} are not together")
        if pair.kind == "apart" and one == other and one is not None:
            faults.append(f"{pair.a} and {pair.b} are not apart")
    return faults
