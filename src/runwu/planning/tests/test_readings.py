"""The readings of the model, one by one."""

from typing import Any

import pytest

from runwu.planning.joint_branches import Pair, Parameters, Parts, Plan, solve
from runwu.planning.joint_branches.geometry import distance_m

from .instances import branch, costs, problem, unit

THREE = (unit("a"), unit("b", x=100), unit("c", x=200))


def solved(*units: Any, **fields: Any) -> Plan:
    """Solve a small problem."""
    return solve(problem(*units, **fields))


def test_the_way_is_a_great_circle_in_whole_metres() -> None:
    assert distance_m(20.0, 110.0, 20.0, 110.01) == 1045
    assert distance_m(0, 0, 0, 180) == 20_015_087


def test_three_units_in_a_row_are_led_by_the_one_in_the_middle() -> None:
    plan = solved(*THREE)

    assert dict(plan.assignment) == {"a": "b", "b": "b", "c": "b"}
    assert plan.parts.branch + plan.parts.three == 520
    assert plan.parts.way == 2 * 80 + sum(placement.link.way for placement in plan.groups[0].placements)


def test_two_chains_that_are_not_given_are_not_equal() -> None:
    plan = solved(unit("a"), unit("b"), unit("c"))

    assert plan.parts == Parts(branch=400, way=160, three=120)


def test_equal_chains_and_other_grids_are_priced() -> None:
    plan = solved(unit("a", 2, chain="医药"), unit("b", 2, chain="医药", grid="h"))

    assert plan.parts == Parts(branch=400, way=150)


def test_a_unit_whose_host_had_another_branch_pays_for_the_change() -> None:
    plan = solved(unit("a", 2, today="旧"), unit("b", 2))

    assert (dict(plan.assignment), plan.parts.change) == ({"a": "a", "b": "a"}, 0)


def test_both_hosts_dear_one_change_is_paid() -> None:
    plan = solved(unit("a", 2, today="旧"), unit("b", 2, today="另"))

    assert plan.parts.change == 100
    assert [(change.kind, change.today) for change in plan.changes] in ([("moves", "旧")], [("moves", "另")])


def test_a_unit_left_pays_for_its_members_and_for_losing_its_branch() -> None:
    plan = solved(unit("a", 2, today="旧"))

    assert plan.parts == Parts(left=6000, change=100)
    assert [(left.unit, left.code) for left in plan.left] == [("a", "nobody_within_reach")]
    assert [(change.kind, change.host) for change in plan.changes] == [("leaves", None)]


def test_a_unit_with_three_members_keeps_its_branch_and_costs_nothing() -> None:
    plan = solved(unit("a", 3, today="旧"))

    assert (plan.cost, dict(plan.assignment), plan.groups) == (0, {"a": "a"}, ())


def test_a_big_unit_takes_neighbours_in_without_a_new_branch() -> None:
    plan = solved(unit("a", 3, today="旧"), unit("b", 1, today="旧"), unit("c", 2))

    assert dict(plan.assignment) == {"a": "a", "b": "a", "c": "a"}
    assert plan.parts == Parts(way=160)
    assert plan.groups[0].unit_count == 3
    assert plan.groups[0].full_members == 6


def test_a_big_unit_counts_as_one_of_the_units() -> None:
    plan = solved(unit("a", 3), unit("b"), unit("c"), parameters=Parameters(max_units=2))

    assert sorted(place or "" for place in plan.assignment.values()) == ["", "a", "a"]


def test_the_members_of_a_big_unit_count_towards_the_most() -> None:
    plan = solved(unit("a", 49), unit("b", 1), unit("c", 1, probationary=1))

    assert dict(plan.assignment) == {"a": "a", "b": "a", "c": None}
    assert plan.left[0].code == "would_exceed"


def test_big_units_take_nobody_in_when_the_setting_says_so() -> None:
    plan = solved(unit("a", 3), unit("b"), parameters=Parameters(big_units_may_take_in=False))

    assert plan.assignment["b"] is None


def test_an_existing_branch_takes_in_as_many_units_as_it_has_room_for() -> None:
    plan = solved(unit("a"), unit("b"), branches=(branch("k", units=4),))

    assert sorted(place or "" for place in plan.assignment.values()) == ["", "k"]
    assert [left.code for left in plan.left] == ["would_exceed"]


def test_a_full_existing_branch_takes_nobody_in() -> None:
    plan = solved(unit("a"), branches=(branch("k", units=5),))

    assert plan.left[0].code == "would_exceed"


def test_the_way_may_be_as_long_as_the_limit_and_no_longer() -> None:
    way = distance_m(20, 110, 20, unit("b", x=700).lon)
    exact = solved(unit("a", 2), unit("b", 2, x=700), parameters=Parameters(max_way_m=way))
    short = solved(unit("a", 2), unit("b", 2, x=700), parameters=Parameters(max_way_m=way - 1))

    assert (len(exact.groups), len(short.groups)) == (1, 0)


def test_leaving_is_chosen_when_it_is_cheaper() -> None:
    plan = solved(*THREE, costs=costs(left=100))

    assert plan.parts == Parts(left=300)
    assert {left.code for left in plan.left} == {"dearer_than_leaving"}


def test_apart_does_not_bind_inside_the_catch_all() -> None:
    plan = solved(unit("a"), unit("b"), pairs=(Pair("apart", "a", "b"),))

    assert (plan.assignment["a"], plan.assignment["b"]) == (None, None)


def test_together_binds_inside_the_catch_all_too() -> None:
    far = unit("d", x=5000)
    plan = solved(*THREE, far, pairs=(Pair("together", "c", "d"),))

    assert set(plan.assignment.values()) == {None}


def test_a_unit_kept_from_everybody_near_is_left_for_that_reason() -> None:
    plan = solved(unit("a", 2), unit("b", 2), pairs=(Pair("apart", "a", "b"),))

    assert {left.code for left in plan.left} == {"kept_apart"}


def test_a_unit_tied_to_an_existing_branch_goes_there() -> None:
    plan = solved(*THREE, branches=(branch("k", x=1400),), pairs=(Pair("together", "a", "k"),))

    assert plan.assignment["a"] == "k"


def test_parks_are_planned_each_for_itself() -> None:
    from runwu.planning.joint_branches import Park

    parks = (Park("p", "示例园区"), Park("q", "另一园区"))
    plan = solved(unit("a"), unit("b"), unit("c", park="q"), parks=parks)

    assert set(plan.assignment.values()) == {None}


@pytest.mark.parametrize(("full", "three"), [(2, 120), (3, 0)])
def test_only_a_bare_three_pays_for_being_one(full: int, three: int) -> None:
    plan = solved(unit("a", 1), unit("b", full - 1), unit("c", 1))

    assert plan.parts.three == three
