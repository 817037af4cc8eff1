"""Which parks and enterprises a scope sees, now or on a past day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from runwu.core.scope import Capability, Scope
from runwu.enterprises.choices import FactKind
from runwu.enterprises.models import Enterprise, EnterpriseFact, Park
from runwu.enterprises.services.facts import from_text


def parks(*, scope: Scope, capability: Capability = Capability.SEE_ENTERPRISES) -> QuerySet[Park]:
    """List the parks in reach."""
    return Park.objects.filter(scope.parks(capability, "pk"))


def visible(*, scope: Scope, capability: Capability = Capability.SEE_ENTERPRISES) -> QuerySet[Enterprise]:
    """List the enterprises in reach, with what their rows show."""
    return Enterprise.objects.filter(scope.enterprises(capability)).select_related("park", "grid", "building", "chain")


def facts_on(*, park: Park, on: date) -> Mapping[int, dict[FactKind, Any]]:
    """Return the dated facts of a park's enterprises on a day: {enterprise id: {kind: value}}. One query."""
    found: dict[int, dict[FactKind, Any]] = {}
    rows = EnterpriseFact.objects.on(on).filter(enterprise__park=park).values_list("enterprise_id", "kind", "value")
    for enterprise_id, kind, value in rows:
        found.setdefault(enterprise_id, {})[FactKind(kind)] = from_text(FactKind(kind), value)
    return found


def fact_rows(*, enterprise: Enterprise, on: date) -> Mapping[FactKind, EnterpriseFact]:
    """Return the rows behind an enterprise's facts on a day, for source and date. One query."""
    rows = EnterpriseFact.objects.on(on).filter(enterprise=enterprise)
    return {FactKind(row.kind): row for row in rows}
