"""Plans side by side, against today, and against the facts of today (比较、与现状相比、事实变化)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from runwu.core.guards import ScopedRequest, require
from runwu.core.listing.slices import slice_of
from runwu.core.scope import Capability
from runwu.coverage.selectors.maps import plan_map
from runwu.coverage.selectors.reviews import AlternativeReview, PlanReview
from runwu.coverage.selectors.telling import to_tell
from runwu.coverage.views.lookup import plan_or_404, profile_of
from runwu.coverage.views.plan_lists import ROWS

Letters = Mapping[str, str]


@require(Capability.PLAN)
@require_GET
def plan_compare(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show the alternatives side by side: six lines, three maps with what differs marked, and who stands elsewhere."""
    plan = plan_or_404(request, public_id)
    review = PlanReview(plan, profile_of(request, plan))
    letters = [_letters(one) for one in review.alternatives]
    rows = _elsewhere(review, letters)
    moved = {str(row["id"]) for row in rows}
    maps = [(one, plan_map(one, moved=moved)) for one in review.alternatives]
    shown = slice_of(rows, request.GET, "rows", size=ROWS)
    context = {"plan": plan, "review": review, "maps": maps, "rows": shown, "open": False}
    return render(request, "coverage/plan_compare.html", context)


def _letters(review: AlternativeReview) -> Letters:
    """Return the group of every enterprise: letters stand for the same group in all three."""
    return {unit.id: f"{group.letter} {group.name}" for group in review.groups for unit in group.units}


def _elsewhere(review: PlanReview, letters: Sequence[Letters]) -> list[dict[str, object]]:
    rows = []
    for key, unit in review.names.units.items():
        places = [one.get(key, "") for one in letters]
        if len(set(places)) > 1:
            labels = [one.profile.label for one in review.alternatives]
            rows.append({"id": key, "name": unit["name"], "places": list(zip(labels, places, strict=True))})
    return rows


@require(Capability.PLAN)
@require_GET
def plan_changes(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show what changes against today and who must be told, as a sheet to print; no member counts."""
    plan = plan_or_404(request, public_id)
    review = PlanReview(plan, profile_of(request, plan))
    context = {"plan": plan, "current": review.current, "told": to_tell(review.current)}
    return render(request, "coverage/plan_changes.html", context)
