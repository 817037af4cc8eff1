"""Plans of joint branches: requested, computed in the background, one profile chosen (联合党支部组建建议)."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import UserError
from runwu.core.jobs import JobCancelled, JobResult, Progress, current_job, enqueue, job
from runwu.coverage.choices import PlanState, Profile
from runwu.coverage.models import FormationPlan, PlanAlternative
from runwu.coverage.services.decisions import PROFILE_NAMES, Lettered
from runwu.coverage.services.instances import read_facts
from runwu.coverage.services.letters import letters_for
from runwu.coverage.services.locks import locked_plan
from runwu.coverage.services.reports import Document, report_of_plan
from runwu.coverage.services.solving import solved
from runwu.coverage.services.stopping import Stop
from runwu.enterprises.models import Park
from runwu.planning.joint_branches.errors import InstanceError
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.instance import problem_from_document
from runwu.planning.joint_branches.legality import units_by_host
from runwu.planning.joint_branches.limits import Limits
from runwu.planning.joint_branches.plan import Plan
from runwu.planning.joint_branches.problem import Problem, with_profile

SEED = 1  # one seed for everybody, so that the same facts give the same suggestion
LIMITS = Limits()


@transaction.atomic
def request_plan(*, park: Park, on: date, by: User, keeps_joint_branches: bool = True) -> FormationPlan:
    """Read a park's facts and start the computation of the three alternatives (开始测算).

    Today's joint branches stay as they are and only take in neighbours, unless somebody asks to put them up for choice.
    A plan of the same person on the same facts that still computes is returned instead of started twice.
    Raises UserError when there is no enterprise to plan for, or the required pairs contradict each other.
    """
    facts = read_facts(park=park, on=on, keeps_joint_branches=keeps_joint_branches)
    if not facts.problem.units:
        raise _nothing_to_plan(park)
    _checked(facts.document())
    running = FormationPlan.objects.filter(
        park=park, created_by=by.public_id, facts_digest=facts.digest, state__in=(PlanState.QUEUED, PlanState.COMPUTING)
    ).first()
    if running is not None:
        return running
    plan = FormationPlan(
        park=park,
        as_of=on,
        keeps_joint_branches=keeps_joint_branches,
        instance=facts.document(),
        notes=facts.notes.document(),
        facts_digest=facts.digest,
        created_by=by.public_id,
    )
    plan.job = enqueue(compute_plan, by=by, args={"plan": str(plan.public_id)}, place=park.public_id).public_id
    plan.save()
    audit.log(by, "coverage.plan.requested", plan, place=park.public_id, units=len(facts.problem.units), on=on)
    return plan


def _nothing_to_plan(park: Park) -> UserError:
    return UserError(
        _("%(park)s目前没有需要联合组建的企业。") % {"park": park.name},
        rule=_("参加测算的是实际经营、没有单独支部、有正式党员且有位置的企业。"),
        now=_("请核对企业是否实际经营、党员的工作单位和企业位置是否已登记。"),
    )


def _checked(document: dict[str, object]) -> Problem:
    try:
        return problem_from_document(document)
    except InstanceError as error:
        raise UserError(
            _("登记的同组或分开要求无法同时满足：%(problem)s。") % {"problem": _named(error.problem, document)},
            rule=_("同组的企业须能放进同一个支部。"),
            now=_("请在“同组与分开”中修改或结束这条要求，再重新测算。"),
        ) from error


def _named(text: str, document: dict[str, object]) -> str:
    """Replace ids by names in a sentence of the planner."""
    for side in ("units", "branches"):
        for entry in document[side]:  # type: ignore[attr-defined]
            text = text.replace(entry["id"], entry["name"])
    return text


@job(title=gettext_lazy("联合党支部组建建议测算"), unit=gettext_lazy("个方案"))
def compute_plan(*, plan: str) -> JobResult:
    """Compute the three alternatives of a plan and store them together (测算)."""
    row = FormationPlan.objects.get(public_id=UUID(plan))
    _mark(row, PlanState.COMPUTING)
    try:
        found = _solve_all(problem_from_document(row.instance), current_job())
    except JobCancelled:
        _mark(row, PlanState.FAILED, _("测算已取消。"))
        raise
    except InstanceError as error:
        _mark(row, PlanState.FAILED, str(error))
        raise UserError(str(error)) from error
    except Exception:
        _mark(row, PlanState.FAILED, _("测算没有完成，没有写入任何方案。请重试一次。"))
        raise
    _store(row, found)
    return JobResult(url=reverse("coverage:plan", args=[row.public_id]), message=_("三个方案已测算完成。"))


def _mark(row: FormationPlan, state: PlanState, failure: str = "") -> None:
    FormationPlan.objects.filter(pk=row.pk).update(state=state, failure=failure[:500])


def _solve_all(problem: Problem, progress: Progress) -> dict[Profile, Plan]:
    stop = Stop(progress)
    found: dict[Profile, Plan] = {}
    for number, (profile, name) in enumerate(PROFILE_NAMES.items()):
        progress.report(number, len(PROFILE_NAMES), _("正在测算“%(name)s”") % {"name": profile.label})
        found[profile] = solved(with_profile(problem, name), seed=SEED, limits=LIMITS, cancelled=stop)
        stop.raise_if_cancelled()
    progress.report(len(PROFILE_NAMES), len(PROFILE_NAMES), _("正在保存"))
    return found


@transaction.atomic
def _store(row: FormationPlan, found: dict[Profile, Plan]) -> None:
    problem = problem_from_document(row.instance)
    row.alternatives.all().delete()
    known: Lettered = {}
    for profile, plan in found.items():
        assignment = dict(plan.assignment)
        index = Index(with_profile(problem, PROFILE_NAMES[profile]))
        groups = units_by_host(index, assignment)
        given = letters_for(groups, known) if known else {}
        report = report_of_plan(index, plan, letters=given)
        # a group that another alternative has as well carries the same letter there
        known = {**known, **_lettered(report)}
        PlanAlternative.objects.create(
            plan=row,
            profile=profile,
            computed={"assignment": assignment, "report": report},
            assignment=assignment,
            report=report,
        )
    _mark(row, PlanState.READY)


def _lettered(report: Document) -> Lettered:
    return {group["letter"]: (group["host"], tuple(group["units"])) for group in report["groups"]}


@transaction.atomic
def choose_profile(*, plan: FormationPlan, profile: Profile, expected_version: int, by: User) -> FormationPlan:
    """Choose the alternative that the office goes on with (选用方案)."""
    plan = locked_plan(plan, expected_version)
    plan.chosen = profile
    plan.version += 1
    plan.save(update_fields=["chosen", "version"])
    audit.log(by, "coverage.plan.chosen", plan, place=plan.park.public_id, profile=str(profile))
    return plan


@transaction.atomic
def discard_plan(*, plan: FormationPlan, expected_version: int, by: User) -> FormationPlan:
    """Put a plan aside (放弃建议); it stays readable."""
    plan = locked_plan(plan, expected_version)
    plan.state = PlanState.DISCARDED
    plan.version += 1
    plan.save(update_fields=["state", "version"])
    audit.log(by, "coverage.plan.discarded", plan, place=plan.park.public_id)
    return plan
