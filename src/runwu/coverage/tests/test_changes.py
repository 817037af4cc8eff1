"""Changing a plan by hand: tried, kept, refused, undone, made again."""

import pytest

from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.coverage.choices import EditKind, EditState, Profile
from runwu.coverage.models import FormationPlan
from runwu.coverage.services.changes import possible_moves, try_move
from runwu.coverage.services.edit_kinds import Edit
from runwu.coverage.services.editing import keep_edit, redo_edit, undo_edit
from runwu.coverage.tests.editing import desk, edit, near, unit
from runwu.coverage.tests.park import PlanPark

pytestmark = pytest.mark.django_db(databases=["default", "progress"])


def undo(office: PlanPark, plan: FormationPlan, version: int) -> None:
    undo_edit(plan=plan, profile=Profile.NEAR, expected_version=version, by=office.staff)


def test_a_legal_move_is_kept_with_a_new_report(office: PlanPark, plan: FormationPlan) -> None:
    before = near(plan).report["cost"]

    edit(office, plan, EditKind.MOVED, "丙", str(office.own.public_id))

    after = near(plan)
    assert after.assignment[unit(office, "丙")] == str(office.own.public_id)
    assert after.report["cost"] > before
    assert after.report["bound"] == after.computed["report"]["bound"]


def test_who_moved_what_and_why_is_remembered(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.MOVED, "丙", str(office.own.public_id), reason="示例：同一老板")

    row = near(plan).edits.get()
    assert (row.unit, row.reason, row.made_by) == (unit(office, "丙"), "示例：同一老板", office.staff.public_id)


def test_a_branch_that_would_keep_fewer_than_three_full_members_is_refused(
    office: PlanPark, plan: FormationPlan
) -> None:
    with pytest.raises(RuleRefused) as refusal:
        edit(office, plan, EditKind.CAUGHT, "甲")

    assert "支部工作条例" in refusal.value.verdict.chips[0]
    assert not near(plan).edits.exists()


def test_a_way_beyond_the_limit_is_refused(office: PlanPark, plan: FormationPlan) -> None:
    with pytest.raises(RuleRefused, match="不符合规定"):
        edit(office, plan, EditKind.MOVED, "庚", str(office.own.public_id))


def test_undo_brings_back_groups_and_report(office: PlanPark, plan: FormationPlan) -> None:
    computed = near(plan).report
    edit(office, plan, EditKind.MOVED, "丙", str(office.own.public_id))

    undo(office, plan, version=1)

    assert near(plan).report == computed
    assert near(plan).edits.get().state == EditState.UNDONE


def test_an_undone_edit_can_be_made_again(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.MOVED, "丙", str(office.own.public_id))
    moved = near(plan).report
    undo(office, plan, version=1)

    redo_edit(plan=plan, profile=Profile.NEAR, expected_version=2, by=office.staff)

    assert near(plan).report == moved


def test_a_new_edit_after_an_undo_leaves_nothing_to_make_again(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.MOVED, "丙", str(office.own.public_id))
    undo(office, plan, version=1)
    edit(office, plan, EditKind.LOCKED, other=near(plan).report["groups"][0]["host"])

    with pytest.raises(Conflict, match="没有可以重做的调整"):
        redo_edit(plan=plan, profile=Profile.NEAR, expected_version=3, by=office.staff)


def test_there_is_nothing_to_undo_before_a_change(office: PlanPark, plan: FormationPlan) -> None:
    with pytest.raises(Conflict, match="没有可以撤回的调整"):
        undo(office, plan, version=0)


def test_two_people_at_once_do_not_overwrite_each_other(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.MOVED, "丙", str(office.own.public_id))
    late = Edit(EditKind.CAUGHT, unit=unit(office, "丙"), reason="示例")

    with pytest.raises(Conflict, match="有人改过"):
        keep_edit(plan=plan, profile=Profile.NEAR, edit=late, expected_version=0, by=office.staff)


def test_a_firm_that_is_not_in_the_plan_is_refused_in_words(office: PlanPark, plan: FormationPlan) -> None:
    with pytest.raises(UserError, match="不在本次建议里"):
        edit(office, plan, EditKind.MOVED, "壬", str(office.own.public_id))


def test_trying_changes_nothing_and_tells_the_price(office: PlanPark, plan: FormationPlan) -> None:
    tried = try_move(desk(plan), unit(office, "丙"), str(office.own.public_id))

    assert tried.delta > 0
    assert not near(plan).edits.exists()


def test_the_other_places_of_a_firm_are_listed_best_first_and_refused_ones_last(
    office: PlanPark, plan: FormationPlan
) -> None:
    found = possible_moves(desk(plan), unit(office, "丙"))

    allowed = [tried.move.allowed for tried in found]
    assert allowed == sorted(allowed, reverse=True)
    assert None in {tried.move.host for tried in found}


def test_each_alternative_is_changed_by_itself(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.MOVED, "丙", str(office.own.public_id))

    assert not plan.alternatives.get(profile=Profile.STABLE).edits.exists()
