"""Locks, pairs, who takes no part, the catch-all: what each does, and which two cannot hold together."""

import pytest

from runwu.core.errors import RuleRefused, UserError
from runwu.coverage.choices import EditKind, Profile
from runwu.coverage.models import FormationPlan
from runwu.coverage.services.decisions import decisions_of
from runwu.coverage.services.drafts import draft_adoption
from runwu.coverage.services.resolving import compute_rest, request_rest
from runwu.coverage.tests.editing import desk, edit, near, unit
from runwu.coverage.tests.park import DAY, PlanPark

pytestmark = pytest.mark.django_db(databases=["default", "progress"])


def host_of(office: PlanPark, plan: FormationPlan, name: str) -> str:
    return str(near(plan).assignment[unit(office, name)])


def letters(plan: FormationPlan) -> dict[str, str]:
    """Return the letter of every firm's group."""
    groups = near(plan).report["groups"]
    return {member: group["letter"] for group in groups for member in group["units"]}


def compute(plan: FormationPlan) -> None:
    plan.refresh_from_db()
    compute_rest(plan=str(plan.public_id), profile="near", version=plan.version)


def test_nobody_joins_or_leaves_a_locked_group(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.LOCKED, other=host_of(office, plan, "丙"))

    with pytest.raises(UserError, match="已锁定"):
        edit(office, plan, EditKind.MOVED, "丙", str(office.own.public_id))


def test_an_unlocked_group_can_be_changed_again(office: PlanPark, plan: FormationPlan) -> None:
    host = host_of(office, plan, "丙")
    edit(office, plan, EditKind.LOCKED, other=host)

    edit(office, plan, EditKind.UNLOCKED, other=host)

    assert edit(office, plan, EditKind.MOVED, "丙", str(office.own.public_id)).allowed


def test_a_reason_is_asked_for_where_a_person_overrules(office: PlanPark, plan: FormationPlan) -> None:
    with pytest.raises(UserError, match="没有写理由"):
        edit(office, plan, EditKind.CAUGHT, "丙", reason="  ")


def test_two_firms_of_a_locked_group_cannot_be_kept_apart_and_both_are_named(
    office: PlanPark, plan: FormationPlan
) -> None:
    edit(office, plan, EditKind.LOCKED, other=host_of(office, plan, "甲"))

    with pytest.raises(UserError, match="矛盾") as refusal:
        edit(office, plan, EditKind.APART, "甲", unit(office, "乙"), unfinished=True)

    assert "示例甲" in str(refusal.value)
    assert "示例乙" in str(refusal.value)


def test_a_firm_cannot_be_with_another_and_with_the_catch_all(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.TOGETHER, "甲", unit(office, "乙"))
    edit(office, plan, EditKind.LOCKED, other=host_of(office, plan, "甲"))

    with pytest.raises(UserError, match="已锁定"):
        edit(office, plan, EditKind.CAUGHT, "乙", unfinished=True)


def test_a_pair_that_the_groups_do_not_keep_is_told_with_both_names(office: PlanPark, plan: FormationPlan) -> None:
    with pytest.raises(RuleRefused) as refusal:
        edit(office, plan, EditKind.APART, "甲", unit(office, "乙"))

    assert "示例乙" in refusal.value.verdict.happened


def test_the_same_two_are_paired_once(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.TOGETHER, "甲", unit(office, "乙"))

    with pytest.raises(UserError, match="已有一条要求"):
        edit(office, plan, EditKind.APART, "乙", unit(office, "甲"))


def test_a_firm_that_is_left_out_stays_as_it_is_today(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.LEFT_OUT, "庚")

    draft = draft_adoption(plan=plan, profile=Profile.NEAR, on=DAY)
    named = {one.enterprise.pk for group in draft.groups for one in group.units} | {
        one.enterprise.pk for one in draft.left
    }
    assert office.firms["庚"].pk not in named
    assert near(plan).report["bound"] is None


def test_a_firm_is_taken_back_to_the_best_place(office: PlanPark, plan: FormationPlan) -> None:
    before = near(plan).assignment
    edit(office, plan, EditKind.LEFT_OUT, "庚")

    edit(office, plan, EditKind.TAKEN_BACK, "庚")

    assert near(plan).assignment == before
    assert decisions_of(near(plan)).left_out == {}


def test_letters_stay_when_a_firm_moves(office: PlanPark, plan: FormationPlan) -> None:
    before = letters(plan)

    edit(office, plan, EditKind.MOVED, "丙", str(office.own.public_id))

    after = letters(plan)
    assert {name for name in before if before[name] != after[name]} == {unit(office, "丙")}


def test_what_a_person_left_to_the_catch_all_is_no_finding_of_missing_conditions(
    office: PlanPark, plan: FormationPlan
) -> None:
    edit(office, plan, EditKind.MOVED, "丙", str(office.own.public_id))

    edit(office, plan, EditKind.CAUGHT, "丙", reason="示例：正在搬迁")

    left = {row["unit"]: row["code"] for row in near(plan).report["left"]}
    assert left[unit(office, "丙")] == "decided_by_a_person"


def test_the_rest_is_computed_around_what_a_person_settled(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.APART, "甲", unit(office, "乙"), unfinished=True)

    compute(plan)

    after = near(plan)
    assert after.assignment[unit(office, "甲")] != after.assignment[unit(office, "乙")]
    assert [row.kind for row in after.edits.all()] == ["apart", "solved"]
    assert after.report["broken"] == []


def test_what_changed_while_it_computed_is_not_overwritten(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.LOCKED, other=host_of(office, plan, "甲"))

    with pytest.raises(UserError, match="有人改动或采纳"):
        compute_rest(plan=str(plan.public_id), profile="near", version=0)


def test_a_computation_is_started_once(office: PlanPark, plan: FormationPlan) -> None:
    job = request_rest(plan=plan, profile=Profile.NEAR, expected_version=0, by=office.staff)

    assert near(plan).job == job.public_id


def test_a_locked_group_and_a_moved_firm_survive_the_computation(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.MOVED, "丙", str(office.own.public_id))
    edit(office, plan, EditKind.LOCKED, other=host_of(office, plan, "丙"))

    compute(plan)

    assert near(plan).assignment[unit(office, "丙")] == str(office.own.public_id)


def test_a_desk_offers_no_locked_group(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.LOCKED, other=host_of(office, plan, "甲"))

    assert host_of(office, plan, "甲") not in desk(plan).targets(unit(office, "庚"))
