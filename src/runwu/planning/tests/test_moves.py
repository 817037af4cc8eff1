"""Moves a person tries, and plans made around what a person has settled."""

import pytest

from runwu.planning.joint_branches import (
    OWN,
    ContradictionError,
    Forced,
    InstanceError,
    Lock,
    Pair,
    Problem,
    alternatives,
    evaluate_move,
    solve,
)

from .checker import faults_of, parts_of
from .instances import branch, problem, random_problem, unit

WEST = [unit(f"w{n}", x=100 * n) for n in range(4)]
EAST = [unit(f"e{n}", x=900 + 100 * n) for n in range(3)]
ROW = problem(*WEST, *EAST, branches=(branch("k", units=5, full=9, x=450),))
PLAN = {**dict.fromkeys(["w0", "w1", "w2", "w3"], "w1"), **dict.fromkeys(["e0", "e1", "e2"], "e1")}


def test_a_move_states_its_price_and_both_groups() -> None:
    move = evaluate_move(ROW, PLAN, "w3", "e1")

    assert move.delta == sum(parts_of(ROW, move.assignment).values()) - sum(parts_of(ROW, PLAN).values())
    assert {group.host: group.units for group in move.groups} == {
        "e1": ("w3", "e0", "e1", "e2"),
        "w1": ("w0", "w1", "w2"),
    }
    assert move.allowed


def test_a_move_that_leaves_too_few_members_behind_is_refused_by_rule() -> None:
    move = evaluate_move(ROW, PLAN, "e2", "w1")

    assert [broken.rule for broken in move.broken] == ["full_members"]
    assert move.broken[0].clause == "支部工作条例 第四、五条"
    assert not move.allowed


def test_who_must_stay_with_a_unit_moves_along_in_its_alternatives() -> None:
    tied = problem(*WEST, unit("w4", x=400), *EAST, pairs=(Pair("together", "w3", "w4", "示例理由"),))
    plan = {**PLAN, "w4": "w1"}

    plain = evaluate_move(tied, plan, "w3", "e1")
    best = alternatives(tied, plan, "w3")

    assert {broken.rule for broken in plain.broken} == {"together"}
    assert [(move.host, move.also) for move in best] == [("e1", (("w4", "e1"),)), (None, (("w4", None),))]
    assert [faults_of(tied, move.assignment) for move in best] == [[], []]


def test_a_unit_tied_to_a_branch_that_stands_has_no_alternatives() -> None:
    tied = problem(*WEST, branches=(branch("k", x=450),), pairs=(Pair("together", "w3", "k", "示例理由"),))
    plan = {**dict.fromkeys(["w0", "w1", "w2"], "w1"), "w3": "k"}

    assert alternatives(tied, plan, "w3") == ()


def test_a_person_may_exceed_the_number_of_units_but_it_is_marked() -> None:
    move = evaluate_move(ROW, PLAN, "w3", "k")

    assert (move.allowed, move.exceeds) == (True, True)
    assert [(broken.rule, broken.found, broken.limit) for broken in move.broken] == [("units", 6, 5)]


def test_a_way_that_is_too_long_is_not_a_soft_rule() -> None:
    far = problem(*ROW.units, unit("far", 2, x=3000), branches=ROW.branches)

    move = evaluate_move(far, {**PLAN, "far": None}, "far", "w1")

    assert [(broken.rule, move.allowed) for broken in move.broken] == [("way", False)]


def test_a_group_that_loses_its_host_is_led_by_the_cheapest_of_the_rest() -> None:
    move = evaluate_move(ROW, PLAN, "w1", None)

    assert {move.assignment[key] for key in ("w0", "w2", "w3")} == {"w2"}


def test_moving_to_any_unit_of_a_group_joins_the_group() -> None:
    assert evaluate_move(ROW, PLAN, "w3", "e0").host == "e1"


def test_moving_to_a_left_unit_opens_a_group_there() -> None:
    move = evaluate_move(ROW, {**PLAN, "w0": None}, "w3", "w0")

    assert (move.assignment["w0"], move.assignment["w3"]) == ("w0", "w0")
    assert [broken.rule for broken in move.broken if broken.host == "w0"] == ["full_members"]


def test_a_unit_alone_breaks_the_least_number() -> None:
    move = evaluate_move(ROW, PLAN, "w0", OWN)

    assert (move.host, [broken.rule for broken in move.broken]) == ("w0", ["full_members"])


def test_pairs_are_judged_with_their_reason() -> None:
    apart = problem(*ROW.units, branches=ROW.branches, pairs=(Pair("apart", "w3", "e0", "同业竞争"),))

    move = evaluate_move(apart, PLAN, "w3", "e1")

    assert "同业竞争" in move.broken[0].text


def test_what_was_broken_before_is_not_blamed_on_the_move() -> None:
    already = {**PLAN, "w3": "k"}

    move = evaluate_move(ROW, already, "e2", None)

    assert {broken.host for broken in move.broken} == {"e1"}


@pytest.mark.parametrize(("key", "target"), [("nobody", None), ("w0", "nobody")])
def test_unknown_ids_are_refused(key: str, target: str | None) -> None:
    with pytest.raises(InstanceError, match="nobody"):
        evaluate_move(ROW, PLAN, key, target)


def test_a_unit_with_its_own_branch_cannot_be_moved() -> None:
    with pytest.raises(InstanceError, match="big"):
        evaluate_move(problem(unit("big", 3)), {"big": "big"}, "big", None)


def test_alternatives_come_cheapest_first_and_never_break_a_hard_rule() -> None:
    found = alternatives(ROW, PLAN, "w3")

    assert [move.delta for move in found] == sorted(move.delta for move in found)
    assert [move.host for move in found] == ["k", "e1", None]
    assert all(move.allowed for move in found)


@pytest.mark.parametrize("seed", range(3000, 3012))
def test_no_single_move_makes_a_proven_plan_cheaper(seed: int) -> None:
    drawn = random_problem(seed, 11)
    plan = solve(drawn)
    small = [member.id for member in drawn.units if member.full_members < 3]

    moves = [move for key in small for move in alternatives(drawn, plan.assignment, key, count=1)]

    assert all(move.delta >= 0 for move in moves if not move.exceeds)
    assert all(move.parts.total == sum(parts_of(drawn, move.assignment).values()) for move in moves)


def test_a_locked_group_stays_as_it_is() -> None:
    plan = solve(ROW, locked=[Lock("w2", ("w0", "w1", "w2", "e0"))])

    assert [key for key, host in plan.assignment.items() if host == "w2"] == ["w0", "w1", "w2", "e0"]
    assert plan.cost == plan.bound


def test_a_locked_branch_takes_nobody_else_in() -> None:
    roomy = problem(unit("a"), unit("b"), branches=(branch("k"),))

    plan = solve(roomy, locked=[Lock("k", ("a",))])

    assert dict(plan.assignment) == {"a": "k", "b": None}


def test_a_lock_may_exceed_the_soft_limits_and_is_marked() -> None:
    plan = solve(ROW, locked=[Lock("k", ("w0",))])

    assert [broken.rule for group in plan.groups for broken in group.exceeded] == ["units"]


@pytest.mark.parametrize("place", ["w1", "w0", "e0", None])
def test_a_unit_goes_where_a_person_sends_it(place: str | None) -> None:
    plan = solve(ROW, forced=[Forced("w0", place)])

    assert plan.assignment["w0"] == place
    assert faults_of(ROW, plan.assignment) == []


def test_a_unit_left_by_a_person_says_so() -> None:
    plan = solve(ROW, forced=[Forced("w0", None)])

    assert [(left.unit, left.code) for left in plan.left] == [("w0", "decided_by_a_person")]


@pytest.mark.parametrize("seed", range(3100, 3112))
def test_settling_something_never_makes_a_plan_cheaper(seed: int) -> None:
    drawn = random_problem(seed, 10, pairs=0)
    free = solve(drawn)
    key = next(member.id for member in drawn.units if member.full_members < 3)

    bound = solve(drawn, forced=[Forced(key, None)])
    kept = solve(drawn, locked=[Lock(group.host, group.units) for group in free.groups])

    assert bound.cost >= free.cost
    assert kept.cost == free.cost


TIED = problem(*ROW.units, pairs=(Pair("together", "w0", "w1"), Pair("apart", "e0", "e1")))
CONTRADICTIONS: list[tuple[Problem, list[Lock], list[Forced], str]] = [
    (ROW, [Lock("w1", ("w0", "w1", "w2"))], [Forced("w0", None)], "w0"),
    (ROW, [Lock("w1", ("w0", "w1", "w2")), Lock("w3", ("w0", "w3", "e0"))], [], "w0"),
    (ROW, [Lock("w1", ("w0", "w2", "w3"))], [], "w1"),
    (ROW, [Lock("w1", ("w0", "w1"))], [], "至少 3 名"),
    (ROW, [], [Forced("w0", "w1"), Forced("w1", "w2")], "w1"),
    (ROW, [], [Forced("w0", "nobody")], "nobody"),
    (ROW, [], [Forced("nobody", None)], "nobody"),
    (TIED, [], [Forced("w0", "w2"), Forced("w1", "w3")], "w0"),
    (TIED, [], [Forced("w0", None), Forced("w1", "w2")], "w"),
    (TIED, [Lock("e0", ("e0", "e1", "e2"))], [], "必须分开"),
    (problem(unit("a"), unit("b", x=9000)), [], [Forced("a", "b")], "a"),
    (problem(unit("a"), unit("b")), [], [Forced("a", "b")], "a"),
    (problem(unit("a", 3), unit("b")), [], [Forced("a", None)], "a"),
]


@pytest.mark.parametrize(("posed", "locks", "forced", "named"), CONTRADICTIONS)
def test_contradictory_settlements_are_refused_by_name(
    posed: Problem, locks: list[Lock], forced: list[Forced], named: str
) -> None:
    with pytest.raises(ContradictionError, match=named):
        solve(posed, locked=locks, forced=forced)
