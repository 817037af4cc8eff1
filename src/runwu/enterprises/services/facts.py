"""Dated facts: the new value from a day on, the old one closed, the enterprise's latest columns kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.meanwhile import Shown, require_unchanged
from runwu.enterprises.choices import FactKind, Operating
from runwu.enterprises.models import Enterprise, EnterpriseFact

_BOOLEANS = {FactKind.ABOVE_DESIGNATED, FactKind.HIGH_TECH, FactKind.TAX_FILED, FactKind.INSURED}


@dataclass(frozen=True, slots=True)
class FactInput:
    """One fact as somebody knows it; `value` None withdraws what was known (未知)."""

    enterprise_id: int
    kind: FactKind
    value: str | int | bool | None
    since: date
    source: str


def as_text(value: str | int | bool | None) -> str:
    """Return a fact's value as it is stored.

    >>> as_text(True)
    'yes'
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def from_text(kind: FactKind, value: str) -> Any:
    """Return a stored value as the enterprise's column holds it.

    >>> from_text(FactKind.STAFF, "36")
    36
    """
    if kind == FactKind.OPERATING:
        return value or Operating.UNKNOWN
    if kind == FactKind.STAGE:
        return value
    if not value:
        return None
    return value == "yes" if kind in _BOOLEANS else int(value)


@transaction.atomic
def record_facts(facts: Iterable[FactInput], *, by: UUID | None, batch: UUID | None = None, chunk: int = 500) -> int:
    """Record facts that differ from what is known, and return how many did.

    A fact from the same day replaces the one it corrects; a fact from a day before the known one
    is kept as history up to it. Five statements per chunk of enterprises.
    """
    wanted = list(facts)
    changed = 0
    for start in range(0, len(wanted), chunk):
        changed += _record_chunk(wanted[start : start + chunk], by=by, batch=batch)
    return changed


def _record_chunk(facts: Sequence[FactInput], *, by: UUID | None, batch: UUID | None) -> int:
    ids = {fact.enterprise_id for fact in facts}
    _lock(ids)
    known = {
        (row.enterprise_id, row.kind): row
        for row in EnterpriseFact.objects.select_for_update().open().filter(enterprise_id__in=ids)
    }
    closed, replaced, created = [], [], []
    for fact in facts:
        old = known.get((fact.enterprise_id, fact.kind))
        text = as_text(fact.value)
        if (old is None and not text) or (old is not None and old.value == text):
            continue
        if old is None:
            created.append(_row(fact, by, batch))
        elif old.valid_from < fact.since:
            old.valid_to = fact.since
            closed.append(old)
            created.append(_row(fact, by, batch))
        elif old.valid_from == fact.since:
            old.value, old.source, old.recorded_by, old.batch = text, fact.source, by, batch
            old.recorded_at = timezone.now()
            replaced.append(old)
        else:
            earlier = _row(fact, by, batch)
            earlier.valid_to = old.valid_from
            created.append(earlier)
    EnterpriseFact.objects.bulk_update(closed, ["valid_to"])
    EnterpriseFact.objects.bulk_update(replaced, ["value", "source", "recorded_by", "recorded_at", "batch"])
    EnterpriseFact.objects.bulk_create(created)
    _copy_latest({*(row.enterprise_id for row in closed + replaced + created)})
    return len(created) + len(replaced)


def _lock(enterprise_ids: set[int]) -> None:
    """Lock the enterprises, always in the same order: two people may record the first fact of a kind at once.

    Their keys stay free (FOR NO KEY UPDATE): rows that refer to them are checked when others commit, in any order.
    """
    locked = (
        Enterprise.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=enterprise_ids).order_by("pk")
    )
    list(locked.values_list("pk"))


def _row(fact: FactInput, by: UUID | None, batch: UUID | None) -> EnterpriseFact:
    return EnterpriseFact(
        enterprise_id=fact.enterprise_id,
        kind=fact.kind,
        value=as_text(fact.value),
        source=fact.source,
        valid_from=fact.since,
        recorded_by=by,
        batch=batch,
    )


def _copy_latest(enterprise_ids: set[int]) -> None:
    """Copy the open facts onto their enterprises; those whose columns say so already are not written again."""
    if not enterprise_ids:
        return
    enterprises = Enterprise.objects.in_bulk(enterprise_ids)
    differing = set()
    for row in EnterpriseFact.objects.open().filter(enterprise_id__in=enterprise_ids):
        enterprise, kind = enterprises[row.enterprise_id], FactKind(row.kind)
        value = from_text(kind, row.value)
        if getattr(enterprise, kind.value) != value:
            setattr(enterprise, kind.value, value)
            differing.add(enterprise)
    columns = [kind.value for kind in FactKind]
    Enterprise.objects.bulk_update(differing, columns, batch_size=500)


def set_latest(enterprise: Enterprise, kind: FactKind, value: str | int | bool | None) -> None:
    """Set the column of a fact on an enterprise that is about to be created together with the fact itself."""
    setattr(enterprise, kind.value, from_text(kind, as_text(value)))


def open_fact(enterprise: Enterprise, kind: FactKind) -> EnterpriseFact | None:
    """Return the fact that holds now, None where nothing is known."""
    return EnterpriseFact.objects.open().filter(enterprise=enterprise, kind=kind).first()


def shown_fact(fact: EnterpriseFact | None) -> Shown:
    """Return what a form shows of a fact, by its fields."""
    if fact is None:
        return {"value": "", "since": "", "source": ""}
    return {"value": fact.value, "since": fact.valid_from.isoformat(), "source": fact.source}


@transaction.atomic
def correct_fact(*, enterprise: Enterprise, fact: FactInput, by: User, seen: Shown | None = None) -> bool:
    """Record one fact that a person typed, and tell whether it changed anything (更正).

    Raises ChangedMeanwhile when the fact is no longer what the form showed (`seen`).
    """
    _lock({enterprise.pk})
    known = open_fact(enterprise, fact.kind)
    require_unchanged(
        seen, shown_fact(known), by=known.recorded_by if known else None, at=known.recorded_at if known else None
    )
    changed = record_facts([fact], by=by.public_id)
    if changed:
        Enterprise.objects.filter(pk=enterprise.pk).update(version=F("version") + 1)
        audit.log(
            by, "enterprises.fact.corrected", enterprise, place=enterprise.park.public_id, fields=[fact.kind.value]
        )
    return bool(changed)
