"""Two plans side by side."""

from runwu.planning.joint_branches import Forced, solve, with_profile
from runwu.planning.joint_branches.comparison import compare, six_lines

from .instances import problem, unit

ROW = problem(*(unit(f"u{number}", x=100 * number, today="t") for number in range(4)))


def test_a_plan_compared_with_itself_has_no_difference() -> None:
    plan = solve(ROW)

    compared = compare(plan, plan)

    assert (compared.cost, compared.moved) == (0, ())
    assert compared.before == compared.after == six_lines(plan)


def test_a_unit_left_by_a_person_shows_with_its_price() -> None:
    before = solve(ROW)
    after = solve(ROW, forced=[Forced("u3", None)])

    compared = compare(before, after)

    assert (compared.before.left, compared.after.left) == (0, 1)
    assert compared.cost == after.cost - before.cost
    assert compared.parts is not None
    assert compared.parts.left == 3000
    assert "u3" in [moved.unit for moved in compared.moved]


def test_plans_of_two_profiles_are_not_compared_by_cost() -> None:
    compared = compare(solve(ROW), solve(with_profile(ROW, "稳定")))

    assert compared.cost is None
    assert compared.parts is None


def test_six_lines_count_what_one_person_leaving_would_end() -> None:
    three = problem(*(unit(f"u{number}", y=100 * number) for number in range(3)))

    lines = six_lines(solve(three))

    assert (lines.branches, lines.bare, lines.longest_way, lines.left) == (1, 1, 100, 0)
