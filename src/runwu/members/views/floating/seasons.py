"""Calendars of seasons (候鸟季历)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.members.floating.forms import SeasonForm, calendar
from runwu.members.models import Season
from runwu.members.services.floating import add_season, end_season


@require(Capability.SEE_MEMBERS)
@require_GET
def season_list(request: ScopedRequest) -> HttpResponseBase:
    """Show the seasons of organisations in reach, and of those above them."""
    mine = request.scope.paths(Capability.TRANSFER_MEMBERS, "organization__path")
    own = set(Season.objects.filter(mine).values_list("pk", flat=True))
    seasons = [(one, one.around(request.on), one.pk in own) for one in calendar(request.scope)]
    acts = request.scope.may(Capability.TRANSFER_MEMBERS)
    return render(request, "members/seasons.html", {"seasons": seasons, "acts": acts, "on": request.on})


@require(Capability.TRANSFER_MEMBERS)
@require_http_methods(["GET", "POST"])
def season_add(request: ScopedRequest) -> HttpResponseBase:
    """Add a season to the calendar of an organisation."""
    form = SeasonForm(request.POST or None, scope=request.scope)
    if request.method == "POST" and form.is_valid():
        add_season(season=form.save(commit=False), by=request.user)
        messages.success(request, _("已登记季历，每年重复。"))
        return redirect("members:seasons")
    return render(request, "members/season_form.html", {"form": form}, status=422 if form.errors else 200)


@require(Capability.TRANSFER_MEMBERS)
@require_POST
def season_end(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take a season out of use."""
    reach = request.scope.paths(Capability.TRANSFER_MEMBERS, "organization__path")
    season = get_object_or_404(Season.objects.filter(reach), public_id=public_id)
    end_season(season=season, by=request.user, on=request.on)
    messages.success(request, _("季历已停用。已登记的流动期不变。"))
    return redirect("members:seasons")
