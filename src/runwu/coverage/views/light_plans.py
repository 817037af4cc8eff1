"""Light plans (工作覆盖清单): what each enterprise without a branch has of contact, mass organisations and activity."""

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from runwu.core.guards import ScopedRequest, require
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.scope import Capability
from runwu.coverage.selectors.light_plans import MISSING, PARTS, light_counts, light_plans
from runwu.coverage.tables import LightPlanTable
from runwu.coverage.views.lookup import named_park
from runwu.enterprises import selectors as enterprises
from runwu.enterprises.models import Park


def _park(request: ScopedRequest) -> tuple[Park, list[Park]]:
    parks = list(enterprises.parks(scope=request.scope, capability=Capability.SEE_COVERAGE))
    return named_park(parks, request.GET.get("park", "")), parks


def _rows_shown(request: ScopedRequest, park: Park) -> bool:
    return request.scope.reaches_park(Capability.SEE_ENTERPRISES, park.pk)


@require(Capability.SEE_COVERAGE)
def light_plan_page(request: ScopedRequest) -> HttpResponseBase:
    """Show how far the light plans of a park are, part by part."""
    park, parks = _park(request)
    counts = light_counts(scope=request.scope, park=park, on=request.on)
    lines = [_line(park, part, getattr(counts, part), counts.total) for part in PARTS]
    context = {"park": park, "parks": parks, "counts": counts, "lines": lines}
    context["rows_shown"] = _rows_shown(request, park)
    return render(request, "coverage/light_plans.html", context)


def _line(park: Park, part: str, number: int, total: int) -> dict[str, object]:
    base = reverse("coverage:light-plan-list")
    asked = {"park": str(park.public_id), "part": part}
    return {
        "label": _label(part),
        "have": number,
        "missing": total - number,
        "of": total,
        "missing_url": f"{base}?{urlencode({**asked, 'missing': 'yes'})}",
        "have_url": f"{base}?{urlencode({**asked, 'missing': 'no'})}",
    }


def _label(part: str) -> str:
    return {
        "contact": _("有一名联系人（指导员或联络员）"),
        "union": _("有工会"),
        "youth_league": _("有共青团组织"),
        "women": _("有妇联组织"),
        "activity": _("本季度有一次活动"),
    }[part]


@require(Capability.SEE_COVERAGE)
def light_plan_list(request: ScopedRequest) -> HttpResponseBase:
    """List the enterprises behind a figure of the light plans."""
    park, _parks = _park(request)
    if not _rows_shown(request, park):
        raise Http404
    rows = light_plans(scope=request.scope, park=park, on=request.on)
    part, words = request.GET.get("part", ""), [park.name, str(_("工作覆盖清单"))]
    if part in MISSING:
        lacking = request.GET.get("missing") != "no"
        rows = rows.filter(MISSING[part] if lacking else ~MISSING[part])
        words.append(_("缺：%s") % _label(part) if lacking else _label(part))
    page = ListPage(
        name="light-plans",
        title=" · ".join(words),
        queryset=rows,
        table=LightPlanTable,
        default_sort="name",
        unit=_("家"),
        may_export=True,
        count_cap=None,
        empty=Empty(why=_("没有这样的企业。")),
    )
    return list_response(request, page)
