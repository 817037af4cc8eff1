"""What people settled is carried to the next plan, and what cannot be is named with its reason (沿用人工安排)."""

import pytest
from django.test import Client

from runwu.coverage.choices import EditKind, PlanState
from runwu.coverage.models import FormationPlan, PlanAlternative
from runwu.coverage.services.decisions import Decisions, decisions_of
from runwu.coverage.services.edits import Desk
from runwu.coverage.services.plans import compute_plan, discard_plan, request_plan
from runwu.coverage.tests.addresses import plan_url, text
from runwu.coverage.tests.editing import edit, near, unit
from runwu.coverage.tests.park import DAY, METRE, PlanPark, member
from runwu.enterprises.models import Enterprise, Workplace

pytestmark = pytest.mark.django_db(databases=["default", "progress"])


def computed_again(office: PlanPark, **asked: object) -> PlanAlternative:
    """Compute another plan of the park and return its first alternative."""
    row = request_plan(park=office.park, on=DAY, by=office.officer, keeps_joint_branches=False, **asked)  # type: ignore[arg-type]
    compute_plan(plan=str(row.public_id))
    return near(row)


def dropped(alternative: PlanAlternative) -> list[str]:
    return list(alternative.computed["carried"]["dropped"])


def empty_out(office: PlanPark, name: str) -> None:
    """Let nobody work at a firm any more."""
    Workplace.objects.filter(enterprise=office.firms[name]).delete()


def test_a_firm_that_a_person_placed_stays_there_when_another_fact_changes(
    office: PlanPark, plan: FormationPlan
) -> None:
    edit(office, plan, EditKind.MOVED, "丙", str(office.own.public_id))
    member("示例甲9号", office.general, office.firms["甲"], standing="probationary")  # type: ignore[arg-type]

    again = computed_again(office)

    assert again.assignment[unit(office, "丙")] == str(office.own.public_id)
    assert (again.computed["carried"]["kept"], dropped(again)) == (1, [])


def test_every_kind_of_decision_is_carried_with_its_reason(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.LEFT_OUT, "庚", reason="另有安排")
    edit(office, plan, EditKind.APART, "甲", unit(office, "戊"), reason="同行竞争")
    edit(office, plan, EditKind.LOCKED, other=near(plan).assignment[unit(office, "甲")] or "")

    before, after = decisions_of(near(plan)), decisions_of(computed_again(office))

    assert after.wishes == before.wishes
    assert after.left_out == {unit(office, "庚"): "另有安排"}


def test_nothing_is_carried_where_somebody_asks_for_a_fresh_start(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.LEFT_OUT, "庚")

    again = computed_again(office, keeps_wishes=False)

    assert decisions_of(again) == Decisions()
    assert unit(office, "庚") in again.assignment


def test_a_plan_that_was_put_aside_gives_nothing_on(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.LEFT_OUT, "庚")
    plan.refresh_from_db()
    discard_plan(plan=plan, expected_version=plan.version, by=office.staff)

    assert unit(office, "庚") in computed_again(office).assignment


def test_the_plan_whose_page_asked_counts_before_the_last_one(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.LEFT_OUT, "庚")
    computed_again(office, keeps_wishes=False)

    assert unit(office, "庚") not in computed_again(office, after=plan).assignment


def test_a_firm_that_is_gone_is_named_and_the_rest_is_carried(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.MOVED, "丙", str(office.own.public_id))
    edit(office, plan, EditKind.LEFT_OUT, "庚")
    empty_out(office, "丙")

    again = computed_again(office)

    assert dropped(again) == ["示例丙 → 示例丁公司支部：示例丙不在这次参加测算的企业和支部里。"]
    assert again.computed["carried"]["kept"] == 1


def test_a_lock_on_a_group_whose_firm_got_its_third_member_is_dropped(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.LOCKED, other=near(plan).assignment[unit(office, "甲")] or "")
    member("示例甲9号", office.general, office.firms["甲"])

    [words] = dropped(computed_again(office))

    assert words.startswith("锁定的 ")
    assert words.endswith("：示例甲的正式党员已够单独成立党支部。")


def test_what_the_rules_forbid_now_is_dropped_with_the_rule(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.LOCKED, other=near(plan).assignment[unit(office, "甲")] or "")
    Enterprise.objects.filter(pk=office.firms["乙"].pk).update(latitude=20 + 5000 * METRE)

    again = computed_again(office)

    [words] = dropped(again)
    assert words.startswith("锁定的 ")
    assert "示例乙" in words
    assert words.endswith(" 米，上限 1500 米。")
    assert decisions_of(again).locked == ()


def test_a_place_that_nobody_can_be_found_for_is_given_up_after_all(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.MOVED, "庚", unit(office, "庚"), unfinished=True)

    again = computed_again(office)

    assert near(plan).assignment[unit(office, "庚")] == unit(office, "庚")
    assert again.plan.state == PlanState.READY
    assert dropped(again) == ["示例庚 自己牵头：附近凑不够能与它成立支部的单位。"]


def test_the_bound_of_a_plan_around_decisions_falls_when_one_is_lifted(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.LEFT_OUT, "庚")
    again = computed_again(office)

    edit(office, again.plan, EditKind.TAKEN_BACK, "庚")

    assert again.report["bound"] == again.report["cost"]
    assert near(again.plan).report["bound"] is None


def test_the_page_says_what_was_carried_and_what_not(client: Client, office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.MOVED, "丙", str(office.own.public_id))
    edit(office, plan, EditKind.LEFT_OUT, "庚")
    empty_out(office, "丙")

    page = text(client, plan_url(computed_again(office).plan))

    assert "的人工安排 1 项" in page
    assert "示例丙不在这次参加测算的企业和支部里" in page


def test_carried_decisions_can_be_undone_like_any_other(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.MOVED, "丙", str(office.own.public_id))
    again = computed_again(office)

    edit(office, again.plan, EditKind.FREED, "丙")

    assert Desk(near(again.plan)).decisions.placed == {}


@pytest.mark.parametrize(("sent", "kept"), [({"keeps_wishes": "on"}, 1), ({}, 0)])
def test_the_form_asks_whether_to_carry(
    client: Client, office: PlanPark, plan: FormationPlan, sent: dict[str, str], kept: int
) -> None:
    edit(office, plan, EditKind.LEFT_OUT, "庚")

    client.post("/coverage/plans/request", {"park": str(office.park.public_id), **sent})

    notes = FormationPlan.objects.latest("created_at").notes
    assert len(notes.get("carried", {}).get("profiles", {})) == kept
