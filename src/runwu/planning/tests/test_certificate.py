"""Certificates: the checker accepts every real plan and refuses what was tampered with."""

import json
from dataclasses import replace
from typing import Any

import pytest

from runwu.planning.certificate.check import check_bound, check_plan
from runwu.planning.certificate.document import certificate_document, certificate_from_document
from runwu.planning.certificate.values import Dual, ParkProof
from runwu.planning.joint_branches import Forced, Limits, Lock, Plan, Problem, solve

from .instances import random_problem

SIZES = {seed: 3 + seed % 22 for seed in range(60)}
LIMITS = {
    "proven": Limits(),
    "without time": Limits(seconds=0),
    "without cuts": Limits(cut_rounds=0, columns=5),
    "without cases": Limits(cases=1),
}


def with_park(plan: Plan, park: ParkProof) -> Plan:
    """Put another proof in place of the first park's."""
    rest = plan.certificate.parks[1:]
    return replace(plan, certificate=replace(plan.certificate, parks=(park, *rest)))


def raised(plan: Plan, park: int) -> Plan:
    """Claim a bound higher by one for one park and for the plan."""
    parks = list(plan.certificate.parks)
    parks[park] = replace(parks[park], bound=parks[park].bound + 1)
    return replace(plan, bound=plan.bound + 1, certificate=replace(plan.certificate, parks=tuple(parks)))


def one_park(seed: int, count: int = 30) -> Problem:
    """Draw one dense park with branches."""
    return random_problem(seed, count, parks=1, branches=2, span=1500, big=0.1, limit=5)


@pytest.mark.parametrize("limits", LIMITS.values(), ids=LIMITS)
@pytest.mark.parametrize(("seed", "count"), SIZES.items())
def test_a_real_plan_is_accepted_and_refused_with_a_bound_raised_by_one(seed: int, count: int, limits: Limits) -> None:
    problem = random_problem(seed, count)

    plan = solve(problem, limits=limits)
    higher = raised(plan, seed % len(plan.parks))

    assert check_plan(problem, plan) == ()
    assert check_plan(problem, higher) != ()
    assert check_bound(problem, higher.certificate, higher.bound) != ()  # by its proof, not for lying above the cost


@pytest.mark.parametrize("seed", [3, 7])
def test_the_proof_of_a_proven_park_bears_no_bound_higher_by_one(seed: int) -> None:
    problem = one_park(seed, 60)

    plan = solve(problem)
    higher = raised(plan, 0)

    assert plan.proven
    assert check_bound(problem, plan.certificate, plan.bound) == ()
    assert check_bound(problem, higher.certificate, higher.bound) != ()


@pytest.mark.parametrize("seed", range(12))
def test_a_plan_around_locks_and_fixed_places_is_accepted(seed: int) -> None:
    problem = one_park(seed)
    first = solve(problem)
    lock = [Lock(group.host, group.units) for group in first.groups[:2]]
    free = [unit.id for group in first.groups[2:] for unit in problem.units if unit.id in group.units]
    forced = [Forced(free[0], None), Forced(free[-1], free[-1])] if len(free) > 1 else []

    plan = solve(problem, locked=lock, forced=forced)

    assert check_plan(problem, plan, locked=lock, forced=forced) == ()
    assert check_plan(problem, raised(plan, 0), locked=lock, forced=forced) != ()


def test_a_certificate_survives_json() -> None:
    plan = solve(one_park(3, 60))

    document: Any = json.loads(json.dumps(certificate_document(plan.certificate)))

    assert certificate_from_document(document) == plan.certificate


def test_a_certificate_of_another_schema_is_refused() -> None:
    document = certificate_document(solve(one_park(3, 5)).certificate) | {"schema": "other/1"}

    with pytest.raises(ValueError, match="certificate"):
        certificate_from_document(document)


def test_a_unit_in_two_groups_is_refused() -> None:
    problem = one_park(4)
    plan = solve(problem)
    first, second, *rest = plan.groups
    doubled = replace(first, units=(*first.units, second.units[-1]))

    faults = check_plan(problem, replace(plan, groups=(doubled, second, *rest)))

    assert f"{second.units[-1]} stands in two groups" in faults


def test_a_plan_beyond_reach_is_refused() -> None:
    problem = one_park(4)
    plan = solve(problem)
    near = replace(problem, parameters=replace(problem.parameters, max_way_m=10))

    assert any("cannot reach" in fault for fault in check_plan(near, plan))


def test_a_wrong_cost_is_refused() -> None:
    problem = one_park(4)
    plan = solve(problem)

    assert check_plan(problem, replace(plan, cost=plan.cost + 5)) != ()


def test_prices_below_zero_prove_nothing() -> None:
    problem = one_park(5)
    plan = solve(problem, limits=Limits(seconds=0))
    park = plan.certificate.parks[0]
    dear = Dual(tuple((unit, 10**12) for unit, _ in park.root.units))

    assert check_plan(problem, with_park(plan, replace(park, root=dear))) != ()


def test_a_negative_price_of_a_row_is_refused() -> None:
    problem = one_park(5)
    plan = solve(problem)
    park = plan.certificate.parks[0]
    cheated = replace(park, root=replace(park.root, room_units=((problem.branches[0].id, -5),)))

    assert check_plan(problem, with_park(plan, cheated)) != ()


def test_a_certificate_that_leaves_out_a_park_is_refused() -> None:
    problem = random_problem(8, 14, parks=2)
    plan = solve(problem)
    short = replace(plan.certificate, parks=plan.certificate.parks[:1])

    assert "the proofs do not cover the parks" in check_plan(problem, replace(plan, certificate=short))


def test_a_bound_that_no_proof_reaches_is_refused_before_any_group_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = one_park(1)
    plan = solve(problem)
    proof = plan.certificate.parks[0]
    beyond = with_park(plan, replace(proof, bound=proof.bound + 1_000, cases=None))
    monkeypatch.setattr("runwu.planning.certificate.proof.Lister", None)

    assert "p0: the prices do not reach the bound" in check_plan(problem, beyond)
