"""Compute the rest of an alternative anew around what people settled (重算其余各组): a job that keeps their version."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import UserError
from runwu.core.jobs import JobResult, Progress, current_job, enqueue, job
from runwu.core.models import Job
from runwu.coverage.choices import EditKind, PlanState, Profile
from runwu.coverage.models import FormationPlan, PlanAlternative
from runwu.coverage.services import refusals
from runwu.coverage.services.computing import SEED
from runwu.coverage.services.decisions import Decisions, decisions_of, problem_of
from runwu.coverage.services.edit_kinds import Edit
from runwu.coverage.services.editing import lock, write
from runwu.coverage.services.solving import limits, solved, standing
from runwu.coverage.services.stopping import Stop, is_enough
from runwu.planning.joint_branches.arrangements import arrange
from runwu.planning.joint_branches.cost import cost_of
from runwu.planning.joint_branches.errors import ContradictionError
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.plan import Plan


@transaction.atomic
def request_rest(*, plan: FormationPlan, profile: Profile, expected_version: int, by: User) -> Job:
    """Start the computation of everything that nobody settled (重算其余各组).

    Raises UserError when two decisions cannot hold together, and says which; Conflict as every act on a plan.
    """
    plan, alternative = lock(plan, profile, expected_version)
    index, decisions = Index(problem_of(alternative)), decisions_of(alternative)
    try:
        arrange(index, decisions.wishes.locked, decisions.forced)
    except ContradictionError as error:
        raise refusals.contradiction(error, index) from error
    arguments = {"plan": str(plan.public_id), "profile": str(profile), "version": plan.version}
    started = enqueue(compute_rest, by=by, args=arguments, place=plan.park.public_id)
    alternative.job, alternative.enough = started.public_id, False
    alternative.save(update_fields=["job", "enough"])
    audit.log(by, "coverage.plan.rest_requested", plan, place=plan.park.public_id, profile=str(profile))
    return started


@job(title=gettext_lazy("联合党支部组建建议：重算其余各组"))
def compute_rest(*, plan: str, profile: str, version: int) -> JobResult:
    """Compute and keep the rest of an alternative; nothing is written when the plan changed meanwhile."""
    row = PlanAlternative.objects.select_related("plan__park").get(plan__public_id=UUID(plan), profile=profile)
    _refuse_changed(row.plan, version)
    progress = current_job()
    found = _solve(row, progress)
    with transaction.atomic():
        _keep(row, found, version, progress)
    url = reverse("coverage:plan", args=[row.plan.public_id]) + f"?profile={profile}"
    return JobResult(url=url, message=_("其余各组已重新测算。"))


def _refuse_changed(plan: FormationPlan, version: int) -> None:
    if plan.state == PlanState.READY and plan.version == version:
        return
    raise UserError(
        _("重算期间，这份建议有人改动或采纳了，结果没有写入。"),
        rule=_("以最后保存的内容为准，不覆盖别人的操作。"),
        now=_("请看过现在的分组；需要时再重算一次。"),
    )


def _solve(row: PlanAlternative, progress: Progress) -> Plan:
    problem, decisions, stop = problem_of(row), decisions_of(row), Stop(progress, lambda: is_enough(row))
    try:
        found = solved(
            problem,
            seed=SEED,
            limits=limits(),
            progress=lambda step: progress.report(step.park - 1, step.parks, standing(step)),
            cancelled=stop,
            locked=decisions.wishes.locked,
            forced=decisions.forced,
        )
    except ContradictionError as error:
        stop.raise_if_cancelled()
        raise refusals.cut_too_short() if stop.cut_short else refusals.contradiction(error, Index(problem)) from error
    stop.raise_if_cancelled()
    return found


def _keep(row: PlanAlternative, found: Plan, version: int, progress: Progress) -> None:
    plan = FormationPlan.objects.select_for_update(of=("self",), no_key=True).select_related("park").get(pk=row.plan_id)
    progress.confirm()
    _refuse_changed(plan, version)
    alternative = PlanAlternative.objects.select_for_update(of=("self",)).get(pk=row.pk)
    alternative.plan = plan
    decisions = decisions_of(alternative)
    before = cost_of(Index(problem_of(alternative)), alternative.assignment).total
    by = User.objects.get(public_id=progress.owner or plan.created_by)
    edit = Edit(EditKind.SOLVED)
    write(alternative, edit, found.assignment, _proven(decisions, found), by=by, delta=found.cost - before, warnings=[])
    audit.log(by, "coverage.plan.rest_computed", plan, place=plan.park.public_id, profile=row.profile)


def _proven(decisions: Decisions, found: Plan) -> Decisions:
    proof = {
        "bound": found.bound,
        "ended": str(found.ended),
        "seconds": round(found.seconds, 1),
        "left_out": sorted(decisions.left_out),
        "under": sorted(decisions.restrictions),
    }
    return replace(decisions, proof=proof)
