"""A proposal who looks after which enterprise (派员建议): looked through, changed, accepted, taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, polled, require, send_to
from runwu.core.scope import Capability
from runwu.coverage.choices import PlanState
from runwu.coverage.models import ContactPlan
from runwu.coverage.selectors.contact_plans import (
    PER_PAGE,
    SHOWN,
    ContactReview,
    contact_plans,
    job_of_contact_plan,
)
from runwu.coverage.services.contact_acceptance import accept_contacts, undo_acceptance
from runwu.coverage.services.contact_plans import OPEN, change_contact, discard_contact_plan, reset_contact_plan
from runwu.coverage.views.lookup import acting, version_of
from runwu.planning.assignment import explain

COMPUTED = (*OPEN, PlanState.DISCARDED)


def _plan(request: ScopedRequest, public_id: UUID) -> ContactPlan:
    return get_object_or_404(contact_plans(scope=request.scope), public_id=public_id)


@require(Capability.PLAN)
@require_GET
def contact_plan(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show a proposal: progress while it computes, then loads, reasons and what other limits would do."""
    plan = _plan(request, public_id)
    if plan.state not in COMPUTED:
        return _waiting(request, plan)
    return render(request, "coverage/contact_plan.html", _review(request, plan))


@require(Capability.PLAN)
@polled
@require_GET
def contact_plan_progress(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Answer how far the computation is; once it is done, the page of the proposal."""
    plan = _plan(request, public_id)
    if plan.state not in COMPUTED:
        return _waiting(request, plan)
    return send_to(request, reverse("coverage:contact-plan", args=[public_id]))


def _waiting(request: ScopedRequest, plan: ContactPlan) -> HttpResponseBase:
    job = job_of_contact_plan(plan)
    running = plan.state != PlanState.FAILED and (job is None or (job.active and not job.interrupted))
    return render(request, "coverage/contact_waiting.html", {"plan": plan, "job": job, "running": running})


def _review(request: ScopedRequest, plan: ContactPlan) -> dict[str, object]:
    review = ContactReview(plan)
    show = request.GET.get("show", "")
    show, contact = show if show in SHOWN else "", request.GET.get("contact", "")
    firms = review.firms(show=show, contact=contact)
    page = _page(request, len(firms))
    return {
        "plan": plan,
        "review": review,
        "lines": review.lines(firms[page * PER_PAGE : (page + 1) * PER_PAGE]),
        "number": len(firms),
        "show": show,
        "contact": contact,
        "contact_name": review.name(contact) if contact else "",
        "before": page if page else None,
        "after": page + 2 if (page + 1) * PER_PAGE < len(firms) else None,
        "firms": len(review.problem.firms),
        "accepted": len(plan.accepted),
        "open": plan.state in OPEN,
        "may_undo": bool(plan.accepted) and plan.accepted_on == request.on,
        "what_if": plan.answer.get("what_if", ()),
        "notes": plan.instance.get("notes", {}),
    }


def _page(request: ScopedRequest, number: int) -> int:
    asked = request.GET.get("page", "1")
    last = max(0, (number - 1) // PER_PAGE)
    return min(max(0, int(asked) - 1), last) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0


@require(Capability.PLAN)
@require_http_methods(["GET", "POST"])
def contact_firm(request: ScopedRequest, public_id: UUID, firm: UUID) -> HttpResponseBase:
    """Show why an enterprise got this person, and what each other one would cost; a POST changes it."""
    plan, key = _plan(request, public_id), str(firm)
    if plan.state not in COMPUTED or key not in plan.assignment:
        raise Http404
    review = ContactReview(plan)
    if request.method == "POST":
        return _change(request, review, key)
    found = explain(review.problem, review.plan, key, number=len(review.problem.contacts))
    context = {
        "plan": plan,
        "firm": next(one for one in review.problem.firms if one.id == key),
        "found": found,
        "current": review.name(found.contact),
        "others": [(review.name(one.contact), one) for one in found.others],
        "open": plan.state in OPEN and key not in plan.accepted,
        "review": review,
    }
    return render(request, "coverage/contact_firm.html", context)


def _change(request: ScopedRequest, review: ContactReview, firm: str) -> HttpResponseBase:
    asked = request.POST.get("contact", "")
    if asked and asked not in {one.id for one in review.problem.contacts}:
        raise Http404
    before = review.plan.cost
    plan = change_contact(
        plan=review.row,
        firm=firm,
        contact=asked or None,
        rearrange=request.POST.get("rearrange") == "yes",
        expected_version=version_of(request),
        by=acting(request),
    )
    after = ContactReview(plan).plan.cost
    messages.success(
        request, _("已调整，综合评分 %(before)s → %(after)s。") % {"before": f"{before:,}", "after": f"{after:,}"}
    )
    return redirect("coverage:contact-plan", public_id=plan.public_id)


@require(Capability.PLAN)
@require_POST
def contact_accept(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Make proposals facts: the ticked ones, or all."""
    plan = _plan(request, public_id)
    firms = None if request.POST.get("which") == "all" else request.POST.getlist("firm")
    done, skipped = accept_contacts(
        plan=plan, firms=firms, on=request.on, expected_version=version_of(request), by=acting(request)
    )
    messages.success(request, _("已采纳 %d 家，自今天起负责；今天之内可以撤回。") % done)
    if skipped:
        messages.warning(request, _("%d 家没有写入：测算之后有人另行登记过。请重新测算。") % skipped)
    return redirect("coverage:contact-plan", public_id=public_id)


@require(Capability.PLAN)
@require_POST
def contact_undo(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take today's acceptance back."""
    number = undo_acceptance(
        plan=_plan(request, public_id), on=request.on, expected_version=version_of(request), by=acting(request)
    )
    messages.success(request, _("已撤回，%d 家恢复到采纳以前。") % number)
    return redirect("coverage:contact-plan", public_id=public_id)


@require(Capability.PLAN)
@require_POST
def contact_reset(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Return to what was computed."""
    reset_contact_plan(plan=_plan(request, public_id), expected_version=version_of(request), by=acting(request))
    messages.success(request, _("已恢复测算结果。"))
    return redirect("coverage:contact-plan", public_id=public_id)


@require(Capability.PLAN)
@require_POST
def contact_discard(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Put a proposal aside."""
    plan = _plan(request, public_id)
    try:
        discard_contact_plan(plan=plan, expected_version=version_of(request), by=acting(request))
    except UserError as error:
        messages.error(request, str(error))
        return redirect("coverage:contact-plan", public_id=public_id)
    messages.success(request, _("已放弃这份建议，仍可查看。"))
    return redirect(f"{reverse('coverage:contacts')}?park={plan.park.public_id}&kind={plan.kind}")
