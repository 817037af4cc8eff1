"""At which station a member works who has no employer here (从业站点)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.enterprises.models import Station
from runwu.enterprises.station_forms import WorkForm
from runwu.members.services.stations import record_station
from runwu.members.views.sending import mine


@require(Capability.TRANSFER_MEMBERS)
def member_station(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Record where an open member works; of a restricted one, and of who is placed without employer, nothing is asked."""
    member = mine(request, public_id)
    if member.restricted or member.without_employer or member.organization is None:
        raise Http404
    offered = list(Station.objects.open().filter(park=member.organization.park_id).order_by("name"))
    held = member.person.station_work.open().select_related("station").first()
    initial = {"since": request.on.isoformat(), "station": str(held.station.public_id) if held else ""}
    form = WorkForm(request.POST or None, offered=offered, initial=initial)
    if request.method == "POST" and form.is_valid():
        record_station(
            member=member, station=form.chosen, since=form.cleaned_data["since"], by=request.user, on=request.on
        )
        messages.success(request, _("已登记从业站点。"))
        return redirect("members:page", public_id=member.public_id)
    context = {"member": member, "form": form, "held": held, "offered": offered}
    return render(request, "members/station.html", context, status=422 if form.errors else 200)
