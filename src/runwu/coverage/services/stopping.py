"""Stopping a computation (取消、到此为止): what the solver asks its job, and what people ask of a computation."""

import time
from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict
from runwu.core.jobs import JobCancelled, Progress, cancel
from runwu.core.models import Job
from runwu.core.models.jobs import JobState
from runwu.coverage.choices import UNFINISHED, PlanState, Profile
from runwu.coverage.models import ContactPlan, FormationPlan, PlanAlternative

SECONDS_BETWEEN = 0.5  # two looks at whether somebody asked to stop


class Stop:
    """The solver's question whether to stop: asks the job and `enough`, and remembers the answers for afterwards.

    enough: whether somebody wants the best so far; asked at most twice a second.
    """

    def __init__(self, progress: Progress, enough: Callable[[], bool] = lambda: False) -> None:
        self.check: Callable[[], None] = progress.check_cancelled
        self.reason: JobCancelled | None = None
        self.cut_short = False
        self._enough, self._asked = enough, float("-inf")

    def __call__(self) -> bool:
        try:
            self.check()
        except JobCancelled as reason:
            self.reason = reason
        return self.reason is not None or self._is_enough()

    def _is_enough(self) -> bool:
        now = time.monotonic()
        if not self.cut_short and now - self._asked >= SECONDS_BETWEEN:
            self._asked, self.cut_short = now, self._enough()
        return self.cut_short

    def raise_if_cancelled(self) -> None:
        """Raise JobCancelled when the person cancelled while the solver worked."""
        if self.reason is not None:
            raise self.reason


def is_enough(row: FormationPlan | ContactPlan | PlanAlternative) -> bool:
    """Tell whether somebody asked to stop with the best so far. One query."""
    return type(row)._default_manager.filter(pk=row.pk, enough=True).exists()


@transaction.atomic
def cancel_plan(*, plan: FormationPlan | ContactPlan, by: User) -> None:
    """Cancel the computation of a plan or of a proposal who looks after whom (取消测算); one that has ended stays.

    Whoever may plan for the park may cancel, not only who started it.
    """
    row = type(plan).objects.select_for_update(of=("self",), no_key=True).select_related("park").get(pk=plan.pk)
    if row.state not in UNFINISHED:
        raise _ended()
    if not _cancelled(row.job):
        row.state, row.failure = PlanState.FAILED, _("测算已取消。")
        row.save(update_fields=["state", "failure"])
    audit.log(by, f"coverage.{_kind(row)}.cancelled", row, place=row.park.public_id)


def _kind(row: FormationPlan | ContactPlan) -> str:
    return "plan" if isinstance(row, FormationPlan) else "contact_plan"


def _cancelled(job: UUID | None) -> bool:
    """Cancel a job; tell whether it still runs and will say itself how it ended."""
    row = Job.objects.filter(public_id=job).first() if job else None
    if row is None or not row.active:
        return False
    cancel(row)
    row.refresh_from_db()
    return row.state == JobState.RUNNING and not row.interrupted


@transaction.atomic
def cut_plan_short(*, plan: FormationPlan | ContactPlan, by: User) -> None:
    """Let the computation of a plan, or of a proposal who looks after whom, end now with the best found so far (到此为止).

    It is marked so, with its gap.
    """
    row = type(plan).objects.select_for_update(of=("self",), no_key=True).select_related("park").get(pk=plan.pk)
    if row.state not in UNFINISHED:
        raise _ended()
    row.enough = True
    row.save(update_fields=["enough"])
    audit.log(by, f"coverage.{_kind(row)}.cut_short", row, place=row.park.public_id)


@transaction.atomic
def cancel_rest(*, alternative: PlanAlternative, by: User) -> None:
    """Cancel the computation of the rest of an alternative; its places stay as they are."""
    row = Job.objects.filter(public_id=alternative.job).first() if alternative.job else None
    if row is None or not row.active:
        raise _ended()
    cancel(row)
    _log_rest(alternative, "coverage.plan.cancelled", by)


@transaction.atomic
def cut_rest_short(*, alternative: PlanAlternative, by: User) -> None:
    """Let the computation of the rest of an alternative end now with the best found so far (到此为止)."""
    row = Job.objects.filter(public_id=alternative.job).first() if alternative.job else None
    if row is None or not row.active:
        raise _ended()
    PlanAlternative.objects.filter(pk=alternative.pk).update(enough=True)
    _log_rest(alternative, "coverage.plan.cut_short", by)


def _log_rest(alternative: PlanAlternative, action: str, by: User) -> None:
    plan = alternative.plan
    audit.log(by, action, plan, place=plan.park.public_id, profile=str(Profile(alternative.profile)))


def _ended() -> Conflict:
    return Conflict(_("这次测算已经结束。"), rule=_("只有正在进行的测算可以停下。"), now=_("请刷新页面，查看结果。"))
