"""Plans: requested, computed, chosen, put aside."""

import pytest
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from runwu.core.errors import Conflict, UserError
from runwu.core.models import AuditEntry
from runwu.coverage.choices import PairKind, PlanState, Profile
from runwu.coverage.models import FormationPair, FormationPlan
from runwu.coverage.services.plans import choose_profile, compute_plan, discard_plan, request_plan
from runwu.coverage.tests.park import DAY, SINCE, PlanPark
from runwu.enterprises.models import Enterprise, Workplace

pytestmark = pytest.mark.django_db(databases=["default", "progress"])


def test_a_plan_keeps_the_facts_it_was_made_from(plan: FormationPlan) -> None:
    assert plan.instance["schema"] == "runwu-joint-branch/1"
    assert len(plan.facts_digest) == 64
    assert {unit["name"] for unit in plan.instance["units"]} >= {"示例甲", "示例乙", "示例丙"}


def test_three_alternatives_are_computed_and_proven(plan: FormationPlan) -> None:
    found = {one.profile: one.report["ended"] for one in plan.alternatives.all()}

    assert plan.state == PlanState.READY
    assert found == {"near": "proven", "chain": "proven", "stable": "proven"}


def test_neighbours_form_a_branch_and_nobody_within_reach_is_left_with_the_reason(plan: FormationPlan) -> None:
    report = plan.alternatives.get(profile=Profile.NEAR).report
    names = {unit["id"]: unit["name"] for unit in plan.instance["units"]}

    first = report["groups"][0]
    assert {names[unit] for unit in first["units"]} == {"示例甲", "示例乙", "示例丙"}
    assert [(names[left["unit"]], left["code"]) for left in report["left"]] == [("示例庚", "nobody_within_reach")]


def test_the_job_runs_on_commit_and_its_result_opens_the_plan(
    office: PlanPark, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        row = request_plan(park=office.park, on=DAY, by=office.staff, keeps_joint_branches=False)

    row.refresh_from_db()
    assert row.state == PlanState.READY
    assert row.job is not None


def test_asking_twice_while_it_computes_gives_the_same_plan(office: PlanPark) -> None:
    first = request_plan(park=office.park, on=DAY, by=office.staff, keeps_joint_branches=False)

    assert request_plan(park=office.park, on=DAY, by=office.staff, keeps_joint_branches=False) == first


def test_a_park_without_units_says_what_is_missing(office: PlanPark) -> None:
    Workplace.objects.all().delete()

    with pytest.raises(UserError, match="没有需要联合组建的企业"):
        request_plan(park=office.park, on=DAY, by=office.staff, keeps_joint_branches=False)


def test_pairs_that_contradict_each_other_are_named(office: PlanPark) -> None:
    _pair(office, "甲", "乙", PairKind.TOGETHER)
    _pair(office, "乙", "丙", PairKind.TOGETHER)
    _pair(office, "甲", "丙", PairKind.APART)
    _pair(office, "丙", "丁", PairKind.TOGETHER)

    with pytest.raises(UserError, match=r"无法同时满足.*示例"):
        request_plan(park=office.park, on=DAY, by=office.staff, keeps_joint_branches=False)


def _pair(office: PlanPark, one: str, other: str, kind: PairKind) -> None:
    first, second = sorted([office.firms[one], office.firms[other]], key=_key)
    FormationPair.objects.create(
        first=first, second=second, kind=kind, reason="示例", valid_from=SINCE, recorded_by=office.staff.public_id
    )


def _key(firm: Enterprise) -> int:
    return firm.pk


def test_choosing_an_alternative_is_kept_and_logged(office: PlanPark, plan: FormationPlan) -> None:
    chosen = choose_profile(plan=plan, profile=Profile.STABLE, expected_version=0, by=office.staff)

    assert (chosen.chosen, chosen.version) == (Profile.STABLE, 1)
    assert AuditEntry.objects.filter(action="coverage.plan.chosen").count() == 1


def test_a_page_that_is_out_of_date_changes_nothing(office: PlanPark, plan: FormationPlan) -> None:
    choose_profile(plan=plan, profile=Profile.STABLE, expected_version=0, by=office.staff)

    with pytest.raises(Conflict, match="有人改过"):
        choose_profile(plan=plan, profile=Profile.CHAIN, expected_version=0, by=office.officer)


def test_a_discarded_plan_can_no_longer_be_changed(office: PlanPark, plan: FormationPlan) -> None:
    discard_plan(plan=plan, expected_version=0, by=office.staff)

    with pytest.raises(Conflict, match="已放弃"):
        choose_profile(plan=plan, profile=Profile.CHAIN, expected_version=1, by=office.staff)


def test_the_same_facts_give_the_same_groups(office: PlanPark, plan: FormationPlan) -> None:
    again = request_plan(park=office.park, on=DAY, by=office.officer, keeps_joint_branches=False)
    compute_plan(plan=str(again.public_id))

    assert again.facts_digest == plan.facts_digest
    assert again.alternatives.get(profile="near").assignment == plan.alternatives.get(profile="near").assignment
