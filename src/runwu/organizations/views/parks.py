"""The parks of this installation, for the system administrator: list, add, correct (园区)."""

from typing import Any
from uuid import UUID

import django_tables2
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core.guards import ScopedRequest, require
from runwu.core.listing import CodeColumn, Empty, LinkColumn, ListPage, NumberColumn, TextColumn, list_response
from runwu.core.meanwhile import ChangedMeanwhile
from runwu.core.scope import Capability
from runwu.enterprises.choices import ParkKind
from runwu.enterprises.models import Park
from runwu.enterprises.services import correct_park
from runwu.organizations.park_forms import ParkCorrectionForm, ParkForm
from runwu.organizations.services.parks import add_park

administrator = require(Capability.MANAGE_SETTINGS)


def _place(row: dict[str, Any]) -> str:
    return "—" if row["latitude"] is None else f"{row['latitude']}, {row['longitude']}"


class ParkTable(django_tables2.Table):
    """Parks with what is on record of them; nothing of what happens in them."""

    name = LinkColumn(gettext_lazy("园区"), url_name="parks:correct", sort="name", row_header=True, width=30)
    kind = TextColumn(gettext_lazy("管理体制"), choices=ParkKind, sort="kind")
    region = CodeColumn(gettext_lazy("行政区划代码"), sort="region")
    place = TextColumn(gettext_lazy("中心（纬度, 经度）"), get=_place, needs=("latitude", "longitude"))
    radius = NumberColumn(gettext_lazy("半径（米）"), accessor="radius_m")


@administrator
def park_list(request: ScopedRequest) -> HttpResponseBase:
    """List the parks of this installation."""
    page = ListPage(
        name="parks",
        title=_("园区"),
        queryset=Park.objects.all(),
        table=ParkTable,
        default_sort="name",
        unit=_("个"),
        empty=Empty(why=_("还没有园区。")),
        note=_("点名称更正。增加园区不增加账号，也不给任何人权限。"),
    )
    return list_response(request, page, template="organizations/park_list.html")


@administrator
def park_add(request: ScopedRequest) -> HttpResponseBase:
    """Ask for a park, show what will be set up, and set it up once that is confirmed."""
    form = ParkForm(request.POST or None)
    names = form.names() if request.method == "POST" and form.is_valid() else None
    if names and "confirmed" in request.POST:
        told = form.cleaned_data
        try:
            add_park(names=names, region=told["region"], kind=told["kind"], by=request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("已增加园区“%s”。请安全管理员在“账号与授权”里为它授权。") % names.park)
            return redirect("parks:list")
    context = {"form": form, "names": None if form.errors else names}
    return render(request, "organizations/park_add.html", context, status=422 if form.errors else 200)


@administrator
def park_correct(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask what is to be corrected of a park, show before and after, and correct it once that is confirmed."""
    park = get_object_or_404(Park, public_id=public_id)
    form = ParkCorrectionForm(request.POST or None, park=park)
    looked = request.method == "POST" and form.is_valid() and bool(form.changes)
    if looked and "confirmed" in request.POST:
        try:
            correct_park(park=park, changes=form.told(), by=request.user, seen=form.seen_values)
        except ChangedMeanwhile as changed:
            form.keep_for_another_look(changed)
        else:
            messages.success(request, _("已更正“%s”。") % park.name)
            return redirect("parks:list")
    unchanged = request.method == "POST" and not form.errors and not form.changes
    context = {"form": form, "park": park, "looked": looked and not form.changed, "unchanged": unchanged}
    return render(request, "organizations/park_correct.html", context, status=form.status)
