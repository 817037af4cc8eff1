"""Changing a plan by hand: tried, kept, refused, undone."""

import pytest

from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.coverage.choices import Profile
from runwu.coverage.models import FormationPlan, PlanAlternative
from runwu.coverage.services.changes import move_unit, possible_moves, try_move, undo_move
from runwu.coverage.tests.park import PlanPark

pytestmark = pytest.mark.django_db(databases=["default", "progress"])


def near(plan: FormationPlan) -> PlanAlternative:
    """Return the first alternative as it stands."""
    return plan.alternatives.get(profile=Profile.NEAR)


def unit(office: PlanPark, name: str) -> str:
    """Return the planner's id of a firm."""
    return str(office.firms[name].public_id)


def move(office: PlanPark, plan: FormationPlan, name: str, target: str | None, version: int = 0) -> None:
    """Move a firm in the first alternative."""
    move_unit(
        plan=plan,
        profile=Profile.NEAR,
        unit=unit(office, name),
        target=target,
        expected_version=version,
        by=office.staff,
    )


def test_a_legal_move_is_kept_with_a_new_report(office: PlanPark, plan: FormationPlan) -> None:
    before = near(plan).report["cost"]

    move(office, plan, "丙", str(office.own.public_id))

    after = near(plan)
    assert after.assignment[unit(office, "丙")] == str(office.own.public_id)
    assert after.report["cost"] > before
    assert after.report["bound"] == plan.alternatives.get(profile="near").computed["report"]["bound"]


def test_a_branch_that_would_keep_fewer_than_three_full_members_is_refused(
    office: PlanPark, plan: FormationPlan
) -> None:
    with pytest.raises(RuleRefused) as refusal:
        move(office, plan, "甲", None)

    assert "支部工作条例" in refusal.value.verdict.chips[0]
    assert near(plan).moves == []


def test_a_way_beyond_the_limit_is_refused(office: PlanPark, plan: FormationPlan) -> None:
    with pytest.raises(RuleRefused, match="不符合规定"):
        move(office, plan, "庚", str(office.own.public_id))


def test_undo_brings_back_groups_and_report(office: PlanPark, plan: FormationPlan) -> None:
    computed = near(plan).report
    move(office, plan, "丙", str(office.own.public_id))

    undo_move(plan=plan, profile=Profile.NEAR, expected_version=1, by=office.staff)

    assert near(plan).report == computed
    assert near(plan).moves == []


def test_there_is_nothing_to_undo_before_a_change(office: PlanPark, plan: FormationPlan) -> None:
    with pytest.raises(Conflict, match="没有可以撤回的调整"):
        undo_move(plan=plan, profile=Profile.NEAR, expected_version=0, by=office.staff)


def test_two_people_at_once_do_not_overwrite_each_other(office: PlanPark, plan: FormationPlan) -> None:
    move(office, plan, "丙", str(office.own.public_id))

    with pytest.raises(Conflict, match="有人改过"):
        move(office, plan, "丙", None, version=0)


def test_a_firm_that_is_not_in_the_plan_is_refused_in_words(office: PlanPark, plan: FormationPlan) -> None:
    with pytest.raises(UserError, match="不在本次建议里"):
        move(office, plan, "壬", str(office.own.public_id))


def test_trying_changes_nothing_and_tells_the_price(office: PlanPark, plan: FormationPlan) -> None:
    tried = try_move(plan=plan, alternative=near(plan), unit=unit(office, "丙"), target=str(office.own.public_id))

    assert tried.move.delta > 0
    assert near(plan).moves == []


def test_the_other_places_of_a_firm_are_listed_best_first_and_refused_ones_last(
    office: PlanPark, plan: FormationPlan
) -> None:
    found = possible_moves(plan=plan, alternative=near(plan), unit=unit(office, "丙"))

    allowed = [tried.move.allowed for tried in found]
    assert allowed == sorted(allowed, reverse=True)
    assert None in {tried.move.host for tried in found}


def test_each_alternative_is_changed_by_itself(office: PlanPark, plan: FormationPlan) -> None:
    move(office, plan, "丙", str(office.own.public_id))

    assert plan.alternatives.get(profile=Profile.STABLE).moves == []
