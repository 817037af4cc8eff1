"""How every enterprise of a park is covered on a day, and why: a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q

from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability, Scope
from runwu.coverage.choices import AdoptionState, ContactKind, MassKind
from runwu.coverage.models import AdoptedUnit, CoverageContact, MassOrganization
from runwu.enterprises import selectors as enterprises
from runwu.enterprises.choices import FactKind, Operating, Stage
from runwu.enterprises.models import Enterprise, Park
from runwu.members.selectors import MemberCount, counted_by_enterprise, counted_in_parks
from runwu.organizations.choices import UnitRole
from runwu.organizations.models import Organization, OrganizationUnit
from runwu.organizations.selectors import in_force_on
from runwu.rules.counts import MemberCounts
from runwu.rules.coverage import (
    CoverageFacts,
    CoverageStatus,
    CoverageTable,
    CoverageVerdict,
    coverage_of,
    coverage_table,
)
from runwu.rules.rulebook import Rulebook

_JOINT = {UnitRole.HOST, UnitRole.MEMBER}
_NOT_REGISTERED = {Stage.CLOSED}


@dataclass(frozen=True, slots=True)
class EnterpriseCoverage:
    """One enterprise on a day: its facts, the answer of the rules, and the branch that covers it."""

    enterprise: Enterprise
    stage: str
    staff: int | None
    operating: str
    facts: CoverageFacts
    answer: CoverageVerdict
    organization: Organization | None
    pending: Organization | None
    known: Mapping[FactKind, Any]
    book: Rulebook

    @property
    def status(self) -> CoverageStatus:
        """The strongest form that reaches it."""
        return self.answer.status


@dataclass
class ParkCoverage:
    """All enterprises of a park on a day, and the figures that follow from them."""

    park: Park
    on: date
    book: Rulebook
    counts_shown: bool
    rows: Sequence[EnterpriseCoverage]

    @cached_property
    def table(self) -> CoverageTable:
        """The two coverages over the three denominators."""
        return coverage_table((row.facts, row.answer) for row in self.rows)

    def of(self, *statuses: CoverageStatus) -> list[EnterpriseCoverage]:
        """List the enterprises of these statuses."""
        return [row for row in self.rows if row.status in statuses]

    @cached_property
    def by_status(self) -> dict[CoverageStatus, int]:
        """How many enterprises have each status."""
        return {status: len(self.of(status)) for status in CoverageStatus}

    @cached_property
    def due(self) -> list[EnterpriseCoverage]:
        """The enterprises where something ought to change (需调整)."""
        return [row for row in self.rows if row.answer.is_due and row.status is not CoverageStatus.NONE]


def park_coverage(*, scope: Scope, park: Park, on: date, book: Rulebook | None = None) -> ParkCoverage:
    """Return how every enterprise of a park is covered on a day. Nine queries whatever the size.

    Members are counted, and verdicts tell their number, only for viewers who are entitled to the names.
    """
    book = book or rulebook(on=on, place=park.public_id, region=park.region)
    rows = _registered(_rows(scope, park, on, book, None))
    return ParkCoverage(park=park, on=on, book=book, counts_shown=_entitled(scope, park), rows=rows)


def peopled_coverage(
    *, scope: Scope, parks: Sequence[Park], on: date, books: Mapping[UUID, Rulebook]
) -> dict[int, ParkCoverage]:
    """Return how the enterprises are covered, by park, where something may have to change.

    That is: with full members, or with a branch that has too few. For parks in which the scope sees members; a park
    may have tens of thousands of other enterprises, and a thousand whose branch is as it ought to be. Eight queries
    whatever the number of parks.
    """
    counts = counted_in_parks(scope=scope, parks=parks, on=on)
    among = _perhaps_due(counts, parks, on, books)
    sources = _Sources.load(_units(Q(enterprise__in=among), on), Q(enterprise__in=among), on)
    known = enterprises.facts_on(park=None, on=on, among=among)
    found: dict[int, list[EnterpriseCoverage]] = {park.pk: [] for park in parks}
    places = {park.pk: park for park in parks}
    firms = enterprises.visible(scope=scope, capability=Capability.SEE_COVERAGE).filter(park__in=parks, pk__in=among)
    for firm in firms.select_related(None).order_by("name", "pk"):
        firm.park = places[firm.park_id]
        members = _members(counts.get(firm.pk, MemberCount()), entitled=True)
        book = books[firm.park.public_id]
        found[firm.park_id].append(_row(firm, known.get(firm.pk, {}), members, sources, book))
    return {
        park.pk: ParkCoverage(
            park=park, on=on, book=books[park.public_id], counts_shown=True, rows=_registered(found[park.pk])
        )
        for park in parks
    }


def _perhaps_due(
    counts: Mapping[int, MemberCount], parks: Sequence[Park], on: date, books: Mapping[UUID, Rulebook]
) -> set[int]:
    """Return the enterprises with full members and no organisation, or with one that may have to change. One query.

    What is left out of the question (an approval awaited, contacts, operation) can only make a change unnecessary
    where there is an organisation; so nothing that is due is lost.
    """
    rows = OrganizationUnit.objects.on(on).filter(in_force_on(on, "organization__"), enterprise__park__in=parks)
    lines = rows.values_list("enterprise_id", "enterprise__park__public_id", "role")
    formed = {firm: (place, role, counts.get(firm, MemberCount())) for firm, place, role in lines}
    due = {one for one in set(formed.values()) if _is_due_in(*one, books)}
    lonely = {firm for firm, count in counts.items() if count.full and firm not in formed}
    return lonely | {firm for firm, asked in formed.items() if asked in due}


def _is_due_in(place: UUID, role: str, count: MemberCount, books: Mapping[UUID, Rulebook]) -> bool:
    facts = CoverageFacts(
        operating=None,
        members=_members(count, entitled=True),
        own_branch=role == UnitRole.OWN,
        joint_branch=role in _JOINT,
        catch_all=role == UnitRole.FALLBACK,
    )
    return coverage_of(facts, book=books[place]).is_due


def _registered(rows: Iterable[EnterpriseCoverage]) -> list[EnterpriseCoverage]:
    return [row for row in rows if row.stage not in _NOT_REGISTERED]


def enterprise_coverage(*, scope: Scope, enterprise: Enterprise, on: date) -> EnterpriseCoverage | None:
    """Return how one enterprise is covered on a day; None where the scope may not know. The same queries."""
    if not scope.reaches_park(Capability.SEE_COVERAGE, enterprise.park_id):
        return None
    book = rulebook(on=on, place=enterprise.park.public_id, region=enterprise.park.region)
    return next(iter(_rows(scope, enterprise.park, on, book, enterprise)), None)


def _entitled(scope: Scope, park: Park) -> bool:
    return scope.reaches_park(Capability.SEE_MEMBERS, park.pk)


def _rows(scope: Scope, park: Park, on: date, book: Rulebook, only: Enterprise | None) -> list[EnterpriseCoverage]:
    entitled = _entitled(scope, park)
    counts = counted_by_enterprise(scope=scope, park=park, on=on, only=only) if entitled else {}
    firms = Q(enterprise=only) if only else Q(enterprise__park=park)
    sources = _Sources.load(_units(firms & Q(enterprise__park=park), on), firms, on)
    known = enterprises.facts_on(park=park, on=on, only=only)
    found = enterprises.visible(scope=scope, capability=Capability.SEE_COVERAGE).filter(park=park)
    found = found.filter(pk=only.pk) if only else found.order_by("name", "pk")
    return [
        _row(firm, known.get(firm.pk, {}), _members(counts.get(firm.pk, MemberCount()), entitled), sources, book)
        for firm in found
    ]


@dataclass(frozen=True, slots=True)
class _Sources:
    units: Mapping[int, OrganizationUnit]
    contacts: set[tuple[int, str]]
    mass: set[tuple[int, str]]
    pending: Mapping[int, Organization]

    @classmethod
    def load(cls, units: Mapping[int, OrganizationUnit], firms: Q, on: date) -> "_Sources":
        contacts = CoverageContact.objects.on(on).filter(firms).values_list("enterprise_id", "kind")
        mass = MassOrganization.objects.on(on).filter(firms).values_list("enterprise_id", "kind")
        return cls(units, set(contacts), set(mass), _pending(firms))


def _units(firms: Q, on: date) -> dict[int, OrganizationUnit]:
    """Return which organisation covers each enterprise, as `organizations.units_on` does for one park."""
    rows = OrganizationUnit.objects.on(on).filter(in_force_on(on, "organization__"), firms)
    return {unit.enterprise_id: unit for unit in rows.select_related("organization")}


def _pending(firms: Q) -> dict[int, Organization]:
    waiting = AdoptedUnit.objects.filter(firms, group__adoption__state=AdoptionState.PENDING)
    return {unit.enterprise_id: unit.group.organization for unit in waiting.select_related("group__organization")}


def _row(
    firm: Enterprise,
    known: Mapping[FactKind, Any],
    members: MemberCounts,
    sources: _Sources,
    book: Rulebook,
) -> EnterpriseCoverage:
    unit = sources.units.get(firm.pk)
    operating = known.get(FactKind.OPERATING, Operating.UNKNOWN)
    facts = CoverageFacts(
        operating={Operating.YES: True, Operating.NO: False}.get(operating),
        staff=known.get(FactKind.STAFF),
        members=members,
        own_branch=unit is not None and unit.role == UnitRole.OWN,
        joint_branch=unit is not None and unit.role in _JOINT,
        catch_all=unit is not None and unit.role == UnitRole.FALLBACK,
        instructor=(firm.pk, ContactKind.INSTRUCTOR) in sources.contacts,
        liaison=(firm.pk, ContactKind.LIAISON) in sources.contacts,
        union=(firm.pk, MassKind.UNION) in sources.mass,
        youth_league=(firm.pk, MassKind.YOUTH_LEAGUE) in sources.mass,
        pending=firm.pk in sources.pending,
    )
    return EnterpriseCoverage(
        enterprise=firm,
        stage=known.get(FactKind.STAGE, ""),
        staff=facts.staff,
        operating=operating,
        facts=facts,
        answer=coverage_of(facts, book=book),
        organization=unit.organization if unit else None,
        pending=sources.pending.get(firm.pk),
        known=known,
        book=book,
    )


def _members(count: MemberCount, entitled: bool) -> MemberCounts:
    return MemberCounts(full=count.full, probationary=count.probationary) if entitled else MemberCounts(full=None)
