"""One enterprise of a plan: why it is where it is, where it could go, trying a place, moving it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from runwu.core.guards import ScopedRequest, require
from runwu.core.meanwhile import ChangedMeanwhile
from runwu.core.scope import Capability
from runwu.coverage.choices import PlanState, Profile
from runwu.coverage.models import FormationPlan
from runwu.coverage.selectors.consequences import ASKED, may_ask, what_if
from runwu.coverage.selectors.reviews import PlanReview
from runwu.coverage.selectors.unit_reviews import LEFT, UnitReview
from runwu.coverage.services.changes import move_to, try_move
from runwu.coverage.services.editing import keep_edit
from runwu.coverage.services.edits import Desk
from runwu.coverage.services.resolving import request_rest
from runwu.coverage.views.lookup import acting, alternative_or_404, plan_or_404, profile_of, version_of
from runwu.planning.joint_branches.cost import Assignment
from runwu.planning.joint_branches.index import Index

SOLVE = "solve"  # the button that keeps an edit and computes the rest around it


@require(Capability.PLAN)
@require_GET
def plan_unit(request: ScopedRequest, public_id: UUID, unit: UUID) -> HttpResponseBase:
    """Show why an enterprise is where it is, the best other places, and what a person can settle about it."""
    context = _context(request, public_id, unit)
    review: UnitReview = context["unit"]  # type: ignore[assignment]
    return render(request, "coverage/plan_unit.html", {**context, **asked_of(request, review.desk, review.id)})


def asked_of(request: ScopedRequest, desk: Desk, entry: str) -> dict[str, object]:
    """Return the questions what if a member comes or goes, and the answer to the one that was asked."""
    asked = request.GET.get("if", "")
    effect = what_if(desk, entry, asked) if asked in ASKED else None
    return {"questions": may_ask(desk, entry).items(), "asked": ASKED.get(asked, ""), "effect": effect}


@require(Capability.PLAN)
@require_GET
def plan_host(request: ScopedRequest, public_id: UUID, host: UUID) -> HttpResponseBase:
    """Say what a member more or less does to a branch that takes in, or to an enterprise with members for its own."""
    plan = plan_or_404(request, public_id)
    desk = Desk(alternative_or_404(request, plan))
    found = desk.index.hosts.get(str(host))
    if found is None:
        raise Http404
    if desk.index.is_small(found.id):
        return redirect(
            reverse("coverage:plan-unit", args=[public_id, host], query={"profile": desk.alternative.profile})
        )
    context = {"plan": plan, "profile": Profile(desk.alternative.profile), "host": found}
    return render(request, "coverage/plan_host.html", {**context, **asked_of(request, desk, found.id)})


@require(Capability.PLAN)
@require_http_methods(["GET", "POST"])
def unit_move(request: ScopedRequest, public_id: UUID, unit: UUID) -> HttpResponseBase:
    """Show where an enterprise could go, with price and legality; a POST moves it."""
    if request.method == "POST":
        return _move(request, plan_or_404(request, public_id), str(unit))
    return render(request, "coverage/unit_move.html", _context(request, public_id, unit))


@require(Capability.PLAN)
@require_GET
def unit_try(request: ScopedRequest, public_id: UUID, unit: UUID) -> HttpResponseBase:
    """Say what moving an enterprise to a place would do, with the buttons that keep it or not."""
    context = _context(request, public_id, unit)
    review: UnitReview = context["unit"]  # type: ignore[assignment]
    asked = request.GET.get("target", "")
    outcome = try_move(review.desk, review.id, None if asked == LEFT else asked)
    host = outcome.assignment[review.id]
    context |= {
        "outcome": outcome,
        "target": asked,
        "to": review.place_name(host),
        "size": _size(outcome.index, outcome.assignment, host),
    }
    return render(request, "coverage/unit_try.html", context)


def _size(index: Index, assignment: Assignment, host: str | None) -> tuple[int, int] | None:
    if host is None:
        return None
    units = [index.units[unit] for unit, place in assignment.items() if place == host and index.is_small(unit)]
    led = index.hosts[host]
    return led.units + len(units), led.full_members + sum(unit.full_members for unit in units)


@require(Capability.PLAN)
@require_GET
def unit_prices(request: ScopedRequest, public_id: UUID, unit: UUID) -> HttpResponseBase:
    """Answer the price and the legality of every place in reach at once, for the hand that drags."""
    review = _unit(request, plan_or_404(request, public_id), unit)
    prices = {
        place.value: {"delta": place.delta, "allowed": place.allowed, "says": place.saying} for place in review.places
    }
    most = review.desk.index.problem.parameters.max_way_m
    beyond = _("不在可去的范围内：距离超过 %(most)s 米，或那一组已锁定。") % {"most": f"{most:,}"}
    return JsonResponse({"places": prices, "beyond": beyond, "far": _("不可去")})


def _unit(request: ScopedRequest, plan: FormationPlan, unit: UUID) -> UnitReview:
    alternative = alternative_or_404(request, plan)
    desk = Desk(alternative)
    if str(unit) not in desk.index.units or not desk.index.is_small(str(unit)):
        raise Http404
    return UnitReview(PlanReview(plan, Profile(alternative.profile)), desk, str(unit))


def _context(
    request: ScopedRequest, public_id: UUID, unit: UUID, changed: ChangedMeanwhile | None = None
) -> dict[str, object]:
    plan = plan_or_404(request, public_id)
    review = _unit(request, plan, unit)
    return {
        "plan": plan,
        "profile": review.profile,
        "unit": review,
        "open": plan.state == PlanState.READY,
        "changed": changed,
        "chosen": request.POST.get("target", ""),
        "reason": request.POST.get("reason", ""),
    }


def _move(request: ScopedRequest, plan: FormationPlan, unit: str) -> HttpResponseBase:
    asked, profile, solve = request.POST.get("target", ""), profile_of(request, plan), request.POST.get("act") == SOLVE
    edit = move_to(unit, None if asked == LEFT else asked, request.POST.get("reason", ""))
    try:
        outcome = keep_edit(
            plan=plan,
            profile=profile,
            edit=edit,
            expected_version=version_of(request),
            by=acting(request),
            unfinished=solve,
        )
    except ChangedMeanwhile as changed:
        context = _context(request, plan.public_id, UUID(unit), changed)
        return render(request, "coverage/unit_move.html", context, status=changed.status)
    if solve:
        compute_around(request, plan, profile)
    elif outcome.verdict is not None:
        messages.warning(request, f"{outcome.verdict.title}：{outcome.verdict.happened}")
    else:
        messages.success(request, _("已调整，各组的说明已重新计算。"))
    return back(plan, profile)


def compute_around(request: ScopedRequest, plan: FormationPlan, profile: Profile) -> None:
    """Start the computation of the rest around what was settled just now."""
    plan.refresh_from_db()
    request_rest(plan=plan, profile=profile, expected_version=plan.version, by=acting(request))
    messages.success(request, _("已记下，正在重算其余各组。"))


def back(plan: FormationPlan, profile: Profile, *, at: str = "") -> HttpResponseBase:
    """Return to the alternative; `at`: to the list of its groups where the one of a host stands."""
    anchor = f"&at={at}#groups" if at else ""
    return redirect(f"{reverse('coverage:plan', args=[plan.public_id])}?profile={profile}{anchor}")
