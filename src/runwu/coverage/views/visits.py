"""One screen for who goes to enterprises (走访): where to go, what to find out, one light entry."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
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
from runwu.coverage.services.light_plans import record_liaison, record_mass
from runwu.coverage.services.visits import record_visit
from runwu.coverage.views.lookup import acting, named_park
from runwu.enterprises.models import Enterprise, GridCell

ALL, NO_GRID = "all", "none"


@require(Capability.VISIT)
def visit_list(request: ScopedRequest) -> HttpResponseBase:
    """Show what is left of today's three stops, what comes after them, and what was written down today."""
    parks = selectors.parks_in_reach(scope=request.scope)
    park = named_park(parks, request.GET.get("park", "")) if parks else None  # nobody visits all of a province
    grids = selectors.grids_in_reach(scope=request.scope, park=park)
    choice = request.GET.get("grid", "") or _usual(request, grids)
    grid = next((grid for grid in grids if str(grid.public_id) == choice), None)
    if grid is None and choice not in {ALL, NO_GRID}:
        choice = _left_behind(request, choice)
    within = {ALL: Q(), NO_GRID: Q(grid__isnull=True)}.get(choice, Q(grid=grid))
    within &= Q(park=park) if park else Q()
    found = selectors.stops(scope=request.scope, on=request.on, within=within)
    done = selectors.done_today(scope=request.scope, on=request.on, by=acting(request).public_id)
    left = selectors.left_today(len(done))
    context = {
        "today": found[:left],
        "later": found[left:],
        "done": done,
        "finished": not left,
        "findings": Finding,
        "choice": choice,
        "grid": grid,
        "grids": grids,
        "park": park,
        "parks": parks,
    }
    return render(request, "coverage/visit_list.html", context)


def _usual(request: ScopedRequest, grids: list[GridCell]) -> str:
    """Return what is shown unasked: the own cell to who goes round in cells, everything to everybody else."""
    in_cells = any(grant.grids for grant in request.scope.holding(Capability.VISIT))
    return str(grids[0].public_id) if in_cells and grids else ALL


def _left_behind(request: ScopedRequest, choice: str) -> str:
    """Show all of the park now chosen where the cell was one of the park shown before; 404 for what is no cell."""
    every = selectors.grids_in_reach(scope=request.scope, park=None)
    if any(str(grid.public_id) == choice for grid in every):
        return ALL
    raise Http404


def visited(request: ScopedRequest, public_id: UUID) -> Enterprise:
    """Return an enterprise whose visits the viewer may write down, 404 otherwise."""
    return get_object_or_404(selectors.in_reach(scope=request.scope), public_id=public_id)


def back(request: ScopedRequest) -> HttpResponseBase:
    """Return to the page of this site that the entry was made on."""
    return redirect(safe_path(request, request.POST.get("back", "") or reverse("coverage:visits")))


@require(Capability.VISIT)
@require_POST
def visit_record(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Write down what a visit found, in one tap; staff and union only where somebody told."""
    firm, form = visited(request, public_id), VisitForm(request.POST)
    if not form.is_valid():
        raise UserError(_("这次走访没有登记。"), now=_("请点一个结果；职工人数填整数，不知道就不填。"))
    told = form.cleaned_data
    finding = Finding(told["finding"])
    if told["liaison"].strip() and finding is Finding.OPERATING:  # before the visit: what is no name is refused whole
        record_liaison(enterprise=firm, name=told["liaison"], on=request.on, by=acting(request))
    record_visit(enterprise=firm, finding=finding, staff=told["staff"], on=request.on, by=acting(request))
    if told["union"] and finding is Finding.OPERATING:
        record_mass(enterprise=firm, kind=MassKind.UNION, on=request.on, by=acting(request))
    messages.success(request, _("%(name)s：%(found)s。") % {"name": firm.label, "found": finding.label})
    return back(request)
