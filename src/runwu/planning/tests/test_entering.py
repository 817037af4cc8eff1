"""What would bring a left unit in: each line alone does, and the least of each kind is told."""

from dataclasses import replace

import pytest

from runwu.planning.joint_branches import Pair, Parameters, Problem, solve
from runwu.planning.joint_branches.entering import Need, NeedKind, needs_of
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.legality import allows, units_by_host
from runwu.planning.joint_branches.ties import together_blocks

from .instances import branch, problem, random_problem, unit


def needs(given: Problem, key: str) -> dict[NeedKind, Need]:
    """Return what would bring a unit in that the plan leaves, by kind."""
    plan = solve(given)
    assert plan.assignment[key] is None
    return {need.kind: need for need in needs_of(Index(given), plan.assignment, [key])[key]}


def relaxed(given: Problem, key: str, need: Need) -> Problem:
    """Change a problem by what a need says."""
    limits = given.parameters
    changes = {
        NeedKind.WAY: lambda: replace(given, parameters=replace(limits, max_way_m=need.amount)),
        NeedKind.UNITS: lambda: replace(given, parameters=replace(limits, max_units=need.amount)),
        NeedKind.MEMBERS: lambda: replace(given, parameters=replace(limits, max_members=need.amount)),
        NeedKind.APART: lambda: replace(given, pairs=tuple(pair for pair in given.pairs if pair.kind != "apart")),
        NeedKind.PRICE: lambda: given,
        NeedKind.FULL_MEMBERS: lambda: replace(
            given,
            units=tuple(
                replace(one, full_members=one.full_members + need.amount) if one.id == key else one
                for one in given.units
            ),
        ),
    }
    return changes[need.kind]()


def does(given: Problem, key: str, need: Need) -> bool:
    """Tell whether a need alone brings a unit in: at its host, or in a new branch, or in one of its own."""
    assignment = solve(given).assignment
    index = Index(relaxed(given, key, need))
    block = next(block for block in together_blocks(index.hosts, given.pairs) if key in block)
    if need.host is not None:
        now = units_by_host(Index(given), assignment).get(need.host, [])
        return allows(index, need.host, [*now, *block])
    group = list(dict.fromkeys([*block, *need.others]))
    if len(group) == 1:
        return not index.is_small(key)
    return any(allows(index, host, group) for host in group)


@pytest.mark.parametrize("seed", range(7000, 7040))
def test_each_need_alone_brings_the_unit_in(seed: int) -> None:
    given = random_problem(seed, 14)
    plan = solve(given)
    left = [unit.id for unit in Index(given).small if plan.assignment[unit.id] is None]

    found = needs_of(Index(given), plan.assignment, left)

    assert [(key, need) for key in left for need in found[key] if not does(given, key, need)] == []


def test_a_unit_far_from_everybody_needs_a_longer_way_or_members_of_its_own() -> None:
    given = problem(unit("a"), unit("b", x=10), unit("c", x=20), unit("d", y=5000))

    found = needs(given, "d")

    assert set(found) == {NeedKind.FULL_MEMBERS, NeedKind.WAY}
    assert found[NeedKind.FULL_MEMBERS].text == "再有 2 名正式党员，即可单独成立党支部"
    assert 4999 <= found[NeedKind.WAY].amount <= 5001
    assert found[NeedKind.WAY].parameter == "formation.joint_max_way"


def test_two_left_neighbours_need_one_member_more_together() -> None:
    found = needs(problem(unit("a"), unit("b", x=10)), "a")

    assert found[NeedKind.FULL_MEMBERS].text == "与示例企业b合起来还差 1 名正式党员，补上即可联合组建"
    assert found[NeedKind.FULL_MEMBERS].others == ("b",)


def test_a_full_branch_needs_one_place_more() -> None:
    given = problem(unit("a"), branches=(branch("k", units=5, x=50),))

    assert needs(given, "a")[NeedKind.UNITS].amount == 6


def test_a_large_branch_needs_a_higher_limit_of_members() -> None:
    given = problem(unit("a"), branches=(branch("k", units=1, full=50, x=50),))

    assert needs(given, "a")[NeedKind.MEMBERS].amount == 51


def test_a_unit_that_is_kept_apart_needs_the_pair_taken_back() -> None:
    given = problem(unit("a"), branches=(branch("k", x=50),), pairs=(Pair("apart", "a", "k", "示例"),))

    assert needs(given, "a")[NeedKind.APART].text == "取消与示例支部k分开的要求，即可编入示例支部k"


def test_a_unit_that_is_dearer_to_place_tells_by_how_much() -> None:
    given = problem(unit("a"), branches=(branch("k", y=1000),), costs=replace(problem().costs, left=100))

    assert needs(given, "a")[NeedKind.PRICE].amount == 1000 + 80 - 100


def test_two_things_in_the_way_are_not_told_as_one() -> None:
    given = problem(unit("a"), branches=(branch("k", units=5, x=5000),))

    assert set(needs(given, "a")) == {NeedKind.FULL_MEMBERS}


def test_a_locked_group_is_no_way_in() -> None:
    given = problem(unit("a"), branches=(branch("k", units=5, x=50),), parameters=Parameters())

    found = needs_of(Index(given), {"a": None}, ["a"], closed={"k"})["a"]

    assert [need.kind for need in found] == [NeedKind.FULL_MEMBERS]
