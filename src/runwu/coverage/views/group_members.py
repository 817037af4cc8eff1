"""The members behind a branch of a plan."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.coverage.selectors.group_members import group_members
from runwu.coverage.views.lookup import alternative_or_404, plan_or_404


@require(Capability.PLAN)
@require_GET
def plan_members(request: ScopedRequest, public_id: UUID, unit: UUID) -> HttpResponseBase:
    """List the members behind the figures of the branch in which an enterprise stands, or of it `with` others."""
    plan = plan_or_404(request, public_id, Capability.SEE_MEMBERS)
    alternative = alternative_or_404(request, plan)
    others = request.GET.getlist("with")
    found = group_members(scope=request.scope, alternative=alternative, unit=str(unit), others=others, on=request.on)
    if found is None:
        raise Http404
    context = {"plan": plan, "profile": alternative.profile, "found": found}
    return render(request, "coverage/plan_members.html", context)
