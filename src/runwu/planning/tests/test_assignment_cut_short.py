"""An assignment that somebody ends early: complete, legal, and told apart from the cheapest by a bound that holds."""

import itertools

import pytest

from runwu.planning.assignment import solve, what_if

from .test_assignment import cheapest, drawn


@pytest.mark.parametrize("seed", range(60))
def test_ended_early_it_is_legal_complete_and_says_how_far_it_may_be_from_the_best(seed: int) -> None:
    problem = drawn(seed, firms=6, parks=1 + seed % 2)
    asked = itertools.count()

    plan = solve(problem, enough=lambda: next(asked) >= seed % 5)

    assert plan.cut_short
    assert set(plan.assignment) == {firm.id for firm in problem.firms}
    assert plan.bound <= cheapest(problem) <= plan.cost
    held = list(plan.assignment.values())
    assert all(held.count(one.id) <= one.room for one in problem.contacts)


def test_asked_for_nothing_else_it_goes_on_to_the_end() -> None:
    problem = drawn(3)

    assert solve(problem, enough=lambda: False).assignment == solve(problem).assignment
    assert not solve(problem, enough=lambda: False).cut_short


def test_other_limits_are_told_as_far_as_they_were_solved() -> None:
    problem = drawn(3)
    plan = solve(problem)
    asked = itertools.count()

    found = what_if(problem, plan, enough=lambda: next(asked) > len(problem.firms))

    assert [one.change for one in found] == [-1]
