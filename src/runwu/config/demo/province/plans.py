"""Plans of the demo province: asked for in every park; one adopted and approved, one waiting for its approval."""

from contextlib import suppress
from datetime import date

from django.db import transaction

from runwu.accounts.models import User
from runwu.config.demo.loading import Report
from runwu.config.setup import SetUp
from runwu.core.errors import UserError
from runwu.core.jobs.runner import Shutdown
from runwu.core.jobs.worker import run_worker
from runwu.coverage.choices import PlanState, Profile
from runwu.coverage.models import Adoption, FormationPlan
from runwu.coverage.services.adoptions import adopt
from runwu.coverage.services.approvals import record_approval
from runwu.coverage.services.plans import request_plan

APPROVED, PENDING = "示例金滩产业开发区", "示例星港航天城"
"""Of these two a plan is adopted, so that the boards have both states to show; everywhere else it waits for people."""


def plan_parks(parks: list[SetUp], by: User, today: date, report: Report) -> None:
    """Ask for a plan in every park that never had one, as a job, compute them, and adopt two, once for all starts.

    Told to stop while it computes, it ends; the next start goes on there.
    """
    planned = set(FormationPlan.objects.values_list("park_id", flat=True))
    for found in parks:
        if found.park.pk not in planned:
            with suppress(UserError):  # a park where nobody is left to plan for has no plan
                request_plan(park=found.park, on=today, by=by)
    waiting = FormationPlan.objects.filter(state__in=(PlanState.QUEUED, PlanState.COMPUTING), created_by=by.public_id)
    if waiting.exists():
        run_worker(until_idle=True, with_chores=False)
        if Shutdown.requested:
            raise SystemExit("装到测算时停下了。再运行同一条命令，从这里接着装。")
    ready = FormationPlan.objects.filter(state=PlanState.READY).select_related("park")
    report(f"联合党支部组建建议：{ready.count()} 个园区已测算")
    worked_with = Adoption.objects.values("plan__park")
    for plan in ready.filter(park__name__in=(APPROVED, PENDING)).exclude(park__in=worked_with):
        _adopt(plan, by, today)


@transaction.atomic
def _adopt(plan: FormationPlan, by: User, today: date) -> None:
    adoption = adopt(plan=plan, profile=Profile.NEAR, expected_version=plan.version, on=today, by=by)
    if plan.park.name == APPROVED:
        record_approval(
            adoption=adoption,
            expected_version=adoption.version,
            number="示组〔2026〕1号（示例）",
            issued_on=today,
            authority="中共示例省委员会",
            on=today,
            by=by,
        )
