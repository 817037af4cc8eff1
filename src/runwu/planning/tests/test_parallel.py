"""Parks side by side in several processes: the same answer as one after the other."""

from dataclasses import replace

from runwu.planning.certificate.check import check_plan
from runwu.planning.joint_branches import Ended, Progress, solve

from .instances import random_problem

PROBLEM = random_problem(5, 45, parks=3, branches=3, span=1500, big=0.1, limit=5)


def test_two_processes_give_the_plan_of_one_and_tell_how_they_get_on() -> None:
    told: list[Progress] = []

    side_by_side = solve(PROBLEM, workers=2, progress=told.append)

    assert replace(side_by_side, seconds=0) == replace(solve(PROBLEM), seconds=0)
    assert check_plan(PROBLEM, side_by_side) == ()
    assert (told[-1].park, told[-1].parks, told[-1].cost) == (3, 3, side_by_side.cost)
    assert [step.bound for step in told] == sorted(step.bound for step in told)


def test_a_run_in_several_processes_can_be_cancelled() -> None:
    plan = solve(PROBLEM, workers=2, cancelled=lambda: True)

    assert plan.ended in {Ended.CANCELLED, Ended.PROVEN}
    assert check_plan(PROBLEM, plan) == ()
