"""Names and forms of organisations on a past day (历史名称), for showing only."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from runwu.core.models.facts import FactChange
from runwu.core.scope import Scope
from runwu.organizations.models import FormerName, Organization
from runwu.organizations.selectors import in_force_on, visible


def name_on(on: date, organization: str = "pk", name: str = "name") -> Coalesce:
    """Return the expression “the name that the organisation bore on a day”, for rows with these columns."""
    former = FormerName.objects.filter(organization=OuterRef(organization), until__gt=on).order_by("until", "pk")
    return Coalesce(Subquery(former.values("name")[:1]), F(name))


def show_names_of(*, organizations: Collection[Organization], on: date) -> None:
    """Give organisations, for showing only, the name that they bore on a past day. One query."""
    rows = FormerName.objects.filter(organization__in=[one.pk for one in organizations], until__gt=on)
    found: dict[int, FormerName] = {}
    for former in rows.order_by("until", "pk"):
        found.setdefault(former.organization_id, former)
    for one in organizations:
        former_one = found.get(one.pk)
        if former_one is not None:
            one.name, one.short_name = former_one.name, former_one.short_name


def standing_on(*, scope: Scope, on: date) -> QuerySet[Organization]:
    """List the organisations in reach that stood on a past day, with the name and form of that day. Two queries."""
    return as_of(visible(scope=scope).filter(in_force_on(on)), on)


def as_of(rows: QuerySet[Any, Any], on: date) -> QuerySet[Any, Any]:
    """Add the name and form of a day: `name_then` and `form_then`. One query here."""
    then = [When(public_id__in=ids, then=Value(form)) for form, ids in _forms_since(on).items()]
    found: QuerySet[Any, Any] = rows.annotate(
        name_then=name_on(on), form_then=Case(*then, default=F("form"), output_field=CharField())
    )
    return found


def _forms_since(on: date) -> Mapping[str, list[str]]:
    """Return which organisations had which form on a day, as far as it has changed since: {form: public ids}. One query."""
    rows = FactChange.objects.filter(
        subject_type=Organization._meta.label_lower, field="form", source_date__gt=on
    ).order_by("source_date", "id")
    first: dict[str, str] = {}
    for subject, old in rows.values_list("subject_id", "old"):
        first.setdefault(subject, old)
    found: dict[str, list[str]] = {}
    for subject, old in first.items():
        found.setdefault(old, []).append(subject)
    return found
