"""Take up plans whose computation got lost (续办测算): the server died between the request and the queue, or its row is
gone. Jobs live in a database of their own, so no transaction holds both."""

from datetime import timedelta

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core.jobs import enqueue
from runwu.core.jobs.recovery import ATTEMPTS
from runwu.core.models import Job
from runwu.coverage.choices import UNFINISHED, PlanState
from runwu.coverage.models import FormationPlan
from runwu.coverage.services.plans import compute_plan

LOST_AFTER = timedelta(minutes=1)  # a job's row is saved right after the plan's
log = structlog.get_logger(__name__)


def take_up_lost_plans() -> int:
    """Queue the plans again that nothing computes any more, and end those whose job has ended; return how many.

    A job that waits or runs is left to `core.jobs`, which takes up what a dead worker left.
    """
    found = FormationPlan.objects.filter(state__in=UNFINISHED, created_at__lt=timezone.now() - LOST_AFTER)
    plans = {plan.pk: plan.job for plan in found.only("pk", "job")}
    alive = {row.public_id: _alive(row) for row in Job.objects.filter(public_id__in=filter(None, plans.values()))}
    # a job that ended after the plans were read may have stored its plan since: looked at again under the lock
    return sum(_taken_up(pk, job in alive) for pk, job in plans.items() if job is None or not alive.get(job, False))


def _alive(row: Job) -> bool:
    """Tell whether a job waits, runs or will be taken up by itself."""
    return row.active and not (row.interrupted and row.attempt >= ATTEMPTS)


@transaction.atomic
def _taken_up(pk: int, has_ended: bool) -> bool:
    plan = FormationPlan.objects.select_for_update(no_key=True).filter(pk=pk, state__in=UNFINISHED).first()
    if plan is None:
        return False
    owner = User.objects.filter(public_id=plan.created_by, is_active=True).first()
    if has_ended or owner is None:
        plan.state, plan.failure = PlanState.FAILED, _("测算没有完成，没有写入任何方案。请重新测算。")
    else:
        plan.state = PlanState.QUEUED
        plan.job = enqueue(
            compute_plan, by=owner, args={"plan": str(plan.public_id)}, place=plan.park.public_id
        ).public_id
        log.warning("plan without a job is computed again", plan=str(plan.public_id))
    plan.save(update_fields=["state", "failure", "job"])
    return True
