"""The member's own floating page: the period, the five steps, the link out of season, and whom one keeps in touch with."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from runwu.accounts.models import User
from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, signed_in
from runwu.members.choices import Counting, LandingKind, StepAct
from runwu.members.floating.selectors import contacted_by, landing, under_way
from runwu.members.models import FloatingStay
from runwu.members.services.floating import agree_link, choose_counting, end_link, move_step
from runwu.members.services.floating.steps import possible
from runwu.members.views.own import own_member


@signed_in
@require_GET
def own_floating(request: ScopedRequest) -> HttpResponseBase:
    """Show the own periods with the five steps, and those of whom one is the contact."""
    member = own_member(request)
    rows = list(member.floating_stays.select_related("home", "host", "season").order_by("-valid_from", "-pk"))
    current = next((row for row in rows if row.valid_to is None), None)
    steps = (
        [(kind, step, possible(step.state if step else "", by_member=True)) for kind, step in landing(stay=current)]
        if current
        else []
    )
    mine = contacted_by(person_id=member.person_id, on=request.on)
    context = {
        "member": member,
        "stays": rows,
        "current": current,
        "steps": steps,
        "transfer": under_way(current) if current else None,
        "cared": [(row, list(row.steps.all())) for row in mine],
    }
    return render(request, "members/own_floating.html", context)


def _own(request: ScopedRequest, public_id: UUID) -> FloatingStay:
    return get_object_or_404(own_member(request).floating_stays, public_id=public_id)


@signed_in
@require_POST
def own_step(request: ScopedRequest, public_id: UUID, kind: str, act: str) -> HttpResponseBase:
    """Start, agree to, put off or finish a step."""
    stay = _own(request, public_id)
    if kind not in LandingKind.values or act not in StepAct.values:
        raise Http404
    by = cast("User", request.user)
    try:
        move_step(stay=stay, kind=LandingKind(kind), act=StepAct(act), by_member=True, by=by, on=request.on)
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已记下。没有期限，随时可以改主意。"))
    return redirect("me:floating")


@signed_in
@require_POST
def own_link(request: ScopedRequest, public_id: UUID, act: str) -> HttpResponseBase:
    """Agree to a link out of season, or end it."""
    stay = _own(request, public_id)
    by = cast("User", request.user)
    if act not in ("agree", "end"):
        raise Http404
    try:
        if act == "agree":
            agree_link(stay=stay, by=by, on=request.on)
        else:
            end_link(stay=stay, by=by)
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已记下，立即生效。"))
    return redirect("me:floating")


@signed_in
@require_POST
def own_counting(request: ScopedRequest, public_id: UUID, side: str) -> HttpResponseBase:
    """Choose the side on which one counts."""
    stay = _own(request, public_id)
    if side not in Counting.values:
        raise Http404
    try:
        choose_counting(stay=stay, counting=Counting(side), by_member=True, by=cast("User", request.user))
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已记下，立即生效。"))
    return redirect("me:floating")
