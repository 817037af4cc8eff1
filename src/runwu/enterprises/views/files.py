"""The file of one enterprise (企业档案): facts with source and date, and the tabs other apps bring."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core import registries
from runwu.core.facts import history_of
from runwu.core.guards import ScopedRequest, day_shown, require
from runwu.core.meanwhile import ChangedMeanwhile
from runwu.core.models import FactChange
from runwu.core.scope import Capability
from runwu.enterprises import selectors
from runwu.enterprises.choices import FactKind
from runwu.enterprises.forms import FactForm
from runwu.enterprises.models import Enterprise
from runwu.enterprises.services import correct_fact


def _found(request: ScopedRequest, public_id: UUID, capability: Capability) -> Enterprise:
    return get_object_or_404(selectors.visible(scope=request.scope, capability=capability), public_id=public_id)


@require(Capability.SEE_ENTERPRISES)
def enterprise_file(request: ScopedRequest, public_id: UUID, tab: str = "overview") -> HttpResponseBase:
    """Show one tab of an enterprise's file, as of today or a past day."""
    enterprise = _found(request, public_id, Capability.SEE_ENTERPRISES)
    on, untold = day_shown(request), selectors.untold_to(request.scope)
    context = {
        "enterprise": enterprise,
        "on": on,
        "past": on != request.on,
        "facts": selectors.fact_lines(enterprise=enterprise, on=on) if tab == "overview" else (),
        "plain": selectors.plain_lines(enterprise=enterprise, without=untold) if tab == "overview" else (),
        "history": _changes(enterprise, untold) if tab == "history" else (),
        "dated": selectors.dated_history(enterprise=enterprise) if tab == "history" else (),
        "tab": tab,
        "tabs": _tabs(enterprise, tab),
        "panels": _panels(request, enterprise, on) if tab == "overview" else (),
        "may_edit": request.scope.reaches_park(Capability.EDIT_ENTERPRISES, enterprise.park_id) and on == request.on,
    }
    context["may_decide"] = context["may_edit"] and request.scope.may(Capability.EDIT_ORGANIZATIONS)
    return render(request, "enterprises/enterprise_file.html", context)


def _changes(enterprise: Enterprise, untold: frozenset[str]) -> list[tuple[FactChange, str]]:
    names = {field.name: str(field.verbose_name) for field in Enterprise._meta.fields}
    rows = history_of(enterprise).exclude(field__in=untold)[:50]
    return [(change, names.get(change.field, change.field)) for change in rows]


def _tabs(enterprise: Enterprise, tab: str) -> list[dict[str, Any]]:
    overview = reverse("enterprises:file", args=[enterprise.public_id])
    history = reverse("enterprises:file-history", args=[enterprise.public_id])
    return [
        {"label": _("概况"), "url": overview, "current": tab == "overview"},
        {"label": _("历史"), "url": history, "current": tab == "history"},
    ]


def _panels(request: ScopedRequest, enterprise: Enterprise, on: date) -> list[dict[str, Any]]:
    found = ((panel, panel.context(request.scope, enterprise, on)) for panel in registries.enterprise_panels)
    return [{"panel": panel, **context} for panel, context in found if context is not None]


@require(Capability.EDIT_ENTERPRISES)
def edit_facts(request: ScopedRequest, public_id: UUID, kind: str) -> HttpResponseBase:
    """Correct one dated fact of an enterprise, with source and date."""
    enterprise = _found(request, public_id, Capability.EDIT_ENTERPRISES)
    form = FactForm(request.POST or None, kind=FactKind(kind), enterprise=enterprise, today=request.on)
    if request.method == "POST" and form.is_valid():
        try:
            correct_fact(enterprise=enterprise, fact=form.fact(), by=request.user, seen=form.seen_values)
        except ChangedMeanwhile as changed:
            form.keep_for_another_look(changed)
        else:
            messages.success(request, _("已更正“%s”。") % FactKind(kind).label)
            return redirect("enterprises:file", public_id=enterprise.public_id)
    context = {"form": form, "enterprise": enterprise, "kind": FactKind(kind)}
    return render(request, "enterprises/fact_form.html", context, status=form.status)
