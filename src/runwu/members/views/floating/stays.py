"""One floating period: what is known of it, and every act on it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability
from runwu.enterprises.visibility import is_neutral, strictest_of
from runwu.members import transfers
from runwu.members.choices import Counting, Greeting, LandingKind, StepAct
from runwu.members.floating.advice import advice
from runwu.members.floating.forms import ContactedForm, EndForm
from runwu.members.floating.selectors import acts, greets, groups_of, landing, stays, under_way
from runwu.members.models import FloatingStay
from runwu.members.selectors import visible
from runwu.members.services.contacts import note_opening
from runwu.members.services.floating import (
    agree_link,
    choose_counting,
    end_link,
    end_stay,
    mends,
    move_step,
    note_contact,
    note_greeting,
)
from runwu.members.services.floating.steps import possible
from runwu.members.services.transfers.recording import book_for
from runwu.rules.verdict import Verdict


def _acted(request: ScopedRequest, public_id: UUID) -> FloatingStay:
    return get_object_or_404(acts(scope=request.scope), public_id=public_id)


@require(Capability.SEE_MEMBERS)
@require_GET
def stay_page(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show one period as both sides read it."""
    stay = get_object_or_404(stays(scope=request.scope), public_id=public_id)
    note_opening(member=stay.member, by=request.user, on=request.on)
    return _page(request, stay, ContactedForm())


def _page(request: ScopedRequest, stay: FloatingStay, form: ContactedForm, status: int = 200) -> HttpResponseBase:
    cares = request.scope.reaches_path(Capability.SEE_MEMBER_CONTACTS, stay.member.path)
    may_act = acts(scope=request.scope).filter(pk=stay.pk).exists()
    open_now = stay.valid_to is None
    steps = [
        (kind, step, possible(step.state if step else "", by_member=False) if may_act and open_now else [])
        for kind, step in landing(stay=stay)
    ]
    known = visible(scope=request.scope).filter(pk=stay.member_id).exists()
    context = {
        "stay": stay,
        "cares": cares,
        "may_act": may_act,
        "mends": may_act and mends(stay=stay, by=request.user, on=request.on),
        "greets": open_now and _greets(request, stay),
        "open_now": open_now,
        "known": known,
        "advice": _advice(request, stay, known) if may_act and open_now else None,
        "steps": steps if _knows_steps(request, stay) else [],
        **_last_steps(request, stay, may_act and open_now),
        "history": _history(request, stay),
        "contacts": stay.member.contacts.on(request.on).select_related("person").order_by("deputy") if cares else (),
        "season_days": stay.season.around(request.on) if stay.season else None,
        "form": form,
        "today": request.on,
    }
    return render(request, "members/floating_stay.html", context, status=status)


def _advice(request: ScopedRequest, stay: FloatingStay, known: bool) -> Verdict | None:
    """Return what the rules say of an open period, nothing where the relation is on its way already."""
    if stay.valid_from > request.on or (known and transfers.under_way(member=stay.member)):
        return None
    return advice(stay, book=rulebook(on=request.on))


def _last_steps(request: ScopedRequest, stay: FloatingStay, acting: bool) -> dict[str, Any]:
    """Return what the last two steps lead into: the host's groups, and the form of the transfer or how far it is."""
    if not acting or not _knows_steps(request, stay):
        return {}
    return {
        "groups": groups_of(stay) if request.scope.reaches_path(Capability.TRANSFER_MEMBERS, _host_path(stay)) else (),
        "transfer": under_way(stay),
        "sends": request.scope.reaches_path(Capability.TRANSFER_MEMBERS, stay.member.path),
    }


def _host_path(stay: FloatingStay) -> str:
    return stay.host.path if stay.host else ""


def _knows_steps(request: ScopedRequest, stay: FloatingStay) -> bool:
    """Tell whether somebody is secretary on one of the two sides: the steps are for them, the contact and the member."""
    reaches = request.scope.reaches_path
    if reaches(Capability.SEE_MEMBER_CONTACTS, stay.member.path):
        return True
    hosted = stay.host is not None and not stay.member.restricted
    return hosted and reaches(Capability.SEE_MEMBER_CONTACTS, _host_path(stay))


def _history(request: ScopedRequest, stay: FloatingStay) -> list[FloatingStay]:
    rows = stays(scope=request.scope).filter(member=stay.member_id)
    return list(rows.order_by("-valid_from", "-pk"))


@require(Capability.TRANSFER_MEMBERS)
@require_http_methods(["GET", "POST"])
def stay_end(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """End a period with its last day."""
    stay = _acted(request, public_id)
    form, status = EndForm(request.POST or None, initial={"day": request.on}), 200
    if request.method == "POST" and form.is_valid():
        try:
            end_stay(stay=stay, ended_on=form.cleaned_data["day"], by=request.user, on=request.on)
        except UserError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("流动期已结束，历史保留。"))
            return _back(request, stay)
    answer = 422 if form.errors and status == 200 else status
    return render(request, "members/floating_end.html", {"form": form, "stay": stay}, status=answer)


def _back(request: ScopedRequest, stay: FloatingStay) -> HttpResponseBase:
    """Lead back to the period, or to the list where it is out of reach now."""
    if stays(scope=request.scope).filter(pk=stay.pk).exists():
        return redirect("members:floating-stay", stay.public_id)
    return redirect("members:floating")


@require(Capability.TRANSFER_MEMBERS)
@require_POST
def stay_contacted(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Note on which day the branch was in touch."""
    stay = _acted(request, public_id)
    form = ContactedForm(request.POST)
    if not form.is_valid():
        return _page(request, stay, form, 422)
    day: date = form.cleaned_data["day"]
    try:
        note_contact(stay=stay, day=day, by=request.user, on=request.on)
    except UserError as error:
        form.add_error("day", str(error))
        return _page(request, stay, form, error.status)
    messages.success(request, _("已记下联系日期，提醒随之消失。"))
    return _back(request, stay)


@require(Capability.SEE_MEMBER_CONTACTS)
@require_POST
def stay_step(request: ScopedRequest, public_id: UUID, kind: str, act: str) -> HttpResponseBase:
    """Propose a step, or note what the member said about it."""
    stay = _acted(request, public_id)
    if not _knows_steps(request, stay) or kind not in LandingKind.values or act not in StepAct.values:
        raise Http404
    asked = request.POST.get("group", "")
    try:
        group = get_object_or_404(groups_of(stay), public_id=asked) if asked else None
    except ValidationError as error:
        raise Http404 from error
    try:
        move_step(
            stay=stay, kind=LandingKind(kind), act=StepAct(act), by_member=False, by=request.user, on=request.on,
            group=group,
        )  # fmt: skip
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已记下，本人在自己的页面上看得到。"))
    return _back(request, stay)


@require(Capability.TRANSFER_MEMBERS)
@require_POST
def stay_link(request: ScopedRequest, public_id: UUID, act: str) -> HttpResponseBase:
    """Note that the member agreed to a link out of season, or wants it no longer."""
    stay = _acted(request, public_id)
    if act not in ("agree", "end"):
        raise Http404
    try:
        if act == "agree":
            agree_link(stay=stay, by=request.user, on=request.on)
        else:
            end_link(stay=stay, by=request.user)
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已登记，本人在自己的页面上看得到。"))
    return _back(request, stay)


@require(Capability.TRANSFER_MEMBERS)
@require_POST
def stay_counting(request: ScopedRequest, public_id: UUID, side: str) -> HttpResponseBase:
    """Note on which side the member wants to count, as told to the branch."""
    stay = _acted(request, public_id)
    if side not in Counting.values:
        raise Http404
    try:
        choose_counting(stay=stay, counting=Counting(side), by_member=False, by=request.user)
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已登记，本人在自己的页面上看得到。"))
    return _back(request, stay)


def _greets(request: ScopedRequest, stay: FloatingStay) -> bool:
    return greets(stay, scope=request.scope, capability=Capability.TRANSFER_MEMBERS)


@require(Capability.TRANSFER_MEMBERS)
@require_http_methods(["GET", "POST"])
def stay_greeting(request: ScopedRequest, public_id: UUID, kind: str) -> HttpResponseBase:
    """Show the host's letter of welcome or farewell to print; POST notes that it was handed over."""
    stay = _acted(request, public_id)
    if kind not in Greeting.values or stay.season is None or not _greets(request, stay):
        raise Http404
    greeting = Greeting(kind)
    if request.method == "POST":
        note_greeting(stay=stay, kind=greeting, by=request.user, on=request.on)
        messages.success(request, _("已登记送达。"))
        return _back(request, stay)
    first, last = stay.season.around(request.on)
    level = strictest_of(person_id=stay.member.person_id, on=request.on)
    neutral = stay.member.restricted or is_neutral(level, book=book_for(stay.host or stay.home, request.on))
    context = {"stay": stay, "kind": greeting, "first": first, "last": last, "on": request.on, "neutral": neutral}
    return render(request, "members/floating_greeting.html", context)
