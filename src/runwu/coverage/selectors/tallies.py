"""How many enterprises are covered, by park, chain, industry or grid cell: counted in the database (覆盖汇总).

The database counts enterprises that look alike; the rules then say of each look, not of each enterprise, how it is
covered. So the figures are those of `park_coverage`, at a cost that does not grow with the number of rows sent.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, F
from django.db.models.functions import Substr

from runwu.core.scope import Capability, Scope
from runwu.coverage.selectors.marks import FLAGS, Rows, marked, reached_ids, registered
from runwu.coverage.selectors.policies import CoveragePolicy, books_of, policy_of
from runwu.enterprises.models import Enterprise, Park
from runwu.rules.coverage import (
    CoverageFacts,
    CoverageRates,
    CoverageStatus,
    CoverageTable,
    CoverageVerdict,
    Rate,
    coverage_of,
)
from runwu.rules.rulebook import Rulebook

_UNREACHED = (False,) * len(FLAGS)
Look = tuple[int | None, int | None, tuple[bool, ...]]


class Grouping(StrEnum):
    """By what enterprises are put together (统计口径): each enterprise stands in one group of a grouping."""

    PARK = "park"
    CHAIN = "chain"
    SECTION = "section"
    GRID = "grid"


_KEYS: Mapping[Grouping, Any] = {
    Grouping.PARK: F("park_id"),
    Grouping.CHAIN: F("chain_id"),
    Grouping.SECTION: Substr("industry", 1, 1),
    Grouping.GRID: F("grid_id"),
}


@dataclass(slots=True)
class Tally:
    """The enterprises of one group by how they look, and what follows (汇总)."""

    looks: dict[tuple[Look, CoverageStatus, bool, bool], int] = field(default_factory=dict)

    def add(self, look: Look, answer: CoverageVerdict, number: int) -> None:
        """Count enterprises of one look."""
        key = (look, answer.status, answer.organization_covered, answer.work_covered)
        self.looks[key] = self.looks.get(key, 0) + number

    @property
    def total(self) -> int:
        """All registered enterprises."""
        return sum(self.looks.values())

    @property
    def table(self) -> CoverageTable:
        """The two coverages over the three denominators."""
        return CoverageTable(self._rates(None), self._rates(0), self._rates(1))

    def of(self, status: CoverageStatus, *, operating: bool = False) -> int:
        """Return how many have a status, all of them or those known to operate."""
        return sum(n for key, n in self.looks.items() if key[1] is status and (key[0][0] == 1 or not operating))

    @property
    def gaps(self) -> int:
        """Enterprises known to operate that nobody reaches (未覆盖)."""
        return self.of(CoverageStatus.NONE, operating=True)

    def _rates(self, place: int | None) -> CoverageRates:
        """Return the rates over all, or over those with a yes at one place of the look."""
        counted = {key: n for key, n in self.looks.items() if place is None or key[0][place] == 1}
        unknown = 0 if place is None else sum(n for key, n in self.looks.items() if key[0][place] is None)
        whole = sum(counted.values())
        own = sum(n for key, n in counted.items() if key[1] is CoverageStatus.OWN_BRANCH)
        organized = sum(n for key, n in counted.items() if key[2])
        worked = sum(n for key, n in counted.items() if key[3])
        return CoverageRates(Rate(own, whole, unknown), Rate(organized, whole, unknown), Rate(worked, whole, unknown))


def tallies(*, scope: Scope, on: date, by: Grouping, parks: Mapping[int, Park]) -> dict[Hashable, Tally]:
    """Count the enterprises of parks by group: {group key: Tally}; None is “not told”. Three queries whatever the size."""
    rows = Enterprise.objects.filter(scope.enterprises(Capability.SEE_COVERAGE), park__in=list(parks))
    return judged(counted_looks(rows, on=on, today=scope.on, by=by), books_of(parks.values(), on=on))


def counted_looks(rows: Rows, *, on: date, today: date, by: Grouping) -> "Counted":
    """Count enterprises by park, group and look. Two queries: everybody, and whom anything reaches."""
    rows = registered(rows.order_by(), on=on, today=today).annotate(group_key=_KEYS[by])
    everybody = _counted(rows, ())
    reached = _counted(marked(rows.filter(pk__in=reached_ids(on=on)), on=on), FLAGS)
    for (park, group, look), number in reached.items():
        everybody[park, group, (look[0], look[1], _UNREACHED)] -= number
    for key, number in reached.items():
        everybody[key] = everybody.get(key, 0) + number
    return {key: number for key, number in everybody.items() if number}


def judged(counted: "Counted", books: Mapping[int, Rulebook]) -> dict[Hashable, Tally]:
    """Ask the rules of each park how each look is covered, and add up by group."""
    found: dict[Hashable, Tally] = {}
    judge = _Judge(books)
    for (park, group, look), number in counted.items():
        found.setdefault(group, Tally()).add(look, judge.answer(park, look), number)
    return found


Counted = dict[tuple[int, Hashable, Look], int]


def _counted(rows: Rows, flags: tuple[str, ...]) -> Counted:
    marks = [f"has_{name}" for name in flags]
    names = ("park_id", "group_key", "is_operating", "is_staffed", *marks)
    found: Counted = {}
    for park, group, operating, staffed, *has, number in (
        rows.values_list(*names).annotate(number=Count("pk")).order_by()
    ):
        found[park, group or None, (operating, staffed, tuple(map(bool, has)) or _UNREACHED)] = number
    return found


class _Judge:
    """Asks the rules once for each look, and once more where a park counts differently."""

    def __init__(self, books: Mapping[int, Rulebook]) -> None:
        self._books = books
        self._policies = {park: policy_of(book) for park, book in books.items()}
        self._known: dict[tuple[CoveragePolicy, Look], CoverageVerdict] = {}

    def answer(self, park: int, look: Look) -> CoverageVerdict:
        """Say how an enterprise of this look is covered in a park; what comes next is not asked here."""
        key = self._policies[park], look
        if key not in self._known:
            self._known[key] = coverage_of(_facts(look), book=self._books[park])
        return self._known[key]


def _facts(look: Look) -> CoverageFacts:
    operating, staffed, has = look
    flags = dict(zip(FLAGS, has, strict=True))
    return CoverageFacts(
        operating=None if operating is None else bool(operating),
        staff=staffed,
        own_branch=flags["own"],
        joint_branch=flags["joint"],
        catch_all=flags["catch_all"],
        instructor=flags["instructor"],
        liaison=flags["liaison"],
        union=flags["union"],
        youth_league=flags["youth_league"],
    )
