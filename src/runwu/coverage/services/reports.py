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


def report_of_plan(index: Index, plan: Plan) -> Document:
    """Write the report of a computed plan as JSON."""
    proof = {"bound": plan.bound, "ended": str(plan.ended), "seconds": round(plan.seconds, 1)}
    return report_of(index, plan.assignment, proof=proof, baseline=plan.baseline.cost)


def report_of(
    index: Index,
    assignment: Mapping[str, str | None],
    *,
    proof: Mapping[str, Any],
    baseline: int | None,
    by_person: frozenset[str] = frozenset(),
) -> Document:
    """Write the report of any assignment; the bound of the computation stays valid whoever changes the groups."""
    parts = cost_of(index, assignment)
    return _as_json(
        {
            **proof,
            "cost": parts.total,
            "gap": gap_of(parts.total, proof["bound"]),
            "parts": asdict(parts),
            "baseline": baseline,
            "groups": [_group(group) for group in groups_of(index, assignment)],
            "left": [asdict(left) for left in left_units(index, assignment, by_person)],
            "changes": [asdict(change) for change in changes_of(index, assignment)],
            "broken": [_broken(broken) for broken in broken_rules(index, assignment)],
        }
    )


def _group(group: Any) -> Document:
    return {**asdict(group), "exceeded": [_broken(broken) for broken in group.exceeded]}


def _broken(broken: Any) -> Document:
    return {**asdict(broken), "soft": broken.soft, "clause": broken.clause}


def _as_json(document: Document) -> Document:
    written: Document = json.loads(json.dumps(document, default=str))
    return written
