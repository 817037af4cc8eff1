"""The park board, and the list behind each of its coverage figures."""

from collections.abc import Callable
from datetime import date

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from runwu.core.guards import ScopedRequest, day_shown, require
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.scope import Capability
from runwu.coverage.selectors.statuses import EnterpriseCoverage, park_coverage
from runwu.enterprises import selectors as enterprises
from runwu.enterprises.choices import FactKind
from runwu.enterprises.models import Park
from runwu.enterprises.tables import EnterpriseTable
from runwu.reports.board import IN_PRODUCTION, figures, rate_rows, rows_shown
from runwu.reports.legend import legend
from runwu.reports.schematic import schematic
from runwu.rules.coverage import CoverageStatus

Test = Callable[[EnterpriseCoverage], bool]


def _has(status: CoverageStatus) -> Test:
    return lambda row: row.status is status


SHOWN: dict[str, Test] = {
    "producing": lambda row: row.stage in IN_PRODUCTION,
    "above": lambda row: row.stage in IN_PRODUCTION and row.known.get(FactKind.ABOVE_DESIGNATED) is True,
    "staffed": lambda row: row.staff is not None,
    **{status.value: _has(status) for status in CoverageStatus},
}
COVERED: dict[str, Test] = {
    "own": lambda row: row.status is CoverageStatus.OWN_BRANCH,
    "organization": lambda row: row.answer.organization_covered,
    "work": lambda row: row.answer.work_covered,
}
BASES: dict[str, Test] = {
    "operating": lambda row: row.facts.operating is True,
    "staffed": lambda row: bool(row.staff),
}


def _park(request: ScopedRequest) -> tuple[Park, list[Park]]:
    parks = list(enterprises.parks(scope=request.scope, capability=Capability.SEE_COVERAGE))
    asked = request.GET.get("park", "")
    found = [park for park in parks if str(park.public_id) == asked] if asked else parks
    if not found:
        raise Http404
    return found[0], parks


@require(Capability.SEE_COVERAGE)
def board(request: ScopedRequest) -> HttpResponseBase:
    """Show one park: figures, map, the two coverages over three denominators, what is due."""
    park, parks = _park(request)
    on = day_shown(request)
    coverage = park_coverage(scope=request.scope, park=park, on=on)
    context = {
        "park": park,
        "parks": parks,
        "on": on,
        "past": on != request.on,
        "coverage": coverage,
        "figures": figures(scope=request.scope, coverage=coverage),
        "rates": rate_rows(coverage),
        "rows_shown": rows_shown(request.scope, park),
        "map": schematic(coverage.rows),
        "legend": legend(coverage),
        "uncovered": coverage.of(CoverageStatus.NONE),
        "source": coverage.book.source("coverage.organization_forms"),
        "may_plan": request.scope.reaches_park(Capability.PLAN, park.pk) and on == request.on,
    }
    return render(request, "reports/board.html", context)


@require(Capability.SEE_ENTERPRISES)
def covered(request: ScopedRequest) -> HttpResponseBase:
    """List the enterprises behind a figure of the board, for who may see single enterprises."""
    park, _parks = _park(request)
    if not rows_shown(request.scope, park):
        raise Http404
    on = day_shown(request)
    coverage = park_coverage(scope=request.scope, park=park, on=on)
    ids = [row.enterprise.pk for row in coverage.rows if _asked(request, row)]
    page = ListPage(
        name="covered-enterprises",
        title=_title(request, park, on),
        queryset=enterprises.visible(scope=request.scope, capability=Capability.SEE_COVERAGE).filter(pk__in=ids),
        table=EnterpriseTable,
        default_sort="name",
        unit=_("家"),
        exclude=("park",),
        may_export=True,
        count_cap=None,
        empty=Empty(why=_("这个数字是 0，没有对应的企业。")),
    )
    return list_response(request, page)


def _asked(request: ScopedRequest, row: EnterpriseCoverage) -> bool:
    chosen = (("show", SHOWN), ("covered", COVERED), ("base", BASES))
    tests = [table[request.GET[name]] for name, table in chosen if request.GET.get(name) in table]
    return all(test(row) for test in tests)


def _title(request: ScopedRequest, park: Park, on: date) -> str:
    words = [_WORDS[request.GET[name]] for name in ("base", "covered", "show") if request.GET.get(name) in _WORDS]
    return " · ".join([park.name, *words, *([on.isoformat()] if on != request.on else [])])


_WORDS = {
    "producing": _("投产"),
    "above": _("规上"),
    "staffed": _("有职工"),
    "operating": _("实际经营"),
    "own": _("单独组建"),
    "organization": _("组织覆盖"),
    "work": _("工作覆盖"),
    **{status.value: status.label for status in CoverageStatus if status is not CoverageStatus.WORK},
}
