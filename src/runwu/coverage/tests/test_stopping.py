"""A computation tells where it stands, and can be cancelled or ended with the best so far (取消、到此为止)."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from runwu.core.jobs import JobCancelled, Progress
from runwu.core.jobs.progress import running
from runwu.core.models import Job
from runwu.core.models.jobs import JobState
from runwu.coverage.choices import EditKind, PlanState, Profile
from runwu.coverage.models import ContactPlan, FormationPlan
from runwu.coverage.selectors.reviews import PlanReview
from runwu.coverage.services import contact_plans
from runwu.coverage.services.contact_plans import compute_contact_plan
from runwu.coverage.services.plans import compute_plan, request_plan
from runwu.coverage.services.resolving import compute_rest, request_rest
from runwu.coverage.tests.addresses import plan_url, text
from runwu.coverage.tests.contacts_at import asked as ask_contacts
from runwu.coverage.tests.editing import edit, near
from runwu.coverage.tests.park import DAY, PlanPark
from runwu.enterprises.models import Enterprise
from runwu.people.models import Person

pytestmark = [pytest.mark.django_db(databases=["default", "progress"]), pytest.mark.usefixtures("_morning")]


@pytest.fixture
def asked(office: PlanPark) -> FormationPlan:
    """A plan that waits for a worker."""
    return request_plan(park=office.park, on=DAY, by=office.staff, keeps_joint_branches=False)


class Heard(Progress):
    """Progress that keeps what was said."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def report(self, done: int, total: int | None = None, message: str = "") -> None:
        self.words.append(message)


def _run_for(plan: FormationPlan, state: JobState) -> Job:
    assert plan.job is not None
    return Job.objects.create(
        public_id=plan.job, kind=compute_plan.kind, owner=plan.created_by, state=state, heartbeat=timezone.now()
    )


def test_a_computation_tells_score_bound_and_gap_of_each_alternative(asked: FormationPlan) -> None:
    heard = Heard()

    with running(heard):
        compute_plan(plan=str(asked.public_id))

    told = [
        words
        for words in heard.words
        if re.search(r"综合评分 [\d,]+，可能的最低分 [\d,]+，与最优相差不超过 [\d.]+%", words)
    ]
    assert {words[:8] for words in told} == {"正在测算“近便”", "正在测算“同链”", "正在测算“稳定”"}


def test_who_has_enough_gets_the_best_so_far_marked_so_with_its_gap(client: Client, asked: FormationPlan) -> None:
    client.post(plan_url(asked, "plan-enough"))

    compute_plan(plan=str(asked.public_id))

    asked.refresh_from_db()
    review = PlanReview(asked, Profile.NEAR).current
    assert asked.state == PlanState.READY
    assert review.ended == "由人中止，用当时的结果"
    assert re.fullmatch(r"与最优相差不超过 [\d.]+%", review.proof)


def test_the_time_limit_of_the_installation_ends_a_computation(asked: FormationPlan, settings: Settings) -> None:
    settings.RUNWU_PLAN_SECONDS = 1e-9

    compute_plan(plan=str(asked.public_id))

    assert near(asked).report["ended"] == "time"


def test_a_waiting_plan_offers_both_ways_to_stop(client: Client, asked: FormationPlan) -> None:
    page = text(client, plan_url(asked))

    assert f'action="{plan_url(asked, "plan-enough")}"' in page
    assert f'action="{plan_url(asked, "plan-cancel")}"' in page


def test_a_waiting_plan_is_cancelled_at_once_by_whoever_plans_for_the_park(
    client: Client, asked: FormationPlan
) -> None:
    job = _run_for(asked, JobState.QUEUED)

    page = client.post(plan_url(asked, "plan-cancel"), follow=True).content.decode()

    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert "测算已取消。" in page
    assert "重新测算" in page


def test_a_running_computation_is_asked_to_end_and_says_so_itself(client: Client, asked: FormationPlan) -> None:
    job = _run_for(asked, JobState.RUNNING)

    client.post(plan_url(asked, "plan-cancel"))

    job.refresh_from_db()
    asked.refresh_from_db()
    assert job.cancel_requested
    assert asked.state == PlanState.QUEUED


@pytest.mark.parametrize("act", ["plan-cancel", "plan-enough", "rest-cancel", "rest-enough"])
def test_what_has_ended_cannot_be_stopped(client: Client, plan: FormationPlan, act: str) -> None:
    assert client.post(plan_url(plan, act)).status_code == 409
    plan.refresh_from_db()
    assert plan.state == PlanState.READY


def test_the_rest_ends_with_the_best_so_far_as_well(client: Client, office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.LEFT_OUT, "庚")
    plan.refresh_from_db()
    request_rest(plan=plan, profile=Profile.NEAR, expected_version=plan.version, by=office.staff)
    _run_for(FormationPlan(job=near(plan).job, created_by=office.staff.public_id), JobState.RUNNING)

    client.post(plan_url(plan, "rest-enough"))
    compute_rest(plan=str(plan.public_id), profile="near", version=plan.version)

    report = near(plan).report
    assert report["ended"] == "cancelled"
    assert report["bound"] <= report["cost"]


def test_cancelling_the_rest_leaves_the_groups_as_they_are(
    client: Client, office: PlanPark, plan: FormationPlan
) -> None:
    edit(office, plan, EditKind.LEFT_OUT, "庚")
    plan.refresh_from_db()
    job = request_rest(plan=plan, profile=Profile.NEAR, expected_version=plan.version, by=office.staff)
    row = _run_for(FormationPlan(job=job.public_id, created_by=office.staff.public_id), JobState.RUNNING)
    before = near(plan).assignment

    client.post(plan_url(plan, "rest-cancel"))

    row.refresh_from_db()
    assert row.cancel_requested
    assert near(plan).assignment == before


def test_a_proposal_who_looks_after_whom_is_cancelled_too(client: Client, office: PlanPark) -> None:
    row = ContactPlan.objects.create(park=office.park, kind="instructor", as_of=DAY, created_by=office.staff.public_id)

    page = client.post(reverse("coverage:contact-cancel", args=[row.public_id]), follow=True).content.decode()

    row.refresh_from_db()
    assert row.state == PlanState.FAILED
    assert "测算已取消。" in page


@pytest.fixture
def waiting(
    office: PlanPark, people: dict[str, Person], empty: dict[str, Enterprise], monkeypatch: pytest.MonkeyPatch
) -> ContactPlan:
    """A proposal who looks after whom that waits for a worker."""
    monkeypatch.setattr(contact_plans, "AT_ONCE", 2)
    return ask_contacts(office)


def test_who_has_enough_gets_every_enterprise_placed_as_things_stand(client: Client, waiting: ContactPlan) -> None:
    url = reverse("coverage:contact-plan", args=[waiting.public_id])
    assert reverse("coverage:contact-enough", args=[waiting.public_id]) in text(client, url)

    client.post(reverse("coverage:contact-enough", args=[waiting.public_id]))
    compute_contact_plan(plan=str(waiting.public_id))

    waiting.refresh_from_db()
    assert (waiting.state, waiting.answer["ended"], waiting.answer["what_if"]) == (PlanState.READY, "cancelled", [])
    assert None not in waiting.assignment.values()
    page = text(client, url)
    assert "由人中止，用当时的结果" in page
    assert "没有比较完其他上限" in page


def test_a_proposal_ends_at_the_time_limit_too(waiting: ContactPlan, settings: Settings) -> None:
    settings.RUNWU_PLAN_SECONDS = 1e-9

    compute_contact_plan(plan=str(waiting.public_id))

    waiting.refresh_from_db()
    assert waiting.answer["ended"] == "time"
    assert waiting.answer["bound"] <= waiting.answer["cost"]


def test_a_cancelled_proposal_keeps_nothing(waiting: ContactPlan) -> None:
    class Cancelled(Progress):
        def check_cancelled(self) -> None:
            raise JobCancelled

    with running(Cancelled()), pytest.raises(JobCancelled):
        compute_contact_plan(plan=str(waiting.public_id))

    waiting.refresh_from_db()
    assert (waiting.state, waiting.assignment) == (PlanState.FAILED, {})
