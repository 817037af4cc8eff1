"""Which parks and enterprises a scope sees, now or on a past day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from runwu.core.facts import history_of
from runwu.core.models import FactChange
from runwu.core.scope import Capability, Scope
from runwu.enterprises.choices import FactKind, Operating, Stage
from runwu.enterprises.models import Enterprise, EnterpriseFact, Park
from runwu.enterprises.services.facts import from_text


def parks(*, scope: Scope, capability: Capability = Capability.SEE_ENTERPRISES) -> QuerySet[Park]:
    """List the parks in reach."""
    return Park.objects.filter(scope.parks(capability, "pk"))


def visible(*, scope: Scope, capability: Capability = Capability.SEE_ENTERPRISES) -> QuerySet[Enterprise]:
    """List the enterprises in reach, with what their rows show."""
    return Enterprise.objects.filter(scope.enterprises(capability)).select_related("park", "grid", "building", "chain")


def facts_on(
    *, park: Park | None, on: date, only: Enterprise | None = None, among: Collection[int] | None = None
) -> Mapping[int, dict[FactKind, Any]]:
    """Return the dated facts of a park's enterprises (of one, of some) on a day: {enterprise id: {kind: value}}.

    Without a park `among` says of which enterprises.
    """
    found: dict[int, dict[FactKind, Any]] = {}
    firms = Q(enterprise=only) if only else Q(enterprise__park=park)
    firms = firms if among is None else Q(enterprise_id__in=among)
    rows = EnterpriseFact.objects.on(on).filter(firms).values_list("enterprise_id", "kind", "value")
    for enterprise_id, kind, value in rows:
        found.setdefault(enterprise_id, {})[FactKind(kind)] = from_text(FactKind(kind), value)
    return found


def fact_rows(*, enterprise: Enterprise, on: date) -> Mapping[FactKind, EnterpriseFact]:
    """Return the rows behind an enterprise's facts on a day, for source and date. One query."""
    rows = EnterpriseFact.objects.on(on).filter(enterprise=enterprise)
    return {FactKind(row.kind): row for row in rows}


@dataclass(frozen=True, slots=True)
class FactLine:
    """One line of an enterprise's facts: what, which value, says who, since when; `kind` only for dated ones."""

    label: str
    value: str
    source: str
    since: date | None
    kind: FactKind | None = None

    @property
    def known(self) -> bool:
        """Tell whether anybody has told this."""
        return bool(self.value)


def fact_lines(*, enterprise: Enterprise, on: date) -> list[FactLine]:
    """Return the dated facts of an enterprise as its file shows them; unknown ones too. One query."""
    rows = fact_rows(enterprise=enterprise, on=on)
    return [_line(kind, rows.get(kind)) for kind in FactKind]


def _line(kind: FactKind, row: EnterpriseFact | None) -> FactLine:
    if row is None or not row.value:
        return FactLine(str(kind.label), "", "", None, kind)
    return FactLine(str(kind.label), shown(kind, row.value), row.source, row.valid_from, kind)


_PLAIN = ("credit_code", "ownership", "foreign_share", "industry", "address", "located", "visibility")


def untold_to(scope: Scope) -> frozenset[str]:
    """Return the columns that the enterprise's own people and visitors are not told.

    How openly work may appear (可见程度) is set for the members who work there: a quiet level would tell of them.
    """
    return frozenset() if scope.may(Capability.SEE_ORGANIZATIONS) else frozenset({"visibility"})


def plain_lines(*, enterprise: Enterprise, without: frozenset[str]) -> list[FactLine]:
    """Return the facts that are not dated rows, each with its last source. One query."""
    names = [name for name in _PLAIN if name not in without]
    changed: dict[str, FactChange] = {}
    for change in history_of(enterprise).filter(field__in=names):
        changed.setdefault(change.field, change)
    return [_plain(enterprise, name, changed.get(name)) for name in names]


def _plain(enterprise: Enterprise, name: str, change: FactChange | None) -> FactLine:
    field = Enterprise._meta.get_field(name)
    display = getattr(enterprise, f"get_{name}_display", None)
    value = str(display() if display and getattr(enterprise, name) != "" else getattr(enterprise, name) or "")
    if name == "foreign_share" and enterprise.foreign_share is not None:
        value = f"{enterprise.foreign_share.normalize():f}%"
    if not value:
        return FactLine(str(field.verbose_name), "", "", None)  # type: ignore[union-attr]
    source = change.source if change else enterprise.source
    since = change.source_date if change else enterprise.source_date
    return FactLine(str(field.verbose_name), value, source, since)  # type: ignore[union-attr]


def shown(kind: FactKind, value: str) -> str:
    """Return a stored fact in words."""
    words: dict[str, Any] = {"yes": _("是"), "no": _("否")}
    if kind == FactKind.STAGE:
        words = dict(Stage.choices)
    if kind == FactKind.OPERATING:
        words = dict(Operating.choices)
    return str(words.get(value, value))


def dated_history(*, enterprise: Enterprise) -> list[tuple[FactLine, date | None]]:
    """Return every dated fact of an enterprise with the day it ended, newest first. One query."""
    rows = EnterpriseFact.objects.filter(enterprise=enterprise).order_by("-valid_from", "kind")
    return [(_line(FactKind(row.kind), row), row.valid_to) for row in rows]
