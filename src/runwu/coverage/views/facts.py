"""What changed since a plan's facts were taken (事实变化), and the yearly review of a plan in force that it serves."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from runwu.core.guards import ScopedRequest, require
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability
from runwu.coverage.choices import ReviewOutcome
from runwu.coverage.forms import ReviewForm
from runwu.coverage.models import Adoption, FormationPlan, PlanAlternative
from runwu.coverage.selectors.consequences import FactsSince, facts_since
from runwu.coverage.selectors.plans import adoption_of
from runwu.coverage.selectors.yearly import in_force_of, review_lines
from runwu.coverage.services.edits import Desk
from runwu.coverage.services.reviews import record_review
from runwu.coverage.views.lookup import acting, adoption_or_404, alternative_or_404, plan_or_404, version_of


@require(Capability.PLAN)
@require_GET
def plan_facts(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show what changed since the facts were taken, what it does to the plan, and the reviews of one in force."""
    plan = plan_or_404(request, public_id)
    return _page(request, plan, adoption_of(plan))


@require(Capability.PLAN)
@require_POST
def adoption_review(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Record what a review of a plan in force came to, with the changes as they stand."""
    adoption = adoption_or_404(request, public_id)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, adoption.plan, adoption, form)
    outcome = ReviewOutcome(form.cleaned_data["outcome"])
    record_review(
        adoption=adoption,
        outcome=outcome,
        note=form.cleaned_data["note"],
        changes=_since(request, alternative_or_404(request, adoption.plan), adoption).changes,
        expected_version=version_of(request),
        on=request.on,
        by=acting(request),
    )
    kept = outcome is ReviewOutcome.KEPT
    messages.success(request, _("复核已登记：维持现有安排。") if kept else _("复核已登记。请按今天的事实重新测算。"))
    return redirect("coverage:plan-facts", public_id=adoption.plan.public_id)


def _since(request: ScopedRequest, alternative: PlanAlternative, adoption: Adoption | None) -> FactsSince:
    return facts_since(Desk(alternative), on=request.on, adoption=adoption)


def _page(
    request: ScopedRequest, plan: FormationPlan, adoption: Adoption | None, form: ReviewForm | None = None
) -> HttpResponseBase:
    alternative = alternative_or_404(request, plan)
    context: dict[str, Any] = {
        "plan": plan,
        "profile": alternative.get_profile_display(),
        "code": alternative.profile,
        "since": _since(request, alternative, adoption),
        "adoption": adoption,
        "reviews": review_lines(adoption),
    }
    if adoption is not None and adoption.in_force:
        book = rulebook(on=request.on, place=plan.park.public_id, region=plan.park.region)
        context |= {"answer": in_force_of(adoption).answer(book), "form": form or ReviewForm()}
    return render(request, "coverage/plan_facts.html", context, status=422 if form else 200)
