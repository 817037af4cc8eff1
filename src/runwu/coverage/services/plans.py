"""Plans of joint branches: requested, computed in the background, one profile chosen (联合党支部组建建议)."""

from collections.abc import Mapping
from datetime import date
from typing import Any
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
from runwu.coverage.choices import UNFINISHED, PlanState, Profile
from runwu.coverage.models import FormationPlan
from runwu.coverage.services.attempts import attempt, begun, mark, unfinished
from runwu.coverage.services.carrying import carry
from runwu.coverage.services.computing import Computed, compute_alternatives, write_alternatives
from runwu.coverage.services.decisions import PROFILE_NAMES
from runwu.coverage.services.instances import read_facts
from runwu.coverage.services.locks import locked_plan
from runwu.enterprises.models import Park
from runwu.planning.joint_branches.errors import InstanceError
from runwu.planning.joint_branches.instance import problem_from_document
from runwu.planning.joint_branches.problem import Problem, with_profile


@transaction.atomic
def request_plan(
    *,
    park: Park,
    on: date,
    by: User,
    keeps_joint_branches: bool = True,
    keeps_wishes: bool = True,
    after: FormationPlan | None = None,
) -> FormationPlan:
    """Read a park's facts and start the computation of the three alternatives (开始测算).

    Today's joint branches stay as they are and only take in neighbours, unless somebody asks to put them up for choice.
    With `keeps_wishes` what people settled in `after`, or else in the park's last plan, is taken over as far as it holds.
    A plan of the same person on the same facts that still computes is returned instead of started twice.
    Raises UserError when there is no enterprise to plan for, or the required pairs contradict each other.
    """
    facts = read_facts(park=park, on=on, keeps_joint_branches=keeps_joint_branches)
    if not facts.problem.units:
        raise _nothing_to_plan(park)
    problem = _checked(facts.document())
    last = after or _last_plan(park)
    carried = _carried(last, problem) if keeps_wishes else {}
    notes = facts.notes.document() | ({"after": str(last.public_id)} if last else {})
    notes |= {"carried": carried} if carried else {}
    running = FormationPlan.objects.filter(
        park=park, created_by=by.public_id, facts_digest=facts.digest, state__in=UNFINISHED
    )
    same = next((plan for plan in running if plan.notes == notes and _is_alive(plan)), None)
    if same is not None:
        return same
    plan = FormationPlan(
        park=park,
        as_of=on,
        keeps_joint_branches=keeps_joint_branches,
        instance=facts.document(),
        notes=notes,
        facts_digest=facts.digest,
        created_by=by.public_id,
    )
    plan.job = enqueue(compute_plan, by=by, args={"plan": str(plan.public_id)}, place=park.public_id).public_id
    plan.save()
    audit.log(by, "coverage.plan.requested", plan, place=park.public_id, units=len(facts.problem.units), on=on)
    return plan


def _is_alive(plan: FormationPlan) -> bool:
    """Tell whether something still computes a plan; its job's row is saved right after it."""
    row = Job.objects.filter(public_id=plan.job).first() if plan.job else None
    return row is None or (row.active and not row.interrupted)


def _last_plan(park: Park) -> FormationPlan | None:
    """Return the plan of a park that people worked on last; one that was put aside is none."""
    return park.formation_plans.filter(state__in=(PlanState.READY, PlanState.ADOPTED)).first()


def _carried(last: FormationPlan | None, problem: Problem) -> dict[str, Any]:
    """Return what is taken over from the last plan, by profile, as the notes of the new one hold it."""
    if last is None:
        return {}
    rows = {Profile(row.profile): row for row in last.alternatives.select_related("plan") if row.decided}
    carried = {profile: carry(row, with_profile(problem, PROFILE_NAMES[profile])) for profile, row in rows.items()}
    found = {str(profile): one.document() for profile, one in carried.items() if one.kept or one.dropped}
    return {"after": str(last.public_id), "as_of": f"{last.as_of:%Y-%m-%d}", "profiles": found} if found else {}


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
    """Compute the three alternatives of a plan and store them together (测算).

    A worker that shuts down leaves the plan to the next one; an attempt that was replaced writes nothing any more.
    """
    progress, row = current_job(), begun(FormationPlan, UUID(plan))
    address = reverse("coverage:plan", args=[plan])
    if row is None:
        return JobResult(url=address, message=_("这份建议已有结果，没有重复测算。"))
    with attempt(row, progress, failed=_("测算没有完成，没有写入任何方案。请重试一次。")):
        found = compute_alternatives(row, progress)
    _store(row, found, progress)
    return JobResult(url=address, message=_("三个方案已测算完成。"))


@transaction.atomic
def _store(row: FormationPlan, found: Mapping[Profile, Computed], progress: Progress) -> None:
    """Write the alternatives, once: never over those that somebody may have worked on since."""
    unfinished(row, progress)
    write_alternatives(row, found)
    mark(row, PlanState.READY)


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
