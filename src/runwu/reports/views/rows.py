"""The list of enterprises behind a figure (数字背后的企业), filtered in the database."""

from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import Q
from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core.guards import ScopedRequest, day_shown, require
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.scope import Capability
from runwu.coverage.selectors.marks import (
    Rows,
    marked,
    nobody_reaches,
    organization_covers,
    registered,
    status_is,
    work_covers,
)
from runwu.coverage.selectors.policies import CoveragePolicy, books_of, policy_of
from runwu.enterprises import selectors as enterprises
from runwu.enterprises.choices import FactKind
from runwu.enterprises.models import EnterpriseFact, Park
from runwu.enterprises.tables import EnterpriseTable
from runwu.reports.board import IN_PRODUCTION, rows_shown
from runwu.reports.groups import NOT_TOLD, section_name
from runwu.reports.views.reach import asked_id, parks_asked
from runwu.rules.coverage import CoverageStatus

Test = Callable[[CoveragePolicy], Q]


def _has(status: CoverageStatus) -> Test:
    return lambda policy: status_is(status, policy)


STATUSES: Mapping[str, Test] = {status.value: _has(status) for status in CoverageStatus}
COVERED: Mapping[str, Test] = {
    "own": _has(CoverageStatus.OWN_BRANCH),
    "organization": organization_covers,
    "work": work_covers,
}
BASES: Mapping[str, Q] = {"operating": Q(is_operating=1), "staffed": Q(is_staffed=1)}
STAGES: Mapping[str, Q] = {
    "producing": Q(known_stage__in=IN_PRODUCTION),
    "above": Q(known_stage__in=IN_PRODUCTION, is_above=True),
    "staffed": Q(known_staff__isnull=False),
}


@require(Capability.SEE_ENTERPRISES)
def covered(request: ScopedRequest) -> HttpResponseBase:
    """List the enterprises behind a figure of a board, for who may see single enterprises."""
    parks = parks_asked(request)
    if not all(rows_shown(request.scope, park) for park in parks):
        raise Http404
    on = day_shown(request)
    words: list[str] = [parks[0].name] if len(parks) == 1 else [_("全部园区")]
    rows = enterprises.visible(scope=request.scope, capability=Capability.SEE_COVERAGE).filter(park__in=parks)
    rows = _narrowed(request, registered(rows, on=on, today=request.on), words)
    rows = _with_status(request, rows, parks, on, words)
    page = ListPage(
        name="covered-enterprises",
        title=" · ".join([*words, *([on.isoformat()] if on != request.on else [])]),
        queryset=rows,
        table=EnterpriseTable,
        default_sort="name",
        unit=_("家"),
        exclude=("park",) if len(parks) == 1 else (),
        may_export=True,
        count_cap=None,
        empty=Empty(why=_("这个数字是 0，没有对应的企业。")),
    )
    return list_response(request, page)


def _narrowed(request: ScopedRequest, rows: Rows, words: list[str]) -> Rows:
    """Keep the rows of a chain, an industry section or a grid cell."""
    for name in ("chain", "grid"):
        if request.GET.get(name) == NOT_TOLD:
            rows = rows.filter(**{f"{name}__isnull": True})
            words.append(_("未登记"))
        elif request.GET.get(name):
            rows = rows.filter(**{f"{name}__public_id": asked_id(request, name)})
    section = request.GET.get("section", "")
    if section == NOT_TOLD:
        rows = rows.filter(industry="")
        words.append(_("未登记行业"))
    elif section:
        rows = rows.filter(industry__startswith=section[:1])
        words.append(section_name(section[:1]))
    return rows


def _with_status(request: ScopedRequest, rows: Rows, parks: list[Park], on: date, words: list[str]) -> Rows:
    """Keep the rows that one figure counts; what counts as covered is what each park says."""
    base, show, covers = (request.GET.get(name, "") for name in ("base", "show", "covered"))
    words += [str(_WORDS[key]) for key in (base, covers, show) if key in _WORDS]
    rows = rows.filter(BASES[base]) if base in BASES else rows
    if show in STAGES:
        rows = _above(rows, on, request.on).filter(STAGES[show])
    if show == CoverageStatus.NONE and covers not in COVERED:
        return rows.filter(_by_policy(lambda policy: nobody_reaches(policy, on=on), parks, on))
    tests = [table[key] for table, key in ((STATUSES, show), (COVERED, covers)) if key in table]
    if not tests:
        return rows
    rows = marked(rows, on=on)
    for test in tests:
        rows = rows.filter(_by_policy(test, parks, on))
    return rows


def _above(rows: Rows, on: date, today: date) -> Rows:
    """Add whether an enterprise was above designated size on a day (规上)."""
    facts = EnterpriseFact.objects.on(on).filter(kind=FactKind.ABOVE_DESIGNATED, value="yes").values("enterprise_id")
    found: Rows = rows.annotate(is_above=Q(above_designated=True) if on == today else Q(pk__in=facts))
    return found


def _by_policy(test: Test, parks: list[Park], on: date) -> Q:
    """Return a condition that asks each park's own parameters, once for parks that agree."""
    agreeing: dict[CoveragePolicy, list[int]] = {}
    for park, book in books_of(parks, on=on).items():
        agreeing.setdefault(policy_of(book), []).append(park)
    condition = Q(pk__in=[])
    for policy, ids in agreeing.items():
        condition |= test(policy) if len(agreeing) == 1 else Q(park__in=ids) & test(policy)
    return condition


_WORDS = {
    "producing": gettext_lazy("投产"),
    "above": gettext_lazy("规上"),
    "staffed": gettext_lazy("有职工"),
    "operating": gettext_lazy("实际经营"),
    "own": gettext_lazy("单独组建"),
    "organization": gettext_lazy("组织覆盖"),
    "work": gettext_lazy("工作覆盖"),
    **{status.value: status.label for status in CoverageStatus if status is not CoverageStatus.WORK},
}
