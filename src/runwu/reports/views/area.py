"""Boards over parks, chains, industries and grid cells (区域看板、产业链与行业、网格)."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from runwu.core.guards import ScopedRequest, day_shown, require
from runwu.core.scope import Capability
from runwu.coverage.selectors.tallies import Grouping
from runwu.coverage.services.tallies import renew_due_tallies, tallies_due
from runwu.reports.area import SORTS, area_board
from runwu.reports.groups import groups as groups_of
from runwu.reports.releases import may_release
from runwu.reports.views.reach import ALL, parks_asked, parks_in_reach

_COLUMNS = (
    ("name", gettext_lazy("园区"), ""),
    ("registered", gettext_lazy("登记"), "n"),
    ("operating", gettext_lazy("实际经营"), "n"),
    ("staffed", gettext_lazy("有职工"), "n"),
    ("organization", gettext_lazy("组织覆盖（占实际经营）"), "n"),
    ("work", gettext_lazy("工作覆盖（占实际经营）"), "n"),
    ("gaps", gettext_lazy("未覆盖（实际经营）"), "n"),
    ("floating", gettext_lazy("流动党员比例"), "n"),
)
_GROUPINGS = (
    (Grouping.CHAIN, gettext_lazy("按产业链")),
    (Grouping.SECTION, gettext_lazy("按行业门类")),
    (Grouping.GRID, gettext_lazy("按网格")),
)


@require(Capability.SEE_COVERAGE)
def area(request: ScopedRequest) -> HttpResponseBase:
    """Show the parks in reach, kind by kind: three denominators, two coverages, gaps, floating share."""
    parks = parks_in_reach(request)
    if not parks:
        raise Http404
    on, sort = day_shown(request), request.GET.get("sort", "name")
    context = {
        "board": area_board(scope=request.scope, parks=parks, on=on, sort=sort),
        "headers": [_header(request, *column) for column in _COLUMNS],
        "parks": parks,
        "on": on,
        "past": on != request.on,
        "sort": sort if sort.removeprefix("-") in SORTS else "name",
        "may_release": may_release(scope=request.scope),
    }
    return render(request, "reports/area.html", context)


def _header(request: ScopedRequest, key: str, label: object, css: str) -> dict[str, object]:
    """Return a heading whose link sorts by it, the greater first; a second click turns the order round."""
    now = request.GET.get("sort", "name")
    first, second = (key, f"-{key}") if key == "name" else (f"-{key}", key)
    asked = {"sort": second if now == first else first}
    if request.GET.get("on"):
        asked["on"] = request.GET["on"]
    order = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    return {"label": label, "css": css, "url": f"?{urlencode(asked)}", "order": order}


@require(Capability.SEE_COVERAGE)
def groups(request: ScopedRequest) -> HttpResponseBase:
    """Show the enterprises in reach by chain, industry section or grid cell, each once."""
    by = request.GET.get("by", Grouping.CHAIN)
    if by not in {grouping for grouping, _label in _GROUPINGS}:
        raise Http404
    on, grouping = day_shown(request), Grouping(by)
    parks = parks_asked(request, otherwise="" if grouping is Grouping.GRID else ALL)
    context = {
        "groups": groups_of(scope=request.scope, parks=parks, on=on, by=grouping),
        "by": grouping,
        "park": parks[0] if len(parks) == 1 else None,
        "parks": parks_in_reach(request),
        "tabs": [_tab(request, one, label, grouping) for one, label in _GROUPINGS],
        "on": on,
        "past": on != request.on,
    }
    return render(request, "reports/groups.html", context)


def _tab(request: ScopedRequest, by: Grouping, label: object, current: Grouping) -> dict[str, object]:
    asked = {"by": by.value, "park": request.GET.get("park", "")}
    if by is Grouping.GRID and asked["park"] == ALL:
        asked["park"] = ""  # grid cells of thirteen parks are no list that anybody reads
    return {"label": label, "url": f"?{urlencode(asked)}", "current": by is current}


@require(Capability.SEE_COVERAGE)
@require_POST
def renew(request: ScopedRequest) -> HttpResponseBase:
    """Count anew where something was written down since (更新汇总)."""
    if renew_due_tallies():
        messages.success(request, _("汇总已更新。"))
    elif tallies_due():  # another process holds the lock of the renewal
        messages.info(request, _("汇总正在由另一处更新，请稍等片刻再看。"))
    else:
        messages.success(request, _("汇总已是最新，没有新的登记。"))
    return redirect(reverse("reports:area"))
