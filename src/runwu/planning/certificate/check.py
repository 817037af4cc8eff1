"""Check a plan without the solver: its groups, its cost, and that nothing cheaper is possible (独立核验)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .ground import ForcedLike, LockLike, Settled, settle
from .proof import ProofError, check_park
from .rules import cost_of, faults_of
from .view import View

if TYPE_CHECKING:
    from ..joint_branches.plan import Plan
    from ..joint_branches.problem import Problem
    from .values import Certificate


def check_plan(
    problem: Problem, plan: Plan, *, locked: Sequence[LockLike] = (), forced: Sequence[ForcedLike] = ()
) -> tuple[str, ...]:
    """List what is wrong with a plan and its proof; an empty tuple means that both hold.

    locked, forced: what a person had settled when the plan was made; rules that a person exceeded there stay aside.
    """
    settled = settle(problem, locked, forced)
    faults = [*_group_faults(plan), *faults_of(problem, plan.assignment, settled)]
    if faults:
        return tuple(faults)
    cost = cost_of(problem, plan.assignment)
    if cost != plan.cost:
        faults.append(f"the plan costs {cost}, not {plan.cost}")
    if plan.bound > plan.cost:
        faults.append(f"the bound {plan.bound} lies above the cost {plan.cost}")
    return (*faults, *check_bound(problem, plan.certificate, plan.bound, settled))


def check_bound(
    problem: Problem, certificate: Certificate, bound: int, settled: Settled | None = None
) -> tuple[str, ...]:
    """List what is wrong with the proof of a bound."""
    settled = settled or settle(problem, (), ())
    faults = [] if certificate.bound == bound else [f"the parks' bounds add up to {certificate.bound}, not {bound}"]
    if [proof.park for proof in certificate.parks] != [park.id for park in problem.parks]:
        return (*faults, "the proofs do not cover the parks")
    for proof in certificate.parks:
        try:
            check_park(View(problem, proof.park, settled), proof)
        except (ProofError, IndexError) as error:
            faults.append(f"{proof.park}: {error}")
    return tuple(faults)


def _group_faults(plan: Plan) -> list[str]:
    """Compare the plan's groups with its assignment: nobody twice, nobody missing, nobody elsewhere."""
    seen: dict[str, str | None] = {}
    faults = []
    listed = [(unit, group.host) for group in plan.groups for unit in group.units]
    for unit, host in [*listed, *((left.unit, None) for left in plan.left)]:
        if unit in seen:
            faults.append(f"{unit} stands in two groups")
        seen[unit] = host
    return faults + _differences(seen, plan.assignment)


def _differences(seen: Mapping[str, str | None], assignment: Mapping[str, str | None]) -> list[str]:
    absent = [unit for unit, host in assignment.items() if unit not in seen and host != unit]
    moved = [unit for unit, host in seen.items() if assignment.get(unit, "") != host]
    return [f"{unit} is in no group" for unit in absent] + [f"{unit} is assigned elsewhere" for unit in moved]
