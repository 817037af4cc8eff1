"""The board of one park (园区看板)."""

from datetime import date
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render

from runwu.core.guards import ScopedRequest, day_shown, require
from runwu.core.scope import Capability, Scope
from runwu.coverage.selectors.statuses import park_coverage
from runwu.coverage.selectors.tallies import Grouping
from runwu.enterprises.models import Park
from runwu.reports.board import address_of, figures, rate_rows, rows_shown
from runwu.reports.groups import groups
from runwu.reports.large import is_large, large_figures, large_park
from runwu.reports.legend import legend
from runwu.reports.schematic import schematic
from runwu.reports.views.reach import park_asked, parks_in_reach
from runwu.rules.coverage import CoverageStatus


@require(Capability.SEE_COVERAGE)
def board(request: ScopedRequest) -> HttpResponseBase:
    """Show one park: figures, map, the two coverages over three denominators, what is due."""
    parks = parks_in_reach(request)
    park, on, scope = park_asked(request, parks), day_shown(request), request.scope
    large = is_large(park=park)
    context = {
        "park": park,
        "parks": parks,
        "on": on,
        "past": on != request.on,
        "then": f"&on={on.isoformat()}" if on != request.on else "",
        "rows_shown": rows_shown(scope, park),
        "may_plan": scope.reaches_park(Capability.PLAN, park.pk) and on == request.on,
        **(_large(scope, park, on) if large else _small(scope, park, on)),
    }
    return render(request, "reports/board_large.html" if large else "reports/board.html", context)


def _small(scope: Scope, park: Park, on: date) -> dict[str, Any]:
    """Return what the board of a park shows that shows each of its enterprises."""
    coverage = park_coverage(scope=scope, park=park, on=on)
    return {
        "coverage": coverage,
        "figures": figures(scope=scope, coverage=coverage),
        "rates": rate_rows(address_of(park, on=on, today=scope.on), coverage.table),
        "map": schematic(coverage.rows),
        "legend": legend(coverage),
        "uncovered": coverage.of(CoverageStatus.NONE),
        "source": coverage.book.source("coverage.organization_forms"),
    }


def _large(scope: Scope, park: Park, on: date) -> dict[str, Any]:
    """Return what the board of a park with very many enterprises shows: grid cells instead of blocks."""
    large = large_park(scope=scope, park=park, on=on)
    return {
        "large": large,
        "figures": large_figures(scope=scope, large=large),
        "rates": rate_rows(address_of(park, on=on, today=scope.on), large.tally.table),
        "groups": groups(scope=scope, parks=[park], on=on, by=Grouping.GRID),
        "source": large.book.source("coverage.organization_forms"),
    }
