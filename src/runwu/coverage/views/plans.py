"""Plans: the list, the start of a computation, the review, choosing and putting aside."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from runwu.core.guards import ScopedRequest, polled, require, send_to
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability
from runwu.coverage.choices import PlanState, Profile
from runwu.coverage.forms import PlanRequestForm
from runwu.coverage.models import FormationPlan
from runwu.coverage.selectors import plans as selectors
from runwu.coverage.selectors.consequences import is_outdated
from runwu.coverage.selectors.maps import plan_map
from runwu.coverage.selectors.reviews import PlanReview
from runwu.coverage.selectors.yearly import review_lines
from runwu.coverage.services.plans import choose_profile, discard_plan, request_plan
from runwu.coverage.tables import PlanTable
from runwu.coverage.views.lookup import acting, plan_or_404, profile_of, version_of
from runwu.coverage.views.plan_lists import plan_lists

COMPUTED = (PlanState.READY, PlanState.ADOPTED, PlanState.DISCARDED)
AT_ONCE = 300
"""Up to how many enterprises the page itself looks whether their facts are still those of today; with more it asks after
it has been shown."""


@require(Capability.PLAN)
@require_GET
def plan_list(request: ScopedRequest) -> HttpResponseBase:
    """List the plans in reach, with the form that starts a new one."""
    page = ListPage(
        name="plans",
        title=gettext_lazy("联合党支部组建建议"),
        queryset=selectors.plans(scope=request.scope),
        table=PlanTable,
        default_sort="-created_at",
        unit=gettext_lazy("份"),
        as_values=False,
        may_export=True,
        empty=Empty(gettext_lazy("还没有测算过。测算把各有一两名正式党员的企业就近编组，供你审阅。")),
    )
    parks = selectors.parks_to_plan(scope=request.scope)
    context = {"form": PlanRequestForm(parks=parks), "parks": parks}
    return list_response(request, page, template="coverage/plan_list.html", context=context)


@require(Capability.PLAN)
@require_POST
def plan_request(request: ScopedRequest) -> HttpResponseBase:
    """Start the computation for a park and show its progress."""
    form = PlanRequestForm(request.POST, parks=selectors.parks_to_plan(scope=request.scope))
    if not form.is_valid():
        return render(request, "coverage/plan_request.html", {"form": form}, status=422)
    asked = form.cleaned_data
    plan = request_plan(
        park=asked["park"],
        on=request.on,
        by=acting(request),
        keeps_joint_branches=asked["keeps_joint_branches"],
        keeps_wishes=asked["keeps_wishes"],
        after=selectors.plans(scope=request.scope).filter(public_id=asked["after"], park=asked["park"]).first(),
    )
    return redirect("coverage:plan", public_id=plan.public_id)


@require(Capability.PLAN)
@require_GET
def plan_page(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show a plan: progress while it computes, then the alternatives, the map and the groups."""
    plan = plan_or_404(request, public_id)
    if plan.state not in COMPUTED:
        return _waiting(request, plan)
    return render(request, "coverage/plan_review.html", _review(request, plan))


@require(Capability.PLAN)
@polled
@require_GET
def plan_progress(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Answer how far the computation is; once it is done, the page of the plan."""
    plan = plan_or_404(request, public_id)
    if plan.state not in COMPUTED:
        return _waiting(request, plan)
    return send_to(request, reverse("coverage:plan", args=[plan.public_id]))


def _waiting(request: ScopedRequest, plan: FormationPlan) -> HttpResponseBase:
    job = selectors.job_of(plan)
    running = plan.state != PlanState.FAILED and (job is None or (job.active and not job.interrupted))
    return render(request, "coverage/plan_waiting.html", {"plan": plan, "job": job, "running": running})


def _review(request: ScopedRequest, plan: FormationPlan) -> dict[str, object]:
    book = rulebook(on=plan.as_of, place=plan.park.public_id, region=plan.park.region)
    review = PlanReview(plan, profile_of(request, plan), book)
    rest = selectors.rest_of(review.current.row)
    adoption = selectors.adoption_of(plan)
    drawn = plan_map(review.current)
    return {
        "plan": plan,
        "review": review,
        "current": review.current,
        "map": drawn,
        "lists": plan_lists(review, request.GET, whole=drawn is not None),
        "open": plan.state == PlanState.READY,
        **_facts_of_today(request, plan),
        "may_adopt": request.scope.reaches_park(Capability.ADOPT, plan.park_id),
        "adoption": adoption,
        "reviews": review_lines(adoption),
        "rest": rest if rest and (rest.active or rest.error) else None,
        "clause": book.source("formation.joint_min_full_members"),
    }


def _facts_of_today(request: ScopedRequest, plan: FormationPlan) -> dict[str, bool]:
    asks = plan.state == PlanState.READY
    later = asks and len(plan.instance["units"]) > AT_ONCE
    return {"asks_later": later, "outdated": asks and not later and is_outdated(plan, on=request.on)}


@require(Capability.PLAN)
@require_GET
def plan_outdated(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Answer the page of a large plan whether its facts are still those of today."""
    plan = plan_or_404(request, public_id)
    outdated = plan.state == PlanState.READY and is_outdated(plan, on=request.on)
    return render(
        request, "coverage/_plan_outdated.html",
        {"plan": plan, "profile": profile_of(request, plan), "outdated": outdated},
    )  # fmt: skip


@require(Capability.PLAN)
@require_POST
def plan_choose(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Choose the alternative to go on with."""
    plan, profile = plan_or_404(request, public_id), request.POST.get("profile", "")
    chosen = Profile(profile) if profile in Profile.values else profile_of(request, plan)
    choose_profile(plan=plan, profile=chosen, expected_version=version_of(request), by=acting(request))
    messages.success(request, _("已选用“%(name)s”方案。") % {"name": chosen.label})
    return redirect(f"{reverse('coverage:plan', args=[public_id])}?profile={chosen}")


@require(Capability.PLAN)
@require_POST
def plan_discard(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Put a plan aside."""
    plan = plan_or_404(request, public_id)
    discard_plan(plan=plan, expected_version=version_of(request), by=acting(request))
    messages.success(request, _("已放弃这份建议，仍可查看。"))
    return redirect("coverage:plans")
