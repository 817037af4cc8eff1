"""A worker that stops leaves its plan to the next one; whoever comes late overwrites nothing (中断与续办)."""

import pytest
from django.utils import timezone

from runwu.core.errors import UserError
from runwu.core.jobs import JobCancelled, JobLost, Progress
from runwu.core.jobs.progress import JobProgress, running
from runwu.core.jobs.runner import run
from runwu.core.models import Job
from runwu.core.models.jobs import JobState
from runwu.coverage.choices import EditKind, PlanState
from runwu.coverage.models import FormationPlan
from runwu.coverage.services.plans import compute_plan, request_plan
from runwu.coverage.tests.editing import edit
from runwu.coverage.tests.park import DAY, PlanPark

pytestmark = pytest.mark.django_db(databases=["default", "progress"])


@pytest.fixture
def asked(office: PlanPark) -> FormationPlan:
    """A plan that waits for a worker; its job was never queued, so the tests run it themselves."""
    return request_plan(park=office.park, on=DAY, by=office.staff, keeps_joint_branches=False)


class Meanwhile(Progress):
    """Progress during which somebody puts the plan aside, or cancels, at the very end."""

    def __init__(self, plan: FormationPlan, *, cancels: bool = False) -> None:
        self.plan, self.cancels = plan, cancels

    def report(self, done: int, total: int | None = None, message: str = "") -> None:
        if done == total:
            FormationPlan.objects.filter(pk=self.plan.pk).update(state=PlanState.DISCARDED)
            if self.cancels:
                raise JobCancelled


def _job(plan: FormationPlan, state: JobState, **values: object) -> Job:
    assert plan.job is not None
    args = {"plan": str(plan.public_id)}
    return Job.objects.create(
        public_id=plan.job, kind=compute_plan.kind, owner=plan.created_by, state=state, args=args, **values
    )


def test_a_plan_whose_worker_shuts_down_is_computed_by_the_next_one(asked: FormationPlan) -> None:
    job = _job(asked, JobState.QUEUED)

    run(str(job.public_id), stopping=lambda: True)

    asked.refresh_from_db()
    job.refresh_from_db()
    assert (asked.state, asked.failure) == (PlanState.READY, "")
    assert (job.state, job.attempt) == (JobState.DONE, 2)


def test_an_attempt_that_was_replaced_marks_nothing(asked: FormationPlan) -> None:
    job = _job(asked, JobState.RUNNING, attempt=1, heartbeat=timezone.now())
    Job.objects.filter(pk=job.pk).update(attempt=2)

    with running(JobProgress(job)), pytest.raises(JobLost):
        compute_plan(plan=str(asked.public_id))

    asked.refresh_from_db()
    assert asked.state == PlanState.COMPUTING


def test_a_result_that_comes_late_is_not_written_over_another_state(asked: FormationPlan) -> None:
    with running(Meanwhile(asked)), pytest.raises(UserError, match="已放弃"):
        compute_plan(plan=str(asked.public_id))

    asked.refresh_from_db()
    assert asked.state == PlanState.DISCARDED
    assert not asked.alternatives.exists()


def test_a_late_cancellation_leaves_another_state_as_it_is(asked: FormationPlan) -> None:
    with running(Meanwhile(asked, cancels=True)), pytest.raises(JobCancelled):
        compute_plan(plan=str(asked.public_id))

    asked.refresh_from_db()
    assert asked.state == PlanState.DISCARDED


def test_a_plan_that_has_its_result_keeps_it_with_every_edit(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.LEFT_OUT, "庚")

    compute_plan(plan=str(plan.public_id))

    plan.refresh_from_db()
    assert plan.state == PlanState.READY
    assert plan.alternatives.get(profile="near").edits.count() == 1


def test_a_plan_that_nothing_computes_any_more_does_not_stand_in_the_way(
    office: PlanPark, asked: FormationPlan
) -> None:
    _job(asked, JobState.RUNNING, attempt=3, heartbeat=None)

    again = request_plan(park=office.park, on=DAY, by=office.staff, keeps_joint_branches=False)

    assert again != asked
