"""Problems of 13 to 40 units: another model in another solver confirms optimum and bound."""

from dataclasses import asdict

import pytest

from runwu.planning.joint_branches import solve

from .checker import faults_of, parts_of
from .compact import other_solver
from .instances import random_problem

SOLVED_BY_BOTH = [(seed, 13 + seed % 10) for seed in range(2000, 2030)]
LARGER = [(seed, 23 + seed % 18) for seed in range(2030, 2050)]


@pytest.mark.parametrize(("seed", "count"), SOLVED_BY_BOTH)
def test_another_solver_finds_the_same_optimum(seed: int, count: int) -> None:
    problem = random_problem(seed, count, limit=5)

    plan = solve(problem)
    other = other_solver(problem, work=60)

    assert (other.cost, other.proven) == (plan.cost, True)
    assert plan.bound == plan.cost
    assert faults_of(problem, plan.assignment) == []


@pytest.mark.parametrize(("seed", "count"), LARGER)
def test_another_solver_neither_beats_the_plan_nor_contradicts_its_bound(seed: int, count: int) -> None:
    problem = random_problem(seed, count, branches=3, pairs=6, span=300 + 100 * (seed % 17), members=50)

    plan = solve(problem)
    other = other_solver(problem, work=2)

    assert plan.bound <= other.cost
    assert other.bound <= plan.cost
    assert plan.bound == plan.cost
    assert asdict(plan.parts) == parts_of(problem, plan.assignment)
    assert faults_of(problem, plan.assignment) == []
