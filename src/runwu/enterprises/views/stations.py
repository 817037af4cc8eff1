"""Stations of new employment groups: list, one station with its contacts, record, correct, close (新就业群体站点)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from runwu.core.guards import ScopedRequest, require
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.scope import Capability
from runwu.enterprises import stations
from runwu.enterprises.filters import StationFilter
from runwu.enterprises.models import Station
from runwu.enterprises.services import stations as services
from runwu.enterprises.station_forms import CloseForm, ContactForm, StationForm
from runwu.enterprises.tables import StationTable


@require(Capability.EDIT_ENTERPRISES)
def station_list(request: ScopedRequest) -> HttpResponseBase:
    """Show the stations in reach."""
    page = ListPage(
        name="stations", title=gettext_lazy("新就业群体站点"), queryset=stations.stations(scope=request.scope),
        table=StationTable, default_sort="name", filterset=StationFilter, unit=gettext_lazy("个"), may_export=True,
        note=gettext_lazy("只登记站点和从业人数，不登记从业人员名单；联系人只登记本人同意的。"),
        empty=Empty(why=gettext_lazy("还没有登记站点。")),
    )  # fmt: skip
    return list_response(request, page, template="enterprises/station_list.html")


def _station(request: ScopedRequest, public_id: UUID) -> Station:
    return get_object_or_404(stations.stations(scope=request.scope), public_id=public_id)


@require(Capability.EDIT_ENTERPRISES)
def record_station(request: ScopedRequest) -> HttpResponseBase:
    """Put a station on record."""
    form = StationForm(request.POST or None, scope=request.scope, initial={"valid_from": request.on.isoformat()})
    if request.method == "POST" and form.is_valid():
        station = Station(park=form.cleaned_data["park"], **form.values)
        services.record_station(station=station, by=request.user, on=request.on)
        messages.success(request, _("已登记站点。"))
        return redirect("enterprises:station", public_id=station.public_id)
    context = {"form": form, "title": _("登记站点")}
    return render(request, "enterprises/station_form.html", context, status=422 if form.errors else 200)


@require(Capability.EDIT_ENTERPRISES)
def correct_station(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Correct what is on record about a station."""
    station = _station(request, public_id)
    form = StationForm(request.POST or None, scope=request.scope, station=station)
    if request.method == "POST" and form.is_valid():
        services.correct_station(station=station, values=form.values, by=request.user, on=request.on)
        messages.success(request, _("已更正。"))
        return redirect("enterprises:station", public_id=station.public_id)
    context = {"form": form, "title": _("更正站点"), "station": station}
    return render(request, "enterprises/station_form.html", context, status=422 if form.errors else 200)


@require(Capability.EDIT_ENTERPRISES)
def station_page(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show a station and who agreed to be contacted there; record another contact, by consent alone."""
    station = _station(request, public_id)
    form = ContactForm(request.POST or None, initial={"valid_from": request.on.isoformat()})
    if request.method == "POST" and form.is_valid():
        services.add_contact(contact=form.contact(station), by=request.user, on=request.on)
        messages.success(request, _("已登记联系人。本人撤回同意的，姓名和电话立即删除。"))
        return redirect("enterprises:station", public_id=station.public_id)
    context = {
        "station": station, "form": form, "contacts": station.contacts.open(), "closing": CloseForm(),
        "withdrawn": station.contacts.filter(valid_to__isnull=False).count(),
    }  # fmt: skip
    return render(request, "enterprises/station.html", context, status=422 if form.errors else 200)


@require(Capability.EDIT_ENTERPRISES)
@require_POST
def close_station(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Close a station from a day on."""
    station, form = _station(request, public_id), CloseForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("没有停用：请填写停用日期。"))
        return redirect("enterprises:station", public_id=station.public_id)
    services.close_station(station=station, last=form.cleaned_data["last"], by=request.user, on=request.on)
    messages.success(request, _("已停用，联系人的姓名和电话已删除。"))
    return redirect("enterprises:station", public_id=station.public_id)


@require(Capability.EDIT_ENTERPRISES)
@require_POST
def withdraw_contact(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Withdraw a consent; name and phone are gone at once."""
    contact = get_object_or_404(stations.contacts(scope=request.scope), public_id=public_id)
    services.withdraw_contact(contact=contact, by=request.user, on=request.on)
    messages.success(request, _("已撤回同意，姓名和电话已删除。"))
    return redirect("enterprises:station", public_id=contact.station.public_id)
