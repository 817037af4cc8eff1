"""What the tables say of an enterprise's coverage on a day, as columns of a query (覆盖标记)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    SmallIntegerField,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, NullIf

from runwu.core.models.base import in_force
from runwu.coverage.choices import ContactKind, MassKind
from runwu.coverage.models import CoverageContact, MassOrganization
from runwu.coverage.selectors.policies import CoveragePolicy
from runwu.enterprises.choices import FactKind, Operating, Stage
from runwu.enterprises.models import Enterprise, EnterpriseFact
from runwu.organizations.choices import UnitRole
from runwu.organizations.models import OrganizationUnit
from runwu.organizations.selectors import in_force_on
from runwu.rules.coverage import CoverageStatus

ORGANIZED = ("own", "joint", "catch_all")
WORKED = ("instructor", "liaison", "union", "youth_league")
FLAGS = (*ORGANIZED, *WORKED)
"""The names under which rows carry their marks, as `CoverageFacts` calls them."""
_ROLES = {"own": (UnitRole.OWN,), "joint": (UnitRole.HOST, UnitRole.MEMBER), "catch_all": (UnitRole.FALLBACK,)}
Rows = QuerySet[Enterprise, Any]


def registered(rows: Rows, *, on: date, today: date) -> Rows:
    """Add what is known of operation and staff on a day and leave out what was closed by then (登记企业).

    Today's values stand on the enterprise itself; those of a past day are looked up in its dated facts.
    """
    known = {
        f"known_{kind.value}": _known(kind, on, today) for kind in (FactKind.STAGE, FactKind.OPERATING, FactKind.STAFF)
    }
    found: Rows = (
        rows.annotate(**known)
        .exclude(Q(known_stage=Stage.CLOSED))
        .annotate(is_operating=_operating(), is_staffed=_staffed())
    )
    return found


def _known(kind: FactKind, on: date, today: date) -> Any:
    if on == today:
        return F(kind.value)
    facts = EnterpriseFact.objects.on(on).filter(enterprise=OuterRef("pk"), kind=kind).values("value")[:1]
    if kind == FactKind.STAFF:
        return Cast(NullIf(Subquery(facts), Value("")), IntegerField())
    return Coalesce(Subquery(facts), Value(""), output_field=CharField())


def _operating() -> Case:
    """Tell whether it operates: 1, 0, or nothing where nobody knows."""
    return Case(
        When(known_operating=Operating.YES, then=Value(1)),
        When(known_operating=Operating.NO, then=Value(0)),
        output_field=SmallIntegerField(null=True),
    )


def _staffed() -> Case:
    return Case(
        When(known_staff__gt=0, then=Value(1)),
        When(known_staff=0, then=Value(0)),
        output_field=SmallIntegerField(null=True),
    )


def reached_ids(*, on: date) -> QuerySet[Any, Any]:
    """Return the ids of the enterprises that any form of organisation or work reaches on a day."""
    units = OrganizationUnit.objects.filter(_unit_holds(on)).order_by().values("enterprise_id")
    contacts = CoverageContact.objects.on(on).order_by().values("enterprise_id")
    mass = MassOrganization.objects.on(on).order_by().values("enterprise_id")
    return units.union(contacts, mass)


def _unit_holds(on: date) -> Q:
    return in_force(on) & in_force_on(on, "organization__")


def marked(rows: Rows, *, on: date, only: Iterable[str] = FLAGS) -> Rows:
    """Add one column per form that may reach an enterprise (覆盖标记)."""
    found: Rows = rows.annotate(**{f"has_{name}": _exists(name, on) for name in only})
    return found


def _exists(name: str, on: date) -> Exists:
    if name in _ROLES:
        units = OrganizationUnit.objects.filter(_unit_holds(on), enterprise=OuterRef("pk"), role__in=_ROLES[name])
        return Exists(units)
    if name in ContactKind.values:
        return Exists(CoverageContact.objects.on(on).filter(enterprise=OuterRef("pk"), kind=name))
    return Exists(MassOrganization.objects.on(on).filter(enterprise=OuterRef("pk"), kind=MassKind(name)))


def status_is(status: CoverageStatus, policy: CoveragePolicy) -> Q:
    """Return the condition under which marked rows have a status; it says what `rules.coverage.status_of` says."""
    own, joint, caught = (Q(**{f"has_{name}": True}) for name in ORGANIZED)
    alone = ~own & ~joint & ~caught
    conditions: Mapping[CoverageStatus, Callable[[], Q]] = {
        CoverageStatus.OWN_BRANCH: lambda: own,
        CoverageStatus.JOINT_BRANCH: lambda: ~own & joint,
        CoverageStatus.CATCH_ALL: lambda: ~own & ~joint & caught,
        CoverageStatus.WORK: lambda: alone & worked(policy),
        CoverageStatus.NONE: lambda: alone & ~worked(policy) & (Q(is_operating=1) | Q(is_operating__isnull=True)),
        CoverageStatus.NOT_OPERATING: lambda: alone & ~worked(policy) & Q(is_operating=0),
    }
    return conditions[status]()


def nobody_reaches(policy: CoveragePolicy, *, on: date) -> Q:
    """Return what `status_is` says of CoverageStatus.NONE for rows without marks: one look-up in a set instead of seven
    for every row. For lists over a whole province."""
    units = OrganizationUnit.objects.filter(_unit_holds(on)).order_by().values("enterprise_id")
    contacts = CoverageContact.objects.on(on).filter(kind__in=policy.work_forms).order_by().values("enterprise_id")
    mass = MassOrganization.objects.on(on).filter(kind__in=policy.work_forms).order_by().values("enterprise_id")
    return ~Q(pk__in=units.union(contacts, mass)) & (Q(is_operating=1) | Q(is_operating__isnull=True))


def worked(policy: CoveragePolicy) -> Q:
    """Return the condition “some form of work without an organisation reaches it”."""
    condition = Q(pk__in=[])
    for name in WORKED:
        if name in policy.work_forms:
            condition |= Q(**{f"has_{name}": True})
    return condition


def organization_covers(policy: CoveragePolicy) -> Q:
    """Return the condition of organisation coverage (组织覆盖)."""
    condition = Q(pk__in=[])
    for status in CoverageStatus:
        if status in policy.organization_forms:
            condition |= status_is(status, policy)
    return condition


def work_covers(policy: CoveragePolicy) -> Q:
    """Return the condition of work coverage (工作覆盖), which includes organisation coverage."""
    condition = organization_covers(policy) | worked(policy)
    return condition | status_is(CoverageStatus.CATCH_ALL, policy) if policy.catch_all_counts else condition
