"""Propose who looks after which enterprise (派员建议): computed, changed by hand, put aside."""

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, UserError
from runwu.core.jobs import JobResult, Progress, current_job, enqueue, job
from runwu.coverage.choices import PlanState
from runwu.coverage.models import ContactPlan
from runwu.coverage.services.attempts import attempt, begun, unfinished
from runwu.coverage.services.contact_facts import Wanted, read_problem, unknowns
from runwu.coverage.services.stopping import Stop, is_enough
from runwu.enterprises.models import Park
from runwu.planning.assignment import Plan, Problem, WhatIf, document_of, problem_from_document, solve, what_if
from runwu.planning.joint_branches.limits import Ended

AT_ONCE = 200
"""Up to how many enterprises a plan is computed while the person waits; more go to the worker."""
OPEN = (PlanState.READY, PlanState.ADOPTED)


@transaction.atomic
def request_contact_plan(*, park: Park, wanted: Wanted, on: date, by: User) -> ContactPlan:
    """Read a park's facts and compute a proposal, at once for a small park and in the worker for a larger one.

    Raises UserError where there is nobody to assign or no enterprise to look after.
    """
    problem = read_problem(park=park, wanted=wanted, on=on)
    if not problem.contacts:
        raise UserError(
            _("%(park)s还没有登记%(kind)s。") % {"park": park.name, "kind": wanted.kind.label},
            now=_("请先导入指导员名册，或在企业台账中登记联络员。"),
        )
    if not problem.firms:
        raise UserError(
            _("%s没有需要安排的企业。") % park.name,
            rule=_("参加安排的是实际经营、没有单独或联合支部的企业。"),
            now=_("请核对企业是否实际经营；也可以把有党员的企业一并列入。"),
        )
    plan = ContactPlan(park=park, kind=wanted.kind, as_of=on, created_by=by.public_id)
    plan.instance = {**document_of(problem), "notes": unknowns(park, problem)}
    if len(problem.firms) > AT_ONCE:
        args = {"plan": str(plan.public_id)}
        plan.job = enqueue(compute_contact_plan, by=by, args=args, place=park.public_id).public_id
    else:
        _store(plan, problem, _solved(plan, problem, Progress()))
    plan.save()
    audit.log(by, "coverage.contact_plan.requested", plan, place=park.public_id, firms=len(problem.firms), on=on)
    return plan


@job(title=gettext_lazy("指导员安排测算"), unit=gettext_lazy("家企业"))
def compute_contact_plan(*, plan: str) -> JobResult:
    """Compute a proposal in the worker (测算)."""
    progress, row = current_job(), begun(ContactPlan, UUID(plan))
    address = reverse("coverage:contact-plan", args=[plan])
    if row is None:
        return JobResult(url=address, message=_("这份建议已有结果，没有重复测算。"))
    problem = problem_from_document(row.instance)
    with attempt(row, progress, failed=_("测算没有完成，没有写入任何安排。请重试一次。")):
        found = _solved(row, problem, progress)
    _keep(row, problem, found, progress)
    return JobResult(url=address, message=_("安排建议已测算完成。"))


@dataclass(frozen=True, slots=True)
class _Solved:
    """What a computation came to: the plan, how it ended, and what other limits would do as far as that was computed."""

    plan: Plan
    ended: str
    others: tuple[WhatIf, ...]


@transaction.atomic
def _keep(row: ContactPlan, problem: Problem, found: _Solved, progress: Progress) -> None:
    """Write what was computed, once: never over a proposal that somebody may have worked on since."""
    kept = unfinished(row, progress)
    _store(kept, problem, found)
    kept.save(update_fields=["answer", "assignment", "state"])


def _solved(row: ContactPlan, problem: Problem, progress: Progress) -> _Solved:
    """Solve a proposal; it ends with what there is when somebody has enough or RUNWU_PLAN_SECONDS are over.

    Raises JobCancelled when somebody cancels meanwhile.
    """
    stop, began = Stop(progress, lambda: is_enough(row)), time.monotonic()

    def enough() -> bool:
        return stop() or 0 < settings.RUNWU_PLAN_SECONDS < time.monotonic() - began

    plan = solve(problem, watch=partial(progress.report, message=_("正在安排")), enough=enough)
    stop.raise_if_cancelled()
    found = _("综合评分 %(cost)s，可能的最低分 %(bound)s；正在比较其他上限") % {
        "cost": f"{plan.cost:,}", "bound": f"{plan.bound:,}",
    }  # fmt: skip
    others = what_if(problem, plan, watch=partial(progress.report, message=found), enough=enough)
    stop.raise_if_cancelled()
    ended = Ended.PROVEN if not plan.cut_short else Ended.CANCELLED if stop.cut_short else Ended.TIME
    return _Solved(plan, str(ended), others)


def _store(row: ContactPlan, problem: Problem, found: _Solved) -> None:
    others = [asdict(one) for one in found.others]
    row.answer = answer_of(found.plan) | {"ended": found.ended, "what_if": others}
    row.assignment = dict(found.plan.assignment)
    row.state = PlanState.READY


def answer_of(plan: Plan) -> dict[str, Any]:
    """Return a computed plan as JSON."""
    return {
        "assignment": dict(plan.assignment),
        "prices": dict(plan.prices),
        "cost": plan.cost,
        "bound": plan.bound,
        "seconds": round(plan.seconds, 2),
        "baseline": {"cost": plan.baseline.cost, "left": plan.baseline.left},
    }


def locked_contact_plan(plan: ContactPlan, expected_version: int) -> ContactPlan:
    """Lock a plan that is open to change. Raises Conflict when somebody changed it since the page was made."""
    row = ContactPlan.objects.select_for_update(of=("self",), no_key=True).select_related("park").get(pk=plan.pk)
    if row.state not in OPEN:
        raise Conflict(_("这份建议现在不能再改。"), now=_("请刷新页面；需要时重新测算一份。"))
    if row.version != expected_version:
        raise Conflict(
            _("你打开页面之后，有人改动了这份建议。"),
            rule=_("以最后保存的内容为准，不覆盖别人的操作。"),
            now=_("请刷新页面，看过现在的安排再操作。"),
        )
    return row


@transaction.atomic
def change_contact(
    *, plan: ContactPlan, firm: str, contact: str | None, rearrange: bool, expected_version: int, by: User
) -> ContactPlan:
    """Give an enterprise to somebody else by hand, or to nobody (手工调整).

    With `rearrange` everything that was changed by hand stays and the others are solved anew around it. Raises UserError
    where the person has no room, KeyError for unknown ids.
    """
    row = locked_contact_plan(plan, expected_version)
    problem = problem_from_document(row.instance)
    _check_room(row, problem, firm, contact)
    row.assignment[firm] = contact
    row.changed = sorted({*row.changed, firm})
    if rearrange:
        found = solve(problem.with_pins({one: row.assignment[one] for one in row.changed}))
        row.assignment = dict(found.assignment)
    row.version += 1
    row.save(update_fields=["assignment", "changed", "version"])
    audit.log(by, "coverage.contact_plan.changed", row, place=row.park.public_id, rearranged=rearrange)
    return row


def _check_room(row: ContactPlan, problem: Problem, firm: str, contact: str | None) -> None:
    if firm not in row.assignment or firm in row.accepted:
        raise UserError(_("这家企业的安排已采纳，不能再改。"), now=_("当天可以先撤回采纳；以后请重新测算。"))
    if contact is None:
        return
    room = {one.id: one for one in problem.contacts}[contact]
    held = sum(one == contact for key, one in row.assignment.items() if key != firm)
    if held >= room.room:
        raise UserError(
            _("这位人员已到上限 %d 家。") % room.limit,
            rule=_("每人联系企业数不超过测算时的上限。"),
            now=_("请先把其他企业换给别人，或提高上限重新测算。"),
        )


@transaction.atomic
def reset_contact_plan(*, plan: ContactPlan, expected_version: int, by: User) -> ContactPlan:
    """Return to what was computed (恢复测算结果); what was accepted stays."""
    row = locked_contact_plan(plan, expected_version)
    computed: Mapping[str, str | None] = row.answer["assignment"]
    row.assignment = {firm: row.assignment[firm] if firm in row.accepted else held for firm, held in computed.items()}
    row.changed, row.version = [], row.version + 1
    row.save(update_fields=["assignment", "changed", "version"])
    audit.log(by, "coverage.contact_plan.changed", row, place=row.park.public_id, rearranged=False)
    return row


@transaction.atomic
def discard_contact_plan(*, plan: ContactPlan, expected_version: int, by: User) -> None:
    """Put a proposal aside (放弃); it stays readable."""
    row = locked_contact_plan(plan, expected_version)
    row.state, row.version = PlanState.DISCARDED, row.version + 1
    row.save(update_fields=["state", "version"])
    audit.log(by, "coverage.contact_plan.discarded", row, place=row.park.public_id)
