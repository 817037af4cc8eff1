"""Plans whose computation got lost are taken up again, or ended so that somebody can start anew."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from runwu.core.models import Job
from runwu.core.models.jobs import JobState
from runwu.coverage.choices import PlanState
from runwu.coverage.models import FormationPlan
from runwu.coverage.services.lost_plans import take_up_lost_plans
from runwu.coverage.services.plans import compute_plan, request_plan
from runwu.coverage.tests.park import DAY, PlanPark

pytestmark = pytest.mark.django_db(databases=["default", "progress"])


@pytest.fixture
def lost(office: PlanPark) -> FormationPlan:
    """A plan whose server died before its job was queued: nothing that waits for the commit was run."""
    plan = request_plan(park=office.park, on=DAY, by=office.staff, keeps_joint_branches=False)
    FormationPlan.objects.filter(pk=plan.pk).update(created_at=timezone.now() - timedelta(minutes=5))
    return plan


def _job(plan: FormationPlan, state: JobState, **values: object) -> None:
    assert plan.job is not None
    Job.objects.create(public_id=plan.job, kind=compute_plan.kind, owner=plan.created_by, state=state, **values)


def test_a_plan_that_was_never_queued_is_computed_after_all(
    lost: FormationPlan, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert take_up_lost_plans() == 1

    lost.refresh_from_db()
    assert lost.state == PlanState.READY


def test_a_plan_just_requested_is_left_alone(lost: FormationPlan) -> None:
    FormationPlan.objects.filter(pk=lost.pk).update(created_at=timezone.now())

    assert take_up_lost_plans() == 0


def test_a_plan_whose_job_waits_is_left_alone(lost: FormationPlan) -> None:
    _job(lost, JobState.QUEUED)

    assert take_up_lost_plans() == 0


def test_a_plan_whose_job_has_ended_is_ended_so_that_a_new_one_can_start(lost: FormationPlan, office: PlanPark) -> None:
    _job(lost, JobState.FAILED)

    assert take_up_lost_plans() == 1
    lost.refresh_from_db()
    assert lost.state == PlanState.FAILED
    assert request_plan(park=office.park, on=DAY, by=office.staff, keeps_joint_branches=False) != lost


def test_a_plan_whose_job_killed_every_worker_is_ended(lost: FormationPlan) -> None:
    _job(lost, JobState.RUNNING, attempt=3)

    assert take_up_lost_plans() == 1
    lost.refresh_from_db()
    assert lost.state == PlanState.FAILED


def test_a_plan_of_somebody_who_has_left_is_ended(lost: FormationPlan) -> None:
    FormationPlan.objects.filter(pk=lost.pk).update(created_by=uuid4())

    assert take_up_lost_plans() == 1
    lost.refresh_from_db()
    assert lost.state == PlanState.FAILED


def test_a_computed_plan_is_left_alone(plan: FormationPlan) -> None:
    FormationPlan.objects.update(created_at=timezone.now() - timedelta(minutes=5))
    Job.objects.all().delete()

    assert take_up_lost_plans() == 0
