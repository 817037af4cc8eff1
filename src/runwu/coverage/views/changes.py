"""Changing a plan by hand: where an enterprise could go, moving it, undoing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from runwu.core.guards import ScopedRequest, require
from runwu.core.meanwhile import ChangedMeanwhile
from runwu.core.scope import Capability
from runwu.coverage.choices import Profile
from runwu.coverage.models import FormationPlan, PlanAlternative
from runwu.coverage.selectors.reviews import PlanReview
from runwu.coverage.services.changes import Tried, move_unit, possible_moves, undo_move
from runwu.coverage.views.lookup import acting, plan_or_404, profile_of, version_of

LEFT = "left"  # the value of the catch-all in the form


@require(Capability.PLAN)
@require_http_methods(["GET", "POST"])
def unit_move(request: ScopedRequest, public_id: UUID, unit: UUID) -> HttpResponseBase:
    """Show where an enterprise could go, with price and legality; a POST moves it."""
    plan = plan_or_404(request, public_id)
    profile = profile_of(request, plan)
    if request.method == "POST":
        return _move(request, plan, profile, str(unit))
    return _choices(request, plan, profile, str(unit))


def _choices(
    request: ScopedRequest,
    plan: FormationPlan,
    profile: Profile,
    unit: str,
    changed: ChangedMeanwhile | None = None,
) -> HttpResponseBase:
    """Show where an enterprise could go; what was chosen stays chosen when somebody changed the plan meanwhile."""
    alternative = plan.alternatives.get(profile=profile)
    found = possible_moves(plan=plan, alternative=alternative, unit=unit)
    review = PlanReview(plan, profile)
    context = {
        "plan": plan,
        "profile": profile,
        "unit": review.names.units[unit],
        "now": _place(review, alternative.assignment[unit]),
        "options": [_option(review, tried, alternative) for tried in found],
        "changed": changed,
        "chosen": request.POST.get("target", ""),
    }
    return render(request, "coverage/unit_move.html", context, status=409 if changed else 200)


def _place(review: PlanReview, host: str | None) -> str:
    if host is None:
        return _("大党委兜底")
    letter = next((group.letter for group in review.current.groups if group.host == host), "")
    return _("%(letter)s组 %(name)s") % {"letter": f"{letter} " if letter else "", "name": review.names[host]}


def _option(review: PlanReview, tried: Tried, alternative: PlanAlternative) -> dict[str, object]:
    move = tried.move
    touched = next((group for group in move.groups if group.host == move.host), None)
    return {
        "value": move.host or LEFT,
        "place": _place(review, move.host),
        "size": (touched.unit_count, touched.full_members) if touched else None,
        "delta": move.delta,
        "allowed": move.allowed,
        "verdict": tried.verdict,
        "broken": [broken.text for broken in move.broken],
    }


def _move(request: ScopedRequest, plan: FormationPlan, profile: Profile, unit: str) -> HttpResponseBase:
    asked = request.POST.get("target", "")
    target, version = None if asked == LEFT else asked, version_of(request)
    try:
        tried = move_unit(
            plan=plan, profile=profile, unit=unit, target=target, expected_version=version, by=acting(request)
        )
    except ChangedMeanwhile as changed:
        plan.refresh_from_db()
        return _choices(request, plan, profile, unit, changed)
    if tried.verdict is not None:
        messages.warning(request, f"{tried.verdict.title}：{tried.verdict.happened}")
    else:
        messages.success(request, _("已调整，各组的说明已重新计算。"))
    return _back(plan, profile)


@require(Capability.PLAN)
@require_POST
def move_undo(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Undo the last change of an alternative."""
    plan = plan_or_404(request, public_id)
    profile = profile_of(request, plan)
    undo_move(plan=plan, profile=profile, expected_version=version_of(request), by=acting(request))
    messages.success(request, _("已撤回上一次调整。"))
    return _back(plan, profile)


def _back(plan: FormationPlan, profile: Profile) -> HttpResponseBase:
    return redirect(f"{reverse('coverage:plan', args=[plan.public_id])}?profile={profile}")
