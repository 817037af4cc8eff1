"""Lines beside the tree (条线): what each covers, counted once; the tree of one on a day; its enterprises."""

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from runwu.core.guards import ScopedRequest, day_shown, require
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.scope import Capability
from runwu.organizations import lines
from runwu.organizations.choices import LED_LINES, RelationLine
from runwu.organizations.filters import UnitFilter
from runwu.organizations.tables import LineUnitTable


@require(Capability.SEE_ORGANIZATIONS)
def line_overview(request: ScopedRequest) -> HttpResponseBase:
    """Show what each line covers within reach today; each figure names its line and opens its rows."""
    rows = lines.figures(scope=request.scope, on=request.on)
    return render(request, "organizations/line_overview.html", {"rows": rows, "led": LED_LINES, "on": request.on})


@require(Capability.SEE_ORGANIZATIONS)
def line_tree(request: ScopedRequest, line: str) -> HttpResponseBase:
    """Show who leads whom on a line, as of today or a past day."""
    if line not in LED_LINES:
        raise Http404
    on = day_shown(request)
    one = RelationLine(line)
    context = {
        "nodes": lines.line_tree(line=one, scope=request.scope, on=on),
        "line": one,
        "name": one.label,
        "on": on,
        "past": on != request.on,
        "keep": "" if on == request.on else f"?on={on.isoformat()}",
    }
    return render(request, "organizations/line_tree.html", context)


@require(Capability.SEE_ORGANIZATIONS)
def line_units(request: ScopedRequest) -> HttpResponseBase:
    """Show the enterprises that organisations of a line cover, today or on a past day, each once."""
    on = day_shown(request)
    page = ListPage(
        name="line-units",
        title=_("条线覆盖的企业"),
        queryset=lines.units_on_line(line=lines.TERRITORIAL, scope=request.scope, on=on),
        table=LineUnitTable,
        note=_("以下是 %s 覆盖的企业；名称是今天的。") % on.isoformat() if on != request.on else "",
        default_sort="enterprise",
        filterset=UnitFilter,
        unit=_("家"),
        may_export=True,
        empty=Empty(why=_("这条线上没有覆盖的企业。")),
    )
    return list_response(request, page)
