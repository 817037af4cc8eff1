"""The board of a park with very many enterprises (大型园区): its figures counted in the database, grid cells for the map."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from runwu.core.scope import Capability, Scope
from runwu.coverage.selectors.kept import counting
from runwu.coverage.selectors.marks import marked, registered, status_is
from runwu.coverage.selectors.policies import books_of, policy_of
from runwu.coverage.selectors.tallies import Grouping, Tally
from runwu.enterprises import selectors as enterprises
from runwu.enterprises.choices import FactKind
from runwu.enterprises.models import Enterprise, EnterpriseFact, Park
from runwu.reports.board import (
    IN_PRODUCTION,
    Figure,
    address_of,
    branch_figure,
    enterprise_members,
    instructor_figure,
    listed,
    members_address,
)
from runwu.rules.coverage import CoverageStatus, Rate
from runwu.rules.rulebook import Rulebook

LARGE = 300
"""From so many enterprises on, no map of blocks and no list of all of them is drawn."""


@dataclass(frozen=True, slots=True)
class LargePark:
    """A park as a whole: what is counted of it, and the first enterprises that nobody reaches."""

    park: Park
    on: date
    book: Rulebook
    tally: Tally
    counted_at: datetime | None
    stale: bool
    counts_shown: bool
    uncovered: Sequence[Enterprise]


def is_large(*, park: Park) -> bool:
    """Tell whether a park has too many enterprises to show each of them. One query."""
    return Enterprise.objects.filter(park=park).order_by()[: LARGE + 1].count() > LARGE


def large_park(*, scope: Scope, park: Park, on: date) -> LargePark:
    """Return a large park on a day. Five queries whatever its size."""
    counted = counting(scope=scope, on=on, by=Grouping.PARK, parks={park.pk: park})
    tally = counted.groups.get(park.pk, Tally())
    book = books_of([park], on=on)[park.pk]
    firms = enterprises.visible(scope=scope, capability=Capability.SEE_COVERAGE).filter(park=park)
    rows = marked(registered(firms, on=on, today=scope.on).filter(Q(is_operating=1)), on=on)
    first = rows.filter(status_is(CoverageStatus.NONE, policy_of(book))).order_by("name", "pk")[:4]
    named = scope.reaches_park(Capability.SEE_MEMBERS, park.pk)
    return LargePark(park, on, book, tally, counted.counted_at, counted.stale, named, list(first))


def large_figures(*, scope: Scope, large: LargePark) -> list[Figure]:
    """Return the figures of the strip. Six queries."""
    park, on = large.park, large.on
    firms = registered(
        enterprises.visible(scope=scope, capability=Capability.SEE_COVERAGE).filter(park=park).order_by(),
        on=on,
        today=scope.on,
    )
    producing = Q(known_stage__in=IN_PRODUCTION)
    above, high = _marks(FactKind.ABOVE_DESIGNATED, on, scope.on), _marks(FactKind.HIGH_TECH, on, scope.on)
    found = firms.aggregate(
        total=Count("pk"),
        producing=Count("pk", filter=producing),
        above=Count("pk", filter=producing & above[True]),
        judged=Count("pk", filter=producing & (above[True] | above[False])),
        high=Count("pk", filter=high[True]),
        staff=Sum("known_staff"),
        staffed=Count("known_staff"),
    )
    return [*_of_firms(address_of(park, on=on, today=scope.on), found), *_of_people(scope, large, found["staff"])]


def _marks(kind: FactKind, on: date, today: date) -> dict[bool, Q]:
    """Return the conditions that a mark is known to be yes, and no."""
    if on == today:
        return {known: Q(**{kind.value: known}) for known in (True, False)}
    facts = EnterpriseFact.objects.on(on).filter(kind=kind)
    words = {True: "yes", False: "no"}
    return {known: Q(pk__in=facts.filter(value=word).values("enterprise_id")) for known, word in words.items()}


def _of_firms(behind: dict[str, str], found: dict[str, int]) -> list[Figure]:
    def rows(**asked: str) -> str:
        return listed("reports:covered", **behind, **asked)

    unknown, unjudged = found["total"] - found["staffed"], found["producing"] - found["judged"]
    return [
        Figure("enterprises", _("企业"), found["total"], rows(), note=_("国家高新 %d 家") % found["high"]),
        Figure(
            "producing",
            _("投产"),
            found["producing"],
            rows(show="producing"),
            note=_part(found["producing"], found["total"]),
        ),
        Figure("above", _("规上"), found["above"], rows(show="above"), found["judged"], note=_unknown(unjudged)),
        Figure("staff", _("职工"), found["staff"], rows(show="staffed"), note=_unknown(unknown)),
    ]


def _part(part: int, whole: int) -> str:
    return _("占 %s") % Rate(part, whole)


def _unknown(count: int) -> str:
    return _("另有 %s 家未知") % f"{count:,}" if count else ""


def _of_people(scope: Scope, large: LargePark, staff: int | None) -> list[Figure]:
    """Return members and instructors for the entitled, and the branches for everybody."""
    branches = branch_figure(scope, large.park, large.on)
    if not large.counts_shown:
        return [branches]
    firms, said = enterprise_members(scope, large.park, large.on)
    share = _("占职工 %s") % Rate(firms, max(staff or 0, firms))
    address = members_address(address_of(large.park, on=large.on, today=scope.on))
    people = Figure("members", _("企业党员"), firms, address, note=f"{share} · {said}" if said else share)
    return [people, branches, instructor_figure(scope, large.park, large.on, book=large.book)]
