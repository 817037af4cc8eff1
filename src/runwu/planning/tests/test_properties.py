"""What must hold for every problem, whatever its figures."""

import random
from dataclasses import replace

import pytest

from runwu.planning.joint_branches import Ended, Limits, Pair, Problem, Progress, solve
from runwu.planning.joint_branches.cost import cost_of
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.legality import broken_rules

from .checker import faults_of, parts_of
from .instances import random_problem

SEEDS = range(4000, 4015)


def relabelled(problem: Problem, seed: int) -> Problem:
    """Shuffle the units and give them other ids."""
    names = {unit.id: f"单位-{unit.id}" for unit in problem.units} | {
        branch.id: branch.id for branch in problem.branches
    }
    units = [replace(unit, id=names[unit.id]) for unit in problem.units]
    random.Random(seed).shuffle(units)
    pairs = tuple(replace(pair, a=names[pair.a], b=names[pair.b]) for pair in problem.pairs)
    return replace(problem, units=tuple(units), pairs=pairs)


def with_another_pair(problem: Problem, seed: int) -> Problem:
    """Keep two more units apart."""
    a, b = random.Random(seed).sample([unit.id for unit in problem.units], 2)
    return replace(problem, pairs=(Pair("apart", a, b, "示例"),))


@pytest.mark.parametrize("seed", SEEDS)
def test_other_ids_and_another_order_do_not_change_the_cost(seed: int) -> None:
    problem = random_problem(seed, 14, span=1500)

    assert solve(relabelled(problem, seed)).cost == solve(problem).cost


@pytest.mark.parametrize("seed", SEEDS)
def test_another_pair_never_lowers_the_cost(seed: int) -> None:
    problem = random_problem(seed, 14, span=1500, pairs=0)

    assert solve(with_another_pair(problem, seed)).cost >= solve(problem).cost


@pytest.mark.parametrize("seed", SEEDS)
def test_a_longer_way_never_raises_the_cost(seed: int) -> None:
    problem = random_problem(seed, 14, span=4000)
    wider = replace(problem, parameters=replace(problem.parameters, max_way_m=2500))

    assert solve(wider).cost <= solve(problem).cost


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_input_gives_the_same_plan(seed: int) -> None:
    problem = random_problem(seed, 25, span=1500)

    first, second = solve(problem, seed=seed), solve(problem, seed=seed)

    assert replace(first, seconds=0) == replace(second, seconds=0)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_clerks_plan_is_legal_and_never_cheaper(seed: int) -> None:
    problem = random_problem(seed, 20, span=1500)

    plan = solve(problem)

    assert plan.baseline.cost >= plan.cost
    assert faults_of(problem, plan.baseline.assignment) == []
    assert sum(parts_of(problem, plan.baseline.assignment).values()) == plan.baseline.cost


@pytest.mark.parametrize("seed", SEEDS)
def test_our_own_rules_and_prices_agree_with_the_checker_on_any_assignment(seed: int) -> None:
    problem = random_problem(seed, 9)
    dice = random.Random(seed)
    big = {unit.id for unit in problem.units if unit.full_members >= 3}
    hosts = [*(unit.id for unit in problem.units), *(branch.id for branch in problem.branches), None]
    drawn = {unit.id: unit.id if unit.id in big else dice.choice(hosts) for unit in problem.units}

    index = Index(problem)

    assert cost_of(index, drawn).total == sum(parts_of(problem, drawn).values())
    assert bool(broken_rules(index, drawn)) == bool(faults_of(problem, drawn))


def test_no_time_at_all_still_gives_a_legal_plan_with_its_gap() -> None:
    problem = random_problem(1, 40, span=1500, parks=1)

    plan = solve(problem, limits=Limits(seconds=0))

    assert plan.ended is Ended.TIME
    assert faults_of(problem, plan.assignment) == []
    assert 0 < plan.bound <= solve(problem).cost <= plan.cost


def test_a_cancelled_run_gives_what_it_has() -> None:
    problem = random_problem(1, 40, span=1500, parks=1)

    plan = solve(problem, cancelled=lambda: True)

    assert plan.ended is Ended.CANCELLED
    assert faults_of(problem, plan.assignment) == []


def test_progress_tells_cost_and_bound_as_they_close_in() -> None:
    told: list[Progress] = []

    plan = solve(random_problem(2, 40, span=1500, parks=2, branches=1), progress=told.append)

    assert {step.parks for step in told} == {2}
    assert [step.bound for step in told] == sorted(step.bound for step in told)
    assert all(step.bound <= plan.cost <= step.cost for step in told)
