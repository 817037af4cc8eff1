"""Where somebody goes next, and why (走访安排): computed from facts, for the enterprises in reach of a visitor."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import BooleanField, Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from runwu.core.scope import Capability, Scope
from runwu.coverage.choices import EntryKind, Finding
from runwu.coverage.models import SurveyItem, Visit
from runwu.coverage.selectors.marks import Rows, marked, registered
from runwu.enterprises import selectors as enterprises
from runwu.enterprises.models import Enterprise, GridCell, Park

TODAY = 3
_REST_DAYS = 14
"""After a visit nobody is sent there again for two weeks, unless a sample asks."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One enterprise to go to: what to find out there, and whether somebody wrote down a visit today."""

    enterprise: Enterprise
    tasks: Sequence[str]
    asks_staff: bool
    asks_union: bool
    asks_liaison: bool = False
    done: str = ""


def quarter_of(day: date) -> date:
    """Return the first day of a quarter.

    >>> quarter_of(date(2026, 11, 22))
    datetime.date(2026, 10, 1)
    """
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def in_reach(*, scope: Scope) -> QuerySet[Enterprise]:
    """List the enterprises whose visits somebody may write down."""
    return enterprises.visible(scope=scope, capability=Capability.VISIT)


def parks_in_reach(*, scope: Scope) -> list[Park]:
    """Return the parks between which somebody chooses who visits in whole parks; none for who goes round. One query."""
    if goes_round(scope):
        return []
    return list(enterprises.parks(scope=scope, capability=Capability.VISIT).order_by("name"))


def grids_in_reach(*, scope: Scope, park: Park | None = None) -> list[GridCell]:
    """Return the grid cells of those enterprises, of one park or of all. One query."""
    within = Q(park=park) if park else Q()
    grids = in_reach(scope=scope).filter(within).order_by().values("grid_id")
    return list(GridCell.objects.filter(pk__in=grids).select_related("park").order_by("park__name", "name")[:500])


def goes_round(scope: Scope) -> bool:
    """Tell whether somebody goes to the enterprises of a grid cell or to those looked after, and not to a whole park."""
    return any(grant.grids or grant.enterprises for grant in scope.holding(Capability.VISIT))


def stops(*, scope: Scope, on: date, within: Q | None = None, number: int = 30) -> list[Stop]:
    """List where to go next, the most pressing first. Two queries."""
    rows = _open(in_reach(scope=scope).filter(within or Q()), on)
    order = (F("need").desc(), "address", "name", "pk")
    open_ones = rows.filter(Q(need__gt=0, rested=True)).order_by(*order)
    first = list(open_ones.values_list("pk", flat=True)[:number])  # of a whole park only the numbers are sorted
    return [_stop(row) for row in rows.filter(pk__in=first).order_by(*order)]


def left_today(done: int) -> int:
    """Return how many of today's enterprises are left after so many entries.

    >>> left_today(1), left_today(9)
    (2, 0)
    """
    return max(0, TODAY - done)


def done_today(*, scope: Scope, on: date, by: UUID) -> list[Stop]:
    """List what the viewer wrote down today, to be corrected by a second tap. One query."""
    rows = Visit.objects.filter(made_on=on, kind=EntryKind.VISIT, recorded_by=by)
    rows = rows.filter(scope.enterprises(Capability.VISIT, "enterprise__"))
    return [
        Stop(visit.enterprise, (), asks_staff=True, asks_union=False, done=str(Finding(visit.finding).label))
        for visit in rows.select_related("enterprise__grid").order_by("-recorded_at")[:30]
    ]


def _open(rows: Rows, on: date) -> Rows:
    """Add what is known of each enterprise and how pressing a visit is."""
    rows = marked(
        registered(rows, on=on, today=on),
        on=on,
        only=("own", "joint", "union", "youth_league", "instructor", "liaison"),
    )
    visits = Visit.objects.filter(enterprise=OuterRef("pk"), kind=EntryKind.VISIT)
    activity = Visit.objects.filter(enterprise=OuterRef("pk"), kind=EntryKind.ACTIVITY, made_on__gte=quarter_of(on))
    found: Rows = rows.annotate(
        sampled=Exists(SurveyItem.objects.filter(enterprise=OuterRef("pk"), visit__isnull=True)),
        active=Exists(activity),
        visited_today=Exists(visits.filter(made_on=on)),
        recently=Exists(visits.filter(made_on__gt=on - timedelta(days=_REST_DAYS)).exclude(finding=Finding.NOBODY)),
    )
    return found.annotate(need=_need(), rested=_rested())


def _need() -> Case:
    organized = Q(has_own=True) | Q(has_joint=True)
    reached = organized | Q(has_union=True) | Q(has_youth_league=True) | Q(has_instructor=True) | Q(has_liaison=True)
    return Case(
        When(sampled=True, then=Value(5)),
        When(Q(is_operating=1) & ~reached, then=Value(4)),
        When(is_operating__isnull=True, then=Value(3)),
        When(Q(is_operating=1, is_staffed__isnull=True), then=Value(2)),
        When(Q(is_operating=1, active=False) & ~organized, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )


def _rested() -> Case:
    return Case(
        When(visited_today=True, then=Value(False)),
        When(sampled=True, then=Value(True)),
        When(recently=True, then=Value(False)),
        default=Value(True),
        output_field=BooleanField(),
    )


def _stop(row: Enterprise) -> Stop:
    known = vars(row)  # the columns that the query adds
    operating = known["is_operating"] == 1
    return Stop(
        row,
        list(_tasks(row)),
        asks_staff=known["is_staffed"] is None,
        asks_union=operating and not known["has_union"],
        asks_liaison=operating and not known["has_instructor"] and not known["has_liaison"],
    )


def _tasks(row: Enterprise) -> Iterator[str]:
    """Say what to find out there; the facts say why."""
    known = vars(row)
    if known["is_operating"] is None:
        yield _("看是否实际经营（抽样核查）") if known["sampled"] else _("看是否实际经营：还没有人核实过")
        return
    if known["is_operating"] == 0:
        yield _("再看一次是否经营：登记为未实际经营") if known["sampled"] else _("已登记为未实际经营")
        return
    reached = any(known[f"has_{name}"] for name in ("own", "joint", "union", "youth_league", "instructor", "liaison"))
    if not reached:
        yield _("问有没有工会、共青团；没有就商定一名联络员：还没有工作覆盖")
    if known["is_staffed"] is None:
        yield _("问职工人数：未知")
    if not known["active"] and not (known["has_own"] or known["has_joint"]):
        yield _("约本季度的活动：还没有登记")
