"""Finding what a URL names, within reach; everything else does not exist."""

from typing import cast
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from runwu.accounts.models import User
from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest
from runwu.core.scope import Capability
from runwu.coverage.choices import Profile
from runwu.coverage.models import Adoption, FormationPlan, PlanAlternative
from runwu.coverage.selectors import plans as selectors
from runwu.enterprises.models import Park


def acting(request: ScopedRequest) -> User:
    """Return the account that acts."""
    return cast("User", request.user)


def named_park(parks: list[Park], asked: str) -> Park:
    """Return the park that was asked for, the first one unasked; 404 where there is none."""
    found = [park for park in parks if str(park.public_id) == asked] if asked else parks
    if not found:
        raise Http404
    return found[0]


def plan_or_404(request: ScopedRequest, public_id: UUID, capability: Capability = Capability.PLAN) -> FormationPlan:
    """Return a plan in reach for planning, and for a further capability."""
    plan = get_object_or_404(selectors.plans(scope=request.scope), public_id=public_id)
    if not request.scope.reaches_park(capability, plan.park_id):
        raise Http404
    return plan


def adoption_or_404(request: ScopedRequest, public_id: UUID, capability: Capability = Capability.PLAN) -> Adoption:
    """Return an adoption in reach for planning, and for a further capability."""
    adoption = get_object_or_404(selectors.adoptions(scope=request.scope), public_id=public_id)
    if not request.scope.reaches_park(capability, adoption.plan.park_id):
        raise Http404
    return adoption


def profile_of(request: ScopedRequest, plan: FormationPlan) -> Profile:
    """Return the alternative that a request is about: named, or else the chosen one."""
    asked = request.POST.get("profile") or request.GET.get("profile") or plan.chosen
    if asked not in Profile.values or not plan.alternatives.filter(profile=asked).exists():
        raise Http404
    return Profile(asked)


def alternative_or_404(request: ScopedRequest, plan: FormationPlan) -> PlanAlternative:
    """Return the alternative that a request is about, with its plan."""
    alternative = plan.alternatives.get(profile=profile_of(request, plan))
    alternative.plan = plan
    return alternative


def version_of(request: ScopedRequest) -> int:
    """Return the version that the page was made from."""
    try:
        return int(request.POST.get("version", ""))
    except ValueError:
        raise UserError("页面内容不完整。", now="请刷新页面后重试。") from None
