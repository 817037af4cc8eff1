"""Whom a plan has to be told to, keyed by enterprise and organisation (要告知谁)."""

import pytest

from runwu.coverage.choices import EditKind, Profile
from runwu.coverage.models import FormationPlan
from runwu.coverage.selectors.reviews import PlanReview
from runwu.coverage.selectors.telling import Told, to_tell
from runwu.coverage.services.plans import compute_plan, request_plan
from runwu.coverage.tests.editing import edit, unit
from runwu.coverage.tests.park import DAY, PlanPark
from runwu.enterprises.models import Enterprise

pytestmark = pytest.mark.django_db(databases=["default", "progress"])


def told(plan: FormationPlan) -> dict[str, Told]:
    plan.refresh_from_db()
    return {one.id: one for one in to_tell(PlanReview(plan, Profile.NEAR).current)}


def test_two_firms_of_one_short_name_are_told_apart(office: PlanPark) -> None:
    Enterprise.objects.filter(pk__in=[office.firms["甲"].pk, office.firms["丙"].pk]).update(short_name="示例同名")
    row = request_plan(park=office.park, on=DAY, by=office.staff, keeps_joint_branches=False)
    compute_plan(plan=str(row.public_id))

    found = told(row)

    assert found[unit(office, "甲")].name == "示例同名（东一）"
    assert found[unit(office, "丙")].name == "示例同名（1 号厂房）"


def test_a_firm_that_ought_to_form_its_own_branch_is_told_so(office: PlanPark, plan: FormationPlan) -> None:
    [first, *_rest] = told(plan)[unit(office, "辛")].words

    assert "应当单独成立党支部" in first


def test_who_comes_to_a_firm_that_forms_its_own_branch_is_told_the_branch(
    office: PlanPark, plan: FormationPlan
) -> None:
    edit(office, plan, EditKind.MOVED, "己", unit(office, "辛"), unfinished=True)

    words = told(plan)[unit(office, "己")].words

    assert words == ["由示例戊己联合支部改到示例辛单独成立的党支部"]


def test_the_branch_that_loses_a_firm_and_the_one_that_takes_it_in_are_told(
    office: PlanPark, plan: FormationPlan
) -> None:
    edit(office, plan, EditKind.MOVED, "己", str(office.own.public_id), unfinished=True)

    found = told(plan)

    assert "示例己改到示例丁公司支部" in found[str(office.joint.public_id)].words
    assert "吸纳示例己" in found[str(office.own.public_id)].words
