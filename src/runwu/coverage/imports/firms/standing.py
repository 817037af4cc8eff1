"""What stands in the ledger of the enterprises of a block (台账现有内容): compared with rows as plain values."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from runwu.coverage.imports.firms.cells import FirmColumns
from runwu.coverage.imports.firms.told import ToldFacts
from runwu.enterprises.models import Enterprise, EnterpriseFact
from runwu.members.imports.names import folded

_FIELDS = (
    "name", "short_name", "credit_code", "provisional_number", "address", "ownership", "foreign_share", "industry",
    "visibility", "latitude", "longitude",
)  # fmt: skip
_APART = 4
"""How many keys may lie between two of ours before each is asked for by itself."""
_PLACES = {"grid": "grid__name", "building": "building__name", "chain": "chain__name"}


@dataclass(slots=True)
class Standing:
    """Enterprises by primary key: fields (None for what is empty), names of places, facts, whence their point."""

    fields: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    places: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    located: dict[int, str] = field(default_factory=dict)
    facts: dict[int, dict[str, str]] = field(default_factory=dict)

    def is_said_by(self, columns: FirmColumns, facts: ToldFacts, at: int, pk: int) -> bool:
        """Tell whether a row says nothing but what stands in the ledger."""
        return (
            pk in self.fields
            and self._has_fields(tuple([columns.fields[key][at] for key in _FIELDS]), pk)
            and self._has_places(tuple([columns.places[key][at] for key in _PLACES]), pk)
            and self._has_facts(facts, at, pk)
        )

    def _has_fields(self, told: tuple[Any, ...], pk: int) -> bool:
        held = self.fields[pk]
        return told == held or all(
            new is None or new == (old or _empty(new)) for new, old in zip(told, held, strict=True)
        )

    def _has_places(self, told: tuple[Any, ...], pk: int) -> bool:
        return told == self.places[pk] or all(map(_is_place, told, self.places[pk]))

    def _has_facts(self, facts: ToldFacts, at: int, pk: int) -> bool:
        held = self.facts.get(pk, {})
        return all(told[at] is None or told[at] == held.get(kind.value) for kind, told in facts.stored.items())


def load_standing(ids: Collection[int]) -> Standing:
    """Return what stands in the ledger of enterprises. Two queries, none for none."""
    standing = Standing()
    if not ids:
        return standing
    rows = Enterprise.objects.filter(_among("pk", ids)).values_list("pk", "located", *_FIELDS, *_PLACES.values())
    split = len(_FIELDS) + 2
    for row in rows:
        standing.located[row[0]] = row[1]
        standing.fields[row[0]] = tuple([value or None for value in row[2:split]])
        standing.places[row[0]] = row[split:]
    facts = EnterpriseFact.objects.open().filter(_among("enterprise_id", ids))
    for pk, kind, value in facts.order_by().values_list("enterprise_id", "kind", "value"):
        standing.facts.setdefault(pk, {})[kind] = value
    return standing


def _among(name: str, ids: Collection[int]) -> Q:
    """Return the condition for keys: rows written together have keys side by side, and a range is asked faster."""
    first, last = min(ids), max(ids)
    near = last - first < _APART * len(ids)
    return Q(**{f"{name}__gte": first, f"{name}__lte": last}) if near else Q(**{f"{name}__in": ids})


def _empty(new: Any) -> Any:
    """Return what a field holds that holds nothing, as far as a row may say it."""
    return 0 if isinstance(new, int) else None


def _is_place(new: Any, old: Any) -> bool:
    return new is None or (old is not None and (new == old or folded(new) == folded(old)))
