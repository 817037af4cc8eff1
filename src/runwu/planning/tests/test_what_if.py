"""Plans solved anew around what is settled, and what if somebody leaves or joins."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from runwu.planning.joint_branches import (
    Forced,
    InstanceError,
    Lock,
    solve,
)
from runwu.planning.joint_branches.comparison import six_lines
from runwu.planning.joint_branches.desk import (
    Wishes,
    compare_assignments,
    facts_changed,
    person_joins,
    person_leaves,
    replan,
    six_lines_of,
)

from .checker import faults_of, parts_of
from .instances import branch, problem, random_problem, unit

WEST = [unit(f"w{n}", x=100 * n) for n in range(4)]
EAST = [unit(f"e{n}", x=900 + 100 * n) for n in range(3)]
ROW = problem(*WEST, *EAST, branches=(branch("k", units=5, full=9, x=450),))
PLAN = {**dict.fromkeys(["w0", "w1", "w2", "w3"], "w1"), **dict.fromkeys(["e0", "e1", "e2"], "e1")}


@pytest.mark.parametrize("seed", range(5400, 5420))
def test_re_planning_keeps_wishes_and_what_lies_outside_and_is_never_dearer(seed: int) -> None:
    drawn = random_problem(seed, 24, pairs=2)
    plan = solve(drawn)
    key = random.Random(seed).choice([member.id for member in drawn.units if member.full_members < 3])

    new = replan(drawn, plan.assignment, wishes=Wishes(forced=(Forced(key, None, "理由"),)), around=[key], most=10)

    outside = [unit for unit in plan.assignment if unit not in new.considered]
    assert new.assignment[key] is None
    assert faults_of(drawn, new.assignment) == []
    assert [new.assignment[unit] for unit in outside] == [plan.assignment[unit] for unit in outside]
    assert new.bound <= new.cost == sum(parts_of(drawn, new.assignment).values())


def test_re_planning_everything_without_wishes_finds_the_cheapest_plan() -> None:
    drawn = random_problem(77, 20)

    new = replan(drawn, {member.id: None for member in drawn.units})

    assert new.cost == solve(drawn).cost == new.bound


def test_locked_groups_stay_while_their_neighbours_are_solved_anew() -> None:
    locks = (Lock("e1", ("e0", "e1", "e2")),)

    new = replan(ROW, {**PLAN, "w3": None}, wishes=Wishes(locked=locks), around=["w3"])

    assert {new.assignment[key] for key in ("e0", "e1", "e2")} == {"e1"}
    assert new.assignment["w3"] == new.assignment["w0"]


def test_a_person_leaving_a_bare_three_ends_the_branch_and_says_what_changes() -> None:
    found = person_leaves(ROW, PLAN, "e2")

    assert [broken.rule for broken in found.broken] == ["full_members"]
    assert (found.gone, found.holds) == (("e2",), False)
    assert faults_of(found.problem, found.replanned.assignment) == []
    assert {moved.unit for moved in found.moved} >= {"e0", "e1"}


def test_a_third_full_member_gives_a_unit_its_own_branch() -> None:
    drawn = problem(unit("a", 2), unit("b"), unit("c"), unit("d"))
    plan = solve(drawn)

    found = person_joins(drawn, plan.assignment, "a")

    assert [(one.unit, one.reached, one.after) for one in found.thresholds] == [("a", True, 3)]
    assert found.replanned.assignment["a"] == "a"
    assert faults_of(found.problem, found.replanned.assignment) == []


def test_losing_the_third_member_puts_a_unit_up_for_a_joint_branch() -> None:
    drawn = problem(unit("a", 3), unit("b", x=5000), unit("c", x=5020))
    plan = solve(drawn)

    found = person_leaves(drawn, plan.assignment, "a")

    assert [(one.unit, one.reached) for one in found.thresholds] == [("a", False)]
    assert not found.holds
    assert faults_of(found.problem, found.replanned.assignment) == []


def test_nobody_leaves_who_is_not_there() -> None:
    with pytest.raises(InstanceError, match="w0"):
        person_leaves(ROW, PLAN, "w0", probationary=True)
    with pytest.raises(InstanceError, match="nobody"):
        person_joins(ROW, PLAN, "nobody")


@pytest.mark.parametrize("seed", range(5500, 5512))
def test_changed_facts_are_answered_by_a_legal_plan_that_moves_the_neighbourhood_only(seed: int) -> None:
    drawn = random_problem(seed, 20, pairs=2)
    plan = solve(drawn)
    dice = random.Random(seed)
    gone = dice.choice([member.id for member in drawn.units])
    come = replace(drawn.units[0], id="new", full_members=1)
    after = replace(
        drawn,
        units=(*(member for member in drawn.units if member.id != gone), come),
        pairs=tuple(pair for pair in drawn.pairs if gone not in (pair.a, pair.b)),
    )

    found = facts_changed(drawn, plan.assignment, after)

    assert (found.gone, found.new) == ((gone,), ("new",))
    assert faults_of(after, found.replanned.assignment) == []


def test_a_changed_limit_with_a_cap_plans_only_what_it_breaks() -> None:
    after = replace(ROW, parameters=replace(ROW.parameters, max_way_m=150))

    found = facts_changed(ROW, PLAN, after, cap=4)

    assert {end for one in found.broken for end in one.units} == {"w3"}
    assert set(found.replanned.considered) == {"w0", "w1", "w2", "w3"}
    assert found.partial


def test_a_cap_keeps_many_changes_from_freeing_everybody() -> None:
    after = replace(ROW, units=tuple(replace(one, name="另名") for one in ROW.units))

    few = facts_changed(ROW, PLAN, after, cap=2, most=2)
    every_one = facts_changed(ROW, PLAN, after)

    assert (len(few.replanned.considered), few.partial) == (4, True)
    assert (len(every_one.replanned.considered), every_one.partial) == (7, False)


def test_six_lines_agree_with_those_of_a_solved_plan() -> None:
    drawn = random_problem(81, 30)
    plan = solve(drawn)

    found = compare_assignments(drawn, plan.baseline.assignment, plan.assignment)

    assert six_lines_of(drawn, plan.assignment) == six_lines(plan) == found.after
    assert found.cost == plan.cost - plan.baseline.cost
