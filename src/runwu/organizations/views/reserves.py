"""Reserves of a committee (后备人选): for its organisation officers alone."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.organizations import cadres, holders, reserve_needs
from runwu.organizations.cadre_forms import ReserveForm, ReserveUpdateForm
from runwu.organizations.choices import PostKind, ReserveState
from runwu.organizations.models import Organization
from runwu.organizations.services import cadres as services

VERSIONS = 20  # on one page


@require(Capability.KEEP_RESERVES)
def reserve_list(request: ScopedRequest) -> HttpResponseBase:
    """Show who stands in reserve with the own committee, what they have and what is missing, in words.

    Above it how many know which language and trade, and which vacant posts nobody in reserve fits.
    """
    rows = list(cadres.reserves(scope=request.scope))
    skills = reserve_needs.skills_of(rows, scope=request.scope)
    asked = {kind.value: request.GET.get(kind.value, "").strip()[:30] for kind in reserve_needs.ASKED}
    shown = reserve_needs.who_fits(rows, skills, **asked) if any(asked.values()) else rows
    context = {
        "rows": [(one, skills.get(one.person_id, ())) for one in shown],
        "asked": [name for name in asked.values() if name],
        "summary": reserve_needs.summary(rows, skills, scope=request.scope),
        "listed": len(reserve_needs.listed(rows)),
        "on": request.on,
    }
    return render(request, "organizations/reserve_list.html", context)


@require(Capability.KEEP_RESERVES)
def list_reserve(request: ScopedRequest) -> HttpResponseBase:
    """Choose somebody who has been told, and put them in reserve."""
    organization = cadres.committees_of_reserves(scope=request.scope).first()
    if organization is None:
        raise Http404
    if "person" not in request.GET:
        return _choose(request, organization)
    holder = holders.find(scope=request.scope, organization=organization, public_id=_asked(request), on=request.on)
    if holder is None:
        raise Http404
    form = ReserveForm(request.POST or None, initial={"told_on": request.on.isoformat()})
    if request.method == "POST" and form.is_valid():
        services.list_reserve(organization=organization, person=holder.person, entry=form.entry, by=request.user)
        messages.success(request, _("已列入。本人在“我的技能和培养”里看得到，可以提出异议。"))
        return redirect("organizations:reserves")
    context = {"organization": organization, "holder": holder, "form": form}
    return render(request, "organizations/reserve_form.html", context, status=422 if form.errors else 200)


def _asked(request: ScopedRequest) -> UUID:
    try:
        return UUID(request.GET["person"])
    except ValueError:
        raise Http404 from None


def _choose(request: ScopedRequest, organization: Organization) -> HttpResponseBase:
    words = request.GET.get("q", "").strip()[:50]
    context: dict[str, Any] = {"organization": organization, "words": words}
    if words:
        context["found"] = holders.candidates(
            scope=request.scope,
            organization=organization,
            kind=PostKind.SECRETARY,
            words=words,
            members_alone=True,
        )
    return render(request, "organizations/reserve_person.html", context)


@require(Capability.KEEP_RESERVES)
def update_reserve(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Write how it stands with somebody in reserve now; below it how it stood before, version by version."""
    reserve = get_object_or_404(cadres.reserves(scope=request.scope), public_id=public_id)
    known = {"readiness": reserve.readiness, "strengths": reserve.strengths, "gap": reserve.gap}
    form = ReserveUpdateForm(request.POST or None, initial={**known, "told_on": request.on.isoformat()})
    if request.method == "POST" and form.is_valid():
        services.update_reserve(reserve=reserve, entry=form.update, by=request.user)
        messages.success(request, _("已更新，以前的情况保留。本人看得到新的情况，可以提出异议。"))
        return redirect("organizations:reserves")
    found = Paginator(reserve.versions.all(), VERSIONS).get_page(request.GET.get("page"))
    context = {"reserve": reserve, "form": form, "versions": found, "listed": reserve.state == ReserveState.LISTED}
    return render(request, "organizations/reserve_update.html", context, status=422 if form.errors else 200)


@require(Capability.KEEP_RESERVES)
@require_POST
def end_reserve(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take somebody out of reserve, for a reason that the person may read."""
    reserve = get_object_or_404(cadres.reserves(scope=request.scope), public_id=public_id)
    services.end_reserve(reserve=reserve, reason=request.POST.get("reason", "")[:200], by=request.user)
    messages.success(request, _("已登记退出。"))
    return redirect("organizations:reserves")
