"""What if everybody took one more, or one less (上限试算)."""

from __future__ import annotations

from dataclasses import dataclass

from ..joint_branches.errors import ContradictionError
from .plan import Plan
from .problem import Problem
from .solve import Enough, Watch, solve


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What another limit would cost; `cost` is None where what is fixed does not fit any more."""

    change: int
    cost: int | None = None
    bound: int | None = None
    left: int = 0
    longest: int = 0
    changed: int = 0


def what_if(
    problem: Problem,
    plan: Plan,
    *,
    changes: tuple[int, ...] = (-1, 1),
    watch: Watch | None = None,
    enough: Enough | None = None,
) -> tuple[WhatIf, ...]:
    """Solve the problem again under other limits: cost, who stays without, the greatest load, how many change hands.

    Once `enough()` says yes, only those limits are told of that were solved to their end.
    """
    found = [_what_if(problem, plan, change, watch, enough) for change in changes]
    return tuple(one for one in found if one is not None)


def _what_if(problem: Problem, plan: Plan, change: int, watch: Watch | None, enough: Enough | None) -> WhatIf | None:
    if enough is not None and enough():
        return None
    try:
        found = solve(problem.with_limits(change), watch=watch, enough=enough)
    except ContradictionError:
        return WhatIf(change)
    if found.cut_short:
        return None
    return WhatIf(
        change,
        found.cost,
        found.bound,
        left=len(found.left),
        longest=max((load.planned for load in found.loads), default=0),
        changed=sum(found.assignment[firm] != held for firm, held in plan.assignment.items()),
    )
