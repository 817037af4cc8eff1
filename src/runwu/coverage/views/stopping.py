"""Stopping computations: cancelled, or ended now with the best so far (取消、到此为止)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.coverage.selectors.contact_plans import contact_plans
from runwu.coverage.services import stopping
from runwu.coverage.views.changes import back
from runwu.coverage.views.lookup import acting, alternative_or_404, plan_or_404, profile_of


@require(Capability.PLAN)
@require_POST
def plan_cancel(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Cancel the computation of a plan."""
    stopping.cancel_plan(plan=plan_or_404(request, public_id), by=acting(request))
    messages.success(request, _("已取消测算。"))
    return redirect("coverage:plan", public_id=public_id)


@require(Capability.PLAN)
@require_POST
def plan_enough(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Let the computation of a plan end with the best so far."""
    stopping.cut_plan_short(plan=plan_or_404(request, public_id), by=acting(request))
    return redirect("coverage:plan", public_id=public_id)


@require(Capability.PLAN)
@require_POST
def rest_cancel(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Cancel the computation of the rest of an alternative."""
    plan = plan_or_404(request, public_id)
    stopping.cancel_rest(alternative=alternative_or_404(request, plan), by=acting(request))
    messages.success(request, _("已取消重算，各组保持原样。"))
    return back(plan, profile_of(request, plan))


@require(Capability.PLAN)
@require_POST
def rest_enough(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Let the computation of the rest of an alternative end with the best so far."""
    plan = plan_or_404(request, public_id)
    stopping.cut_rest_short(alternative=alternative_or_404(request, plan), by=acting(request))
    return back(plan, profile_of(request, plan))


@require(Capability.PLAN)
@require_POST
def contact_cancel(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Cancel the computation of a proposal who looks after which enterprise."""
    plan = get_object_or_404(contact_plans(scope=request.scope), public_id=public_id)
    stopping.cancel_plan(plan=plan, by=acting(request))
    messages.success(request, _("已取消测算。"))
    return redirect("coverage:contact-plan", public_id=public_id)


@require(Capability.PLAN)
@require_POST
def contact_enough(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Let the computation of a proposal who looks after which enterprise end with what there is."""
    plan = get_object_or_404(contact_plans(scope=request.scope), public_id=public_id)
    stopping.cut_plan_short(plan=plan, by=acting(request))
    return redirect("coverage:contact-plan", public_id=public_id)
