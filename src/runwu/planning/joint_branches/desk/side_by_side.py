"""Compare any two assignments in six lines, computed or changed by hand (方案对比六行)."""

from __future__ import annotations

from ..comparison import Comparison, Moved, Six
from ..cost import Assignment, cost_of
from ..index import HostKind, Index
from ..legality import units_by_host
from ..problem import Problem
from ..report import changes_of
from .wishes import kept_places


def six_lines_of(problem: Problem | Index, assignment: Assignment) -> Six:
    """Sum an assignment up in the six lines of `comparison.six_lines`, without a solved plan."""
    index = problem if isinstance(problem, Index) else Index(problem)
    placed = units_by_host(index, assignment)
    new = [units for host, units in placed.items() if index.is_small(host)]
    least = index.problem.parameters.min_full
    return Six(
        branches=len(new),
        taken_in=sum(len(units) for host, units in placed.items() if not index.is_small(host)),
        left=sum(assignment[unit.id] is None for unit in index.small),
        longest_way=max((index.link(unit, host).way for host, units in placed.items() for unit in units), default=0),
        changes=len(changes_of(index, assignment)),
        bare=sum(sum(index.units[unit].full_members for unit in units) <= least for units in new),
    )


def compare_assignments(problem: Problem, before: Assignment, after: Assignment) -> Comparison:
    """Compare two assignments of one problem: six lines each, cost and parts as after − before, who stands otherwise.

    Costs are those of the problem's profile; a unit that an assignment does not know counts as left.
    """
    index = Index(problem)
    before, after = kept_places(problem, before), kept_places(problem, after)
    parts = cost_of(index, after) - cost_of(index, before)
    return Comparison(
        before=six_lines_of(index, before),
        after=six_lines_of(index, after),
        cost=parts.total,
        parts=parts,
        moved=moved_between(index, before, after),
    )


def moved_between(index: Index, before: Assignment, after: Assignment) -> tuple[Moved, ...]:
    """List the units whose companions or existing branch change, in the order of the problem."""
    first, second = _companions(index, before), _companions(index, after)
    known = [unit.id for unit in index.small if unit.id in before and unit.id in after]
    return tuple(Moved(unit, before[unit], after[unit]) for unit in known if first.get(unit) != second.get(unit))


def _companions(index: Index, assignment: Assignment) -> dict[str, tuple[str | None, frozenset[str]]]:
    placed: dict[str, list[str]] = {}
    for unit in index.small:
        host = assignment.get(unit.id)
        if host is not None:
            placed.setdefault(host, []).append(unit.id)
    return {
        unit: (host if host in index.hosts and index.hosts[host].kind is not HostKind.NEW else None, frozenset(units))
        for host, units in placed.items()
        for unit in units
    }
