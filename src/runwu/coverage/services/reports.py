"""A plan's report as it is stored: price, proof, groups, who is left, what changes (测算说明)."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from runwu.planning.joint_branches.cost import cost_of
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.leftovers import left_units
from runwu.planning.joint_branches.legality import broken_rules
from runwu.planning.joint_branches.limits import gap_of
from runwu.planning.joint_branches.plan import Plan
from runwu.planning.joint_branches.report import changes_of, groups_of

Document = dict[str, Any]


def report_of_plan(
    index: Index,
    plan: Plan,
    *,
    by_person: frozenset[str] = frozenset(),
    letters: Mapping[str, str] | None = None,
) -> Document:
    """Write the report of a computed plan as JSON; `letters` are those that its groups have elsewhere, by host."""
    proof = {"bound": plan.bound, "ended": str(plan.ended), "seconds": round(plan.seconds, 1)}
    baseline = plan.baseline.cost
    return report_of(index, plan.assignment, proof=proof, baseline=baseline, by_person=by_person, letters=letters)


def report_of(
    index: Index,
    assignment: Mapping[str, str | None],
    *,
    proof: Mapping[str, Any],
    baseline: int | None,
    by_person: frozenset[str] = frozenset(),
    letters: Mapping[str, str] | None = None,
) -> Document:
    """Write the report of any assignment. `proof`: what is proven about it (bound, ended, seconds)."""
    parts = cost_of(index, assignment)
    return _as_json(
        {
            **proof,
            "cost": parts.total,
            "gap": None if proof["bound"] is None else gap_of(parts.total, proof["bound"]),
            "parts": asdict(parts),
            "baseline": baseline,
            "groups": _groups(index, assignment, letters or {}),
            "left": [asdict(left) for left in left_units(index, assignment, by_person)],
            "changes": [asdict(change) for change in changes_of(index, assignment)],
            "broken": [_broken(broken) for broken in broken_rules(index, assignment)],
        }
    )


def _groups(index: Index, assignment: Mapping[str, str | None], letters: Mapping[str, str]) -> list[Document]:
    """Describe the groups in the order of their letters; without letters given, in the planner's order."""
    groups = [_group(group) for group in groups_of(index, assignment)]
    for group in groups:
        group["letter"] = letters.get(group["host"], group["letter"])
    return sorted(groups, key=lambda group: (len(group["letter"]), group["letter"])) if letters else groups


def _group(group: Any) -> Document:
    return {**asdict(group), "exceeded": [_broken(broken) for broken in group.exceeded]}


def _broken(broken: Any) -> Document:
    return {**asdict(broken), "soft": broken.soft, "clause": broken.clause}


def _as_json(document: Document) -> Document:
    written: Document = json.loads(json.dumps(document, default=str))
    return written
