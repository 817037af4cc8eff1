"""The structure of the register: bars by age, years to come, education and Party standing, each opening its list (党员结构)."""

from datetime import date
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from runwu.core.guards import ScopedRequest, day_shown, require
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.scope import Capability
from runwu.members.choices import Belonging
from runwu.members.services.provisions import noting_export
from runwu.members.tables import MemberTable
from runwu.members.telling import listed
from runwu.organizations import selectors as organizations
from runwu.organizations.models import Organization
from runwu.reports.frozen.counting import MANY_REASONS
from runwu.reports.frozen.services import released
from runwu.reports.structure.selectors import behind, by_name_alone, placed_only, structure
from runwu.reports.views.reach import asked_id


def _reached(request: ScopedRequest) -> QuerySet[Organization]:
    return organizations.visible(scope=request.scope, capability=Capability.SEE_MEMBERS).order_by("path")


def _asked(request: ScopedRequest) -> Organization:
    """Return the organisation of `?organization=`, else the highest in reach; out of reach is not found."""
    rows = _reached(request)
    if request.GET.get("organization"):
        return get_object_or_404(rows, public_id=asked_id(request, "organization"))
    found = rows.first()
    if found is None:
        raise Http404
    return found


def _day(request: ScopedRequest, on: date) -> dict[str, str]:
    return {} if on == request.on else {"on": on.isoformat()}


@require(Capability.SEE_MEMBERS)
def members_structure(request: ScopedRequest) -> HttpResponseBase:
    """Show the structure of an organisation and all below it on a day. Nine queries."""
    organization, on = _asked(request), day_shown(request)
    choices = organizations.near(
        organization=organization, scope=request.scope, capability=Capability.SEE_MEMBERS, on=on
    )
    allowed = released(organization=organization, on=request.on)
    total, answers = structure(scope=request.scope, organization=organization, on=on) if allowed else (0, [])
    named = by_name_alone(scope=request.scope, organization=organization, on=on) if allowed else 0
    away = placed_only(scope=request.scope, organization=organization, on=on) if allowed else {}
    context = {
        "away": [{"code": one.value, "label": one.label, "number": away[one]} for one in Belonging if away.get(one)],
        "named": named, "reasons": MANY_REASONS,
        "organization": organization, "choices": choices, "on": on, "past": on != request.on,
        "allowed": allowed, "total": total + named, "answers": answers,
        "asked": urlencode({"organization": str(organization.public_id), **_day(request, on)}),
    }  # fmt: skip
    return render(request, "reports/structure.html", context)


@require(Capability.SEE_MEMBERS)
def structure_rows(request: ScopedRequest) -> HttpResponseBase:
    """List the members behind a bar."""
    organization, on = _asked(request), day_shown(request)
    found = behind(
        scope=request.scope, organization=organization, on=on, part=request.GET.get("part", ""),
        band=request.GET.get("band", ""), gender=request.GET.get("gender"),
    )  # fmt: skip
    if found is None or not released(organization=organization, on=request.on):
        raise Http404
    words, people = found
    page = ListPage(
        name="structure-rows", title=" · ".join([words, on.isoformat()]), table=MemberTable,
        queryset=listed(people, scope=request.scope, asked=request.GET.dict()),
        default_sort="name", unit=_("名"), as_values=False, may_export=True,
        on_export=noting_export(),
        exclude=() if request.scope.may(Capability.SEE_RESTRICTED) else ("restricted",),
        note=f"{_('类别和支部是今天的。') if on != request.on else ''}{MANY_REASONS}", empty=Empty(why=_("这个数字是 0，没有对应的党员。")),
    )  # fmt: skip
    return list_response(request, page)
