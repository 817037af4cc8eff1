"""What is remembered of columns, system by system, and forgetting one heading (各系统的列)."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from runwu.core.guards import ScopedRequest, require
from runwu.core.imports import recalling
from runwu.core.imports.kinds import Place
from runwu.core.imports.views.uploads import offered
from runwu.core.scope import Capability


@require(Capability.IMPORT)
@require_safe
def column_sets(request: ScopedRequest, kind: str) -> HttpResponse:
    """Show the columns that are remembered for a kind in one place, a set for each system."""
    found, places = offered(request, kind)
    place = _chosen(places, request.GET.get("place", str(places[0].public_id)))
    context = {
        "kind": found, "places": places, "place": place, "sets": recalling.column_sets(found, place.public_id),
    }  # fmt: skip
    return render(request, "core/imports/sets.html", context)


@require(Capability.IMPORT)
@require_POST
def forget(request: ScopedRequest, kind: str) -> HttpResponseBase:
    """Forget one heading of a set."""
    found, places = offered(request, kind)
    place = _chosen(places, request.POST.get("place", ""))
    heading = request.POST.get("heading", "")
    if recalling.forget(found, place.public_id, request.POST.get("system", ""), heading):
        messages.success(request, _("已忘记“%s”，下次遇到再请你指认。") % heading)
    else:
        messages.info(request, _("“%s”已经不在记住的列里。") % heading)
    return redirect(f"{reverse('imports:sets', args=[found.key])}?place={place.public_id}")


def _chosen(places: list[Place], asked: str) -> Place:
    place = next((one for one in places if str(one.public_id) == asked), None)
    if place is None:
        raise Http404
    return place
