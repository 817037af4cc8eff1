"""What a plan says about itself."""

import pytest

from runwu.planning.joint_branches import HostKind, Limits, Plan, solve, with_profile
from runwu.planning.joint_branches.limits import Ended
from runwu.planning.joint_branches.report import letters

from .instances import branch, problem, random_problem, unit

K = branch("k", x=320, units=4)
BARE = problem(unit("a"), unit("b", x=10), unit("c", x=20), unit("d", x=300), branches=(K,))


@pytest.fixture(scope="module")
def plan() -> Plan:
    """A group of exactly three beside a branch with one place, which takes the fourth unit."""
    return solve(BARE)


def test_groups_carry_letters_hosts_and_sums(plan: Plan) -> None:
    first, second = plan.groups

    assert (first.letter, first.kind, first.host, first.units) == ("A", HostKind.NEW, "b", ("b", "a", "c"))
    assert (first.full_members, first.unit_count, first.longest_way) == (3, 3, 9)
    assert (second.letter, second.kind, second.units, second.unit_count) == ("B", HostKind.BRANCH, ("d",), 5)
    assert plan.joined_existing == (second,)


def test_the_parts_of_the_groups_and_the_left_add_up_to_the_cost(plan: Plan) -> None:
    groups = sum(group.parts.total for group in plan.groups)

    assert groups + sum(left.parts.total for left in plan.left) == plan.cost == plan.parts.total


def test_a_bare_three_does_not_stand_when_one_person_leaves(plan: Plan) -> None:
    group = plan.groups[0]

    assert not group.stability.stands
    assert [leaving.unit for leaving in group.stability.leavings] == ["a", "b", "c"]
    assert [leaving.full_members for leaving in group.stability.leavings] == [2, 2, 2]


def test_the_cheapest_way_to_mend_it_is_named(plan: Plan) -> None:
    mend = plan.groups[0].stability.leavings[0].alternative

    assert mend is not None
    assert (mend.kind, mend.moves[0][0]) == ("join", "d")


def test_a_branch_with_a_member_to_spare_stands() -> None:
    plan = solve(problem(unit("a", 2), unit("b", 2)))

    assert plan.groups[0].stability.stands
    assert plan.groups[0].stability.leavings[0].alternative is None


def test_every_group_says_why(plan: Plan) -> None:
    assert [reason.code for reason in plan.groups[0].why] == ["members", "near", "same_grid", "best_host"]
    assert plan.groups[1].why[0].code == "taken_in"


def test_a_unit_with_enough_members_forms_its_own_branch_and_takes_neighbours_in() -> None:
    plan = solve(problem(unit("a", 3), unit("b", x=10)))

    assert plan.groups[0].why[0].text == "示例企业a已满 3 名正式党员，应当单独成立支部，同时吸纳 1 个邻近单位"


def test_nothing_is_said_about_grids_that_are_not_known() -> None:
    plan = solve(problem(unit("a", grid=""), unit("b", x=10, grid=""), unit("c", x=20, grid="")))

    assert "same_grid" not in {reason.code for reason in plan.groups[0].why}


def test_a_host_that_is_no_better_than_another_is_not_called_the_best() -> None:
    plan = solve(problem(unit("a", 2), unit("b", 2)))

    assert plan.groups[0].why[-1].text == f"由示例企业{plan.groups[0].host}牵头，与其他单位牵头相当"


def test_units_without_a_branch_today_join(plan: Plan) -> None:
    assert {change.kind for change in plan.changes} == {"joins"}


def test_letters_go_on_after_z() -> None:
    counted = letters()

    assert [letter for letter, _ in zip(counted, range(28), strict=False)][-3:] == ["Z", "AA", "AB"]


@pytest.mark.parametrize("seed", range(5000, 5010))
def test_every_plan_can_be_told(seed: int) -> None:
    plan = solve(random_problem(seed, 18))

    told = [reason.text for group in plan.groups for reason in group.why] + [left.text for left in plan.left]

    assert all(told)
    assert {unit for group in plan.groups for unit in group.units}.isdisjoint(left.unit for left in plan.left)


def test_another_profile_keeps_the_price_of_leaving() -> None:
    steady = with_profile(random_problem(3, 6, left=700), "稳定")

    assert (steady.costs.three, steady.costs.left) == (800, 700)


def test_a_run_that_its_work_units_end_says_so_with_its_gap() -> None:
    drawn = random_problem(7, 30, parks=1, branches=2, span=1500, big=0.1, limit=5)

    found = solve(drawn, limits=Limits(rounds=1, cut_rounds=0, columns=1, nodes=1, cases=1))

    assert found.ended is Ended.LIMIT
    assert found.bound < found.cost
    assert found.gap == (found.cost - found.bound) / found.bound
