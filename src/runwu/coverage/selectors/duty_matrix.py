"""The matrix of enterprises and fallback duties of a park on a day, and its gaps (兜底矩阵、缺口清单)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, Value
from django.db.models.expressions import Case, Expression, When

from runwu.core.models.base import in_force
from runwu.core.scope import Capability, Scope
from runwu.coverage.choices import ContactKind, DutySource
from runwu.coverage.models import CoverageContact, DutyHolder, MassOrganization
from runwu.coverage.models.duties import standing_on
from runwu.coverage.selectors.fallback_duties import Duty
from runwu.coverage.selectors.marks import Rows, registered
from runwu.enterprises import selectors as enterprises
from runwu.enterprises.models import Park
from runwu.organizations.choices import UnitRole
from runwu.organizations.models import OrganizationUnit
from runwu.organizations.selectors import in_force_on


@dataclass(frozen=True, slots=True)
class DutyCounts:
    """How many enterprises a park has, how many lack anything, and how many lack each duty."""

    total: int
    lacking: int
    missing: Mapping[str, int]


def matrix(*, scope: Scope, park: Park, duties: Sequence[Duty], on: date, everyone: bool = False) -> Rows:
    """List the enterprises of a park with `gap_<code>` per duty and `gaps` in all; those that operate, or everyone.

    The rows of the day come along as `held`, `covering`, `looking_after` and `mass_there`: five queries in all.
    """
    rows = enterprises.visible(scope=scope, capability=Capability.PLAN).filter(park=park)
    rows = registered(rows, on=on, today=scope.on)
    rows = rows if everyone else rows.filter(Q(is_operating=1))
    rows = rows.annotate(**{f"gap_{duty.code}": _gap(duty, on) for duty in duties})
    total: Any = sum((_one(f"gap_{duty.code}") for duty in duties), Value(0))
    found: Rows = rows.annotate(gaps=total).prefetch_related(*_of_the_day(on))
    return found


def duty_counts(rows: Rows, duties: Sequence[Duty]) -> DutyCounts:
    """Count them. One query."""
    asked = {duty.code: Count("pk", filter=Q(**{f"gap_{duty.code}": True})) for duty in duties}
    found = rows.order_by().aggregate(total=Count("pk"), lacking=Count("pk", filter=Q(gaps__gt=0)), **asked)
    return DutyCounts(found.pop("total"), found.pop("lacking"), found)


def _one(name: str) -> Case:
    return Case(When(**{name: True}, then=Value(1)), default=Value(0), output_field=IntegerField())


def _gap(duty: Duty, on: date) -> Expression:
    """Tell whether nobody answers for a duty; it says what `duty_cells.cell_of` says."""
    there = Q(Exists(DutyHolder.objects.filter(standing_on(on), enterprise=OuterRef("pk"), code=duty.code)))
    for source in duty.follows:
        there |= Q(_fact(source, on))
    return Case(When(there, then=Value(False)), default=Value(True))


def _fact(source: DutySource, on: date) -> Exists:
    here = {"enterprise": OuterRef("pk")}
    if source == DutySource.BRANCH:
        return Exists(OrganizationUnit.objects.filter(_covers(on), **here).exclude(role=UnitRole.FALLBACK))
    if source == DutySource.CATCH_ALL:
        return Exists(OrganizationUnit.objects.filter(_covers(on), role=UnitRole.FALLBACK, **here))
    if source == DutySource.MASS:
        return Exists(MassOrganization.objects.on(on).filter(**here))
    return Exists(CoverageContact.objects.on(on).filter(kind=ContactKind(source.value), person__sealed=False, **here))


def _covers(on: date) -> Q:
    return in_force(on) & in_force_on(on, "organization__")


def _of_the_day(on: date) -> tuple[Prefetch[Any], ...]:
    held = DutyHolder.objects.filter(standing_on(on)).select_related("entry__organization", "entry__person")
    units = OrganizationUnit.objects.filter(_covers(on)).select_related("organization", "approval")
    contacts = CoverageContact.objects.on(on).filter(person__sealed=False).select_related("person")
    mass = MassOrganization.objects.on(on)
    return (
        Prefetch("duty_holders", held, "held"),
        Prefetch("units", units.order_by("pk"), "covering"),
        Prefetch("coverage_contacts", contacts.order_by("valid_from", "pk"), "looking_after"),
        Prefetch("mass_organizations", mass.order_by("kind"), "mass_there"),
    )
