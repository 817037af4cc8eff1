"""Edits, re-planning around what is settled, and what if: judged by the independent checker."""

from __future__ import annotations

import json
import random

import pytest

from runwu.planning.joint_branches import (
    OWN,
    ContradictionError,
    Forced,
    InstanceError,
    Lock,
    Pair,
    alternatives,
    solve,
)
from runwu.planning.joint_branches.desk import (
    Checked,
    Exclude,
    Include,
    LockGroup,
    Place,
    Release,
    TiePair,
    UntiePair,
    Wishes,
    check_edit,
    wishes_document,
    wishes_from_document,
    with_wishes,
)
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.legality import broken_rules

from .checker import faults_of, parts_of
from .instances import branch, problem, random_problem, unit

WEST = [unit(f"w{n}", x=100 * n) for n in range(4)]
EAST = [unit(f"e{n}", x=900 + 100 * n) for n in range(3)]
ROW = problem(*WEST, *EAST, branches=(branch("k", units=5, full=9, x=450),))
PLAN = {**dict.fromkeys(["w0", "w1", "w2", "w3"], "w1"), **dict.fromkeys(["e0", "e1", "e2"], "e1")}


def rules(checked: Checked) -> list[str]:
    return [broken.rule for broken in checked.broken]


def test_placing_a_unit_states_cost_parts_and_the_touched_groups() -> None:
    checked = check_edit(ROW, PLAN, Place("w3", "e0"))

    assert checked.cost == sum(parts_of(ROW, checked.assignment).values()) == checked.parts.total
    assert checked.delta == checked.cost - sum(parts_of(ROW, PLAN).values())
    assert {group.host for group in checked.groups} == {"w1", "e1"}
    assert checked.wishes.forced == (Forced("w3", "e1"),)
    assert checked.allowed


def test_a_broken_rule_names_its_clause_and_its_dated_parameter() -> None:
    checked = check_edit(ROW, PLAN, Place("e2", "w1"))

    (broken,) = checked.broken
    assert (broken.rule, broken.clause, broken.parameter) == (
        "full_members",
        "支部工作条例 第四、五条",
        "formation.joint_min_full_members",
    )


def test_the_catch_all_needs_a_reason() -> None:
    without, given = (check_edit(ROW, PLAN, Place("w3", None, reason)) for reason in ("", "年内搬走"))

    assert (rules(without), without.allowed) == (["reason"], False)
    assert (rules(given), given.wishes.forced) == ([], (Forced("w3", None, "年内搬走"),))


def test_a_locked_group_is_left_or_joined_only_after_its_release() -> None:
    locked = check_edit(ROW, PLAN, LockGroup("w1")).wishes

    leaving = check_edit(ROW, PLAN, Place("w3", "e1"), wishes=locked)
    joining = check_edit(ROW, PLAN, Place("e2", "w1"), wishes=locked)
    released = check_edit(ROW, PLAN, Release("w1"), wishes=locked).wishes

    assert locked.locked == (Lock("w1", ("w0", "w1", "w2", "w3")),)
    assert ("locked" in rules(leaving), "locked" in rules(joining)) == (True, True)
    assert check_edit(ROW, PLAN, Place("w3", "e1"), wishes=released).allowed


def test_a_pair_says_at_once_what_it_breaks() -> None:
    together = check_edit(ROW, PLAN, TiePair("together", "w0", "e0", "同一母公司"))
    apart = check_edit(ROW, PLAN, TiePair("apart", "w0", "w1"))
    back = check_edit(ROW, PLAN, UntiePair("w0", "w1"), wishes=apart.wishes)

    assert (rules(together), rules(apart), rules(back)) == (["together"], ["apart"], [])


def test_an_excluded_unit_leaves_the_plan_and_its_group_is_led_anew() -> None:
    out = check_edit(ROW, PLAN, Exclude("w1"))
    again = check_edit(ROW, out.assignment, Include("w1"), wishes=out.wishes)

    assert "w1" not in out.assignment
    assert {out.assignment[key] for key in ("w0", "w2", "w3")} == {"w2"}
    assert out.cost == sum(parts_of(out.problem, out.assignment).values())
    assert again.assignment["w1"] is None


def test_settlements_that_contradict_each_other_are_both_named() -> None:
    wishes = Wishes(forced=(Forced("w0", "w1"), Forced("e0", "e1")))

    with pytest.raises(ContradictionError, match="w0 与 e0"):
        check_edit(ROW, PLAN, TiePair("together", "w0", "e0"), wishes=wishes)
    with pytest.raises(ContradictionError, match="w0 与 w1"):
        check_edit(problem(*ROW.units, pairs=(Pair("apart", "w0", "w1"),)), PLAN, TiePair("together", "w0", "w1"))
    with pytest.raises(ContradictionError, match=r"锁定的组（w1）.*w0 不参加"):
        with_wishes(ROW, Wishes(locked=(Lock("w1", ("w0", "w1", "w2")),), excluded=("w0",)))


def test_a_pair_against_settled_places_names_the_locks_and_places_behind_them() -> None:
    locks = Wishes(locked=(Lock("w1", ("w0", "w1", "w2", "w3")), Lock("e1", ("e0", "e1", "e2"))))
    placed = Wishes(locked=locks.locked[:1], forced=(Forced("e0", "k", "理由"),))

    with pytest.raises(ContradictionError, match=r"w0 与 e0.*锁定的组（w1）、锁定的组（e1）"):
        check_edit(ROW, PLAN, TiePair("together", "w0", "e0"), wishes=locks)
    with pytest.raises(ContradictionError, match=r"w0 与 e0.*锁定的组（w1）、指定的去处（e0 → k）"):
        check_edit(ROW, {**PLAN, "e0": "k"}, TiePair("together", "w0", "e0"), wishes=placed)
    with pytest.raises(ContradictionError, match=r"w0 与 w1.*同一处（锁定的组（w1））"):
        check_edit(ROW, PLAN, TiePair("apart", "w0", "w1"), wishes=locks)


@pytest.mark.parametrize("edit", [Place("nobody", None), Place("w0", "nobody"), LockGroup("w0"), Exclude("nobody")])
def test_unknown_entries_are_refused(edit: Place | LockGroup | Exclude) -> None:
    with pytest.raises(InstanceError):
        check_edit(ROW, PLAN, edit)


def test_wishes_are_stored_and_read_back() -> None:
    wishes = Wishes((Lock("w1", ("w0", "w1")),), (Forced("e0", None, "搬迁"),), (Pair("apart", "w0", "e1"),), ("e2",))

    assert wishes_from_document(json.loads(json.dumps(wishes_document(wishes)))) == wishes


@pytest.mark.parametrize("seed", range(5200, 5230))
def test_every_random_edit_is_priced_and_judged_as_by_the_checker(seed: int) -> None:
    drawn = random_problem(seed, 14)
    dice = random.Random(seed)
    small = [member.id for member in drawn.units if member.full_members < 3]
    places = {member.id: None if member.id in small else member.id for member in drawn.units}
    places = dict(solve(drawn).assignment) if dice.random() < 0.7 else places

    checked = [
        check_edit(drawn, places, Place(key, target, "理由"))
        for key in small
        for target in dice.sample([*(member.id for member in drawn.units), OWN, None], 6)
    ]

    index = Index(drawn)
    before = set(broken_rules(index, places))
    assert all(one.cost == sum(parts_of(drawn, one.assignment).values()) for one in checked)
    assert all(set(one.broken) == set(broken_rules(index, one.assignment)) - before for one in checked)


@pytest.mark.parametrize("seed", range(5300, 5312))
def test_alternatives_keep_the_plan_legal_and_say_who_moves_along(seed: int) -> None:
    drawn = random_problem(seed, 14, limit=5)
    places = dict(solve(drawn).assignment)
    small = [member.id for member in drawn.units if member.full_members < 3]

    found = [move for key in small for move in alternatives(drawn, places, key)]

    assert all(move.delta >= 0 for move in found if not move.exceeds)
    assert all(faults_of(drawn, move.assignment) == [] for move in found if not move.broken)
    assert all(move.parts.total == sum(parts_of(drawn, move.assignment).values()) for move in found)


def test_a_unit_of_a_bare_three_still_has_alternatives() -> None:
    found = alternatives(ROW, PLAN, "e2")

    assert [move.host for move in found] == ["w1", None]
    assert all(move.also and not move.broken for move in found)
