"""What coverage asks of park staff."""

from datetime import date, timedelta

import pytest

from runwu.access.selectors import scope_of
from runwu.accounts.models import User
from runwu.core.registries import Duty
from runwu.coverage.duties import duties
from runwu.coverage.models import FormationPlan
from runwu.coverage.tests.park import DAY, PlanPark, member
from runwu.coverage.tests.sending import approve, sent_up
from runwu.members.models import PartyMember

pytestmark = pytest.mark.django_db(databases=["default", "progress"])


def asked(user: User, on: date = DAY) -> dict[str, Duty]:
    """Return the duties of an account by their titles."""
    return {duty.title: duty for duty in duties(scope_of(user, on), on)}


def test_an_enterprise_with_three_full_members_ought_to_form_its_own_branch(office: PlanPark) -> None:
    duty = asked(office.staff)["示例辛：应当单独成立党支部"]

    assert duty.source is not None
    assert duty.source.chip == "支部工作条例 第四条"
    assert str(office.firms["辛"].public_id) in duty.url


def test_an_approval_is_awaited_for_a_month(office: PlanPark, plan: FormationPlan) -> None:
    sent_up(office, plan)

    duty = asked(office.staff)["等上级批复，收到后登记"]

    assert (duty.due, duty.waiting) == (date(2026, 12, 20), True)


def test_after_a_month_somebody_has_to_ask(office: PlanPark, plan: FormationPlan) -> None:
    sent_up(office, plan)

    assert not asked(office.staff, DAY + timedelta(days=40))["登记批复"].waiting


def test_members_of_another_committee_are_asked_for_where_they_are_known(office: PlanPark, plan: FormationPlan) -> None:
    adoption = sent_up(office, plan)
    adoption.moves.filter(member__person__name="示例甲1号").update(by_document=False)
    approve(office, adoption)

    assert "转接 1 名党员的组织关系" in asked(office.staff)


def test_a_joint_branch_with_two_full_members_ought_to_change(office: PlanPark) -> None:
    PartyMember.objects.filter(person__name="示例己1号").update(membership="ended")

    duty = asked(office.staff)["示例戊己联合支部：正式党员不足，应调整组织设置"]

    assert duty.why == "现有正式党员 2 名，不足 3 名。"


def test_a_restricted_member_leaves_no_trace_in_the_duties_of_staff(office: PlanPark) -> None:
    before = asked(office.staff)
    member("示例密", office.joint, office.firms["己"], restricted=True)

    assert asked(office.staff) == before


def test_nobody_without_a_park_is_asked_for_anything(office: PlanPark) -> None:
    assert duties(scope_of(User.objects.create_user("other", display_name="示例其他"), DAY), DAY) == []


def test_uncovered_enterprises_with_members_ask_for_a_plan(office: PlanPark) -> None:
    duty = asked(office.staff)["测算联合党支部组建建议"]

    assert "还没有党组织" in duty.why


def test_a_plan_that_is_ready_asks_to_be_reviewed(office: PlanPark, plan: FormationPlan) -> None:
    duty = asked(office.staff)["审阅联合党支部组建建议"]

    assert str(plan.public_id) in duty.url


def test_a_plan_that_was_sent_up_asks_for_no_review(office: PlanPark, plan: FormationPlan) -> None:
    sent_up(office, plan)

    assert "审阅联合党支部组建建议" not in asked(office.staff)


def test_after_the_approval_the_steps_that_can_be_done_are_asked_for(office: PlanPark, plan: FormationPlan) -> None:
    adoption = sent_up(office, plan)
    approve(office, adoption)

    duty = asked(office.staff)["登记办理进度：2 个支部可办理“党委研究”“党员大会选举”“报上级组织部门备案”"]

    assert str(adoption.public_id) in duty.url
    assert not duty.waiting


def test_no_step_is_asked_for_before_the_approval(office: PlanPark, plan: FormationPlan) -> None:
    adoption = sent_up(office, plan)

    assert f"coverage.adoption:{adoption.public_id}:steps" not in {duty.key for duty in asked(office.staff).values()}
