"""Problems that nobody would draw on purpose: a clear error, or a plan that says what it could not do."""

from dataclasses import replace

import pytest

from runwu.planning.certificate.check import check_plan
from runwu.planning.joint_branches import ContradictionError, Forced, LeftCode, Limits, Lock, Pair, solve

from .instances import problem, unit

FOUR = problem(*(unit(f"u{number}", x=100 * number) for number in range(4)))


def test_two_locks_that_share_a_unit_are_both_named() -> None:
    locks = [Lock("u0", ("u0", "u1", "u2")), Lock("u3", ("u3", "u2"))]

    with pytest.raises(ContradictionError) as refused:
        solve(FOUR, locked=locks)

    assert "锁定的组（u3）：与锁定的组（u0）矛盾，u2 已另有安排（u0）" in str(refused.value)


def test_a_lock_and_a_fixed_place_that_disagree_are_both_named() -> None:
    with pytest.raises(ContradictionError) as refused:
        solve(FOUR, locked=[Lock("u0", ("u0", "u1", "u2"))], forced=[Forced("u1", None)])

    assert "指定的去处（u1 → 兜底）：与锁定的组（u0）矛盾" in str(refused.value)


def test_two_fixed_places_of_one_unit_are_both_named() -> None:
    with pytest.raises(ContradictionError) as refused:
        solve(FOUR, forced=[Forced("u1", "u0"), Forced("u1", "u3")])

    assert "指定的去处（u1 → u3）：与指定的去处（u1 → u0）矛盾" in str(refused.value)


def test_a_place_in_a_locked_group_of_others_is_refused_with_both_named() -> None:
    with pytest.raises(ContradictionError) as refused:
        solve(FOUR, locked=[Lock("u0", ("u0", "u1", "u2"))], forced=[Forced("u3", "u0")])

    assert "指定的去处（u3 → u0）：与锁定的组（u0）矛盾，锁定的组不再接收别的单位" in str(refused.value)


def test_a_lock_over_two_who_must_be_apart_names_pair_and_lock() -> None:
    apart = replace(FOUR, pairs=(Pair("apart", "u0", "u1", "竞争"),))

    with pytest.raises(ContradictionError) as refused:
        solve(apart, locked=[Lock("u0", ("u0", "u1", "u2"))])

    assert "u0 与 u1：必须分开，却安排在同一处 u0（锁定的组（u0））" in str(refused.value)


def test_three_hundred_alike_units_on_one_spot_are_planned_and_proven() -> None:
    crowd = problem(*(unit(f"u{number}") for number in range(300)))

    plan = solve(crowd)

    assert (plan.cost, plan.bound, len(plan.groups)) == (43200, 43200, 60)
    assert check_plan(crowd, plan) == ()


def test_a_crowd_on_one_spot_without_time_is_never_planned_dearer_than_by_hand() -> None:
    crowd = problem(*(unit(f"u{number}", 1 + number % 2, today=f"t{number // 7}") for number in range(200)))

    plan = solve(crowd, limits=Limits(seconds=0))

    assert plan.cost <= plan.baseline.cost
    assert plan.gap is not None
    assert check_plan(crowd, plan) == ()


def test_units_too_far_from_each_other_are_all_left_with_the_reason() -> None:
    lonely = problem(*(unit(f"u{number}", x=2000 * number) for number in range(6)))

    plan = solve(lonely)

    assert plan.groups == ()
    assert {left.code for left in plan.left} == {LeftCode.NOBODY}
    assert plan.proven
