"""Small problems: the plan equals brute force, and the checker finds nothing."""

from dataclasses import asdict

import pytest

from runwu.planning.joint_branches import Ended, solve

from .checker import faults_of, parts_of
from .exhaustive import cheapest
from .instances import random_problem


@pytest.mark.parametrize("seed", range(240))
def test_a_small_problem_is_solved_as_cheaply_as_by_brute_force(seed: int) -> None:
    problem = random_problem(seed, 3 + seed % 7)

    plan = solve(problem)

    assert (plan.cost, plan.bound, plan.ended) == (cheapest(problem), plan.cost, Ended.PROVEN)
    assert asdict(plan.parts) == parts_of(problem, plan.assignment)
    assert faults_of(problem, plan.assignment) == []


@pytest.mark.parametrize("seed", range(1000, 1016))
def test_twelve_units_are_solved_as_cheaply_as_by_brute_force(seed: int) -> None:
    problem = random_problem(seed, 12, big=0.0 if seed % 2 else 0.2)

    plan = solve(problem)

    assert (plan.cost, plan.bound) == (cheapest(problem), plan.cost)
    assert faults_of(problem, plan.assignment) == []


@pytest.mark.parametrize("seed", range(2000, 2012))
def test_ten_and_eleven_units_are_solved_as_cheaply_as_by_brute_force(seed: int) -> None:
    problem = random_problem(seed, 10 + seed % 2, big=0.0 if seed % 3 else 0.2)

    plan = solve(problem)

    assert (plan.cost, plan.bound) == (cheapest(problem), plan.cost)
    assert faults_of(problem, plan.assignment) == []
