"""Who is left to the catch-all (暂不具备条件) or not looked at, why, and what would bring each of them in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from runwu.coverage.models import FormationPlan, PlanAlternative
from runwu.coverage.selectors.reason_lines import Clause, clauses_of
from runwu.coverage.services.decisions import decisions_of, problem_of
from runwu.coverage.services.unit_facts import Why
from runwu.planning.joint_branches.entering import Need, NeedKind, needs_of
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.ties import together_blocks
from runwu.rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One change after which an enterprise could be placed, and the clause behind the limit.

    of_members: the enterprises whose members it counts, so that their rows can be opened.
    """

    words: str
    clauses: Sequence[Clause] = ()
    of_members: Sequence[str] = ()


def need_lines(
    row: PlanAlternative, units: Sequence[str], approximate: Mapping[str, str], book: Rulebook | None
) -> dict[str, list[NeedLine]]:
    """Return what would bring left enterprises in, by their ids: each line alone would do.

    It takes some milliseconds for each of them, so a page asks for those that it shows.
    """
    if not units:
        return {}
    decisions = decisions_of(row)
    closed = frozenset({*decisions.locked, *decisions.caught})
    index = Index(problem_of(row))
    blocks = {entry: block for block in together_blocks(index.hosts, index.problem.pairs) for entry in block}
    found = needs_of(index, row.assignment, list(units), closed=closed)
    return {
        unit: [
            *(
                NeedLine(need.text, clauses_of(book, need.parameter), _counted((unit, *blocks[unit]), need))
                for need in needs
            ),
            *([NeedLine(_("位置按厂房或网格中心估算，补登坐标后距离可能不同"))] if unit in approximate else []),
        ]
        for unit, needs in found.items()
    }


def _counted(block: Sequence[str], need: Need) -> tuple[str, ...]:
    """Name the enterprises whose members a need counts; none where it speaks of a way, a size or a pair."""
    return tuple(dict.fromkeys((*block, *need.others))) if need.kind is NeedKind.FULL_MEMBERS else ()


def left_out_lines(plan: FormationPlan, book: Rulebook | None) -> list[dict[str, Any]]:
    """Return the enterprises with members that a plan does not look at, each with the reason and its clause."""
    return [
        {
            "id": row["id"],
            "name": row["name"],
            "why": Why(row["why"]).label,
            "clauses": clauses_of(book, Why(row["why"]).parameter),
        }
        for row in plan.notes.get("left_out", ())
    ]
