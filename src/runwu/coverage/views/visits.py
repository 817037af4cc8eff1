"""One screen for who goes to enterprises (走访): where to go, what to find out, one light entry."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require, safe_path
from runwu.core.scope import Capability
from runwu.coverage.choices import Finding, MassKind
from runwu.coverage.forms import VisitForm
from runwu.coverage.selectors import visits as selectors
from runwu.coverage.services.visits import record_activity, record_mass, record_visit
from runwu.coverage.views.lookup import acting
from runwu.enterprises.models import Enterprise, GridCell


@require(Capability.VISIT)
def visit_list(request: ScopedRequest) -> HttpResponseBase:
    """Show today's stops of one grid cell, what comes after them, and what was written down today."""
    grids = selectors.grids_in_reach(scope=request.scope)
    grid = _grid(request, grids)
    found = selectors.stops(scope=request.scope, on=request.on, grid=grid)
    context = {
        "today": found[: selectors.TODAY],
        "later": found[selectors.TODAY :],
        "done": selectors.done_today(scope=request.scope, on=request.on, by=acting(request).public_id, grid=grid),
        "findings": Finding,
        "grid": grid,
        "grids": grids,
    }
    return render(request, "coverage/visit_list.html", context)


def _grid(request: ScopedRequest, grids: list[GridCell]) -> GridCell | None:
    asked = request.GET.get("grid", "")
    found = [grid for grid in grids if str(grid.public_id) == asked] if asked else grids
    if asked and not found:
        raise Http404
    return found[0] if found else None


def _enterprise(request: ScopedRequest, public_id: UUID) -> Enterprise:
    return get_object_or_404(selectors.in_reach(scope=request.scope), public_id=public_id)


@require(Capability.VISIT)
@require_POST
def visit_record(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Write down what a visit found, in one tap; staff and union only where somebody told."""
    firm, form = _enterprise(request, public_id), VisitForm(request.POST)
    if not form.is_valid():
        raise UserError(_("这次走访没有登记。"), now=_("请点一个结果；职工人数填整数，不知道就不填。"))
    told = form.cleaned_data
    finding = Finding(told["finding"])
    record_visit(enterprise=firm, finding=finding, staff=told["staff"], on=request.on, by=acting(request))
    if told["union"] and finding is Finding.OPERATING:
        record_mass(enterprise=firm, kind=MassKind.UNION, on=request.on, by=acting(request))
    messages.success(request, _("%(name)s：%(found)s。") % {"name": firm.label, "found": finding.label})
    return _back(request)


@require(Capability.VISIT)
@require_POST
def activity_record(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Write down that this quarter's activity took place."""
    firm = _enterprise(request, public_id)
    record_activity(enterprise=firm, on=request.on, by=acting(request))
    messages.success(request, _("%s：已登记本季度活动。") % firm.label)
    return _back(request)


@require(Capability.VISIT)
@require_POST
def mass_record(request: ScopedRequest, public_id: UUID, kind: str) -> HttpResponseBase:
    """Write down that a mass organisation exists."""
    if kind not in MassKind.values:
        raise Http404
    firm = _enterprise(request, public_id)
    record_mass(enterprise=firm, kind=MassKind(kind), on=request.on, by=acting(request))
    messages.success(request, _("%(name)s：已登记%(what)s。") % {"name": firm.label, "what": MassKind(kind).label})
    return _back(request)


def _back(request: ScopedRequest) -> HttpResponseBase:
    """Return to the page of this site that the entry was made on."""
    return redirect(safe_path(request, request.POST.get("back", "") or reverse("coverage:visits")))
