"""Remember which column a heading meant, and keep the columns of each system apart (记住的列、各系统的列)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from runwu.core.imports.kinds import ImportKind, ImportOption
from runwu.core.models import ColumnMemory
from runwu.core.workbooks import EXPLANATION, IGNORED, SETTLED, By, ColumnMapping, normalize_heading

NAME_LENGTH = 20
"""How long the name of a system may be; it stands in `ColumnMemory.kind` behind the kind."""
_LONGEST = 200
_NO_DATA = frozenset(normalize_heading(one) for one in (EXPLANATION, "序号", "编号", "行号", "No."))
"""Headings of columns that hold nothing to import; nobody is asked about them."""


def remembered(kind: ImportKind, place: UUID, options: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return normalized heading → key of what was assigned before; what never holds data is left out.

    A system of which nothing is known yet is read by what was assigned before systems were told apart. One query.
    """
    own = _key(kind, options or {})
    rows = ColumnMemory.objects.filter(kind__in={own, kind.key}, place=place).values_list("kind", "heading", "key")
    found: dict[str, dict[str, str]] = {}
    for memory, heading, key in rows:
        found.setdefault(memory, {})[heading] = key
    return {**dict.fromkeys(_NO_DATA, IGNORED), **(found.get(own) or found.get(kind.key, {}))}


def remember(
    kind: ImportKind, place: UUID, mapping: ColumnMapping, by: UUID, options: Mapping[str, str] | None = None
) -> None:
    """Keep what the person chose, for the next workbook with the same headings. One statement.

    What was recalled goes along into the set of a system, which stands for itself from then on.
    """
    recalled = _of(mapping, By.REMEMBERED) if kind.origin is not None else {}
    _keep(_key(kind, options or {}), place, {**recalled, **mapping.to_remember()}, by)


def remember_set(kind: ImportKind, place: UUID, mapping: ColumnMapping, by: UUID, options: Mapping[str, str]) -> None:
    """Keep every heading of a workbook that was written, as the set of columns of its system. One statement."""
    if kind.origin is not None:
        _keep(_key(kind, options), place, _of(mapping, *SETTLED), by)


def _of(mapping: ColumnMapping, *ways: By) -> dict[str, str]:
    """Return normalized heading → key of the columns that were recognized in some ways, but those that hold no data."""
    found = {one.heading.normalized: one.key for one in mapping.matches if one.by in ways and one.key is not None}
    return {heading: key for heading, key in found.items() if heading not in _NO_DATA or key}


def _keep(memory: str, place: UUID, chosen: Mapping[str, str], by: UUID) -> None:
    ColumnMemory.objects.bulk_create(
        [
            ColumnMemory(kind=memory, place=place, heading=heading, key=key, set_by=by)
            for heading, key in chosen.items()
            if heading and len(heading) <= _LONGEST
        ],
        update_conflicts=True,
        unique_fields=["kind", "place", "heading"],
        update_fields=["key", "set_by", "set_at"],
    )


def _key(kind: ImportKind, options: Mapping[str, str]) -> str:
    origin = kind.origin
    return kind.key if origin is None else _joined(kind, origin.name(options) or origin.chosen(options))


def _joined(kind: ImportKind, system: str) -> str:
    return f"{kind.key}:{system}"


@dataclass(frozen=True, slots=True)
class KeptColumn:
    """One heading of a set and the title of the field it is read as, "" where it is left out."""

    heading: str
    title: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class ColumnSet:
    """What is remembered for one system; `system` is "" for what was assigned whatever the system."""

    system: str
    label: str
    columns: tuple[KeptColumn, ...]
    unread: tuple[str, ...]
    """The fields that no heading of the set is read as."""


def column_sets(kind: ImportKind, place: UUID) -> list[ColumnSet]:
    """Return the sets of columns of a kind in one place, what is shared first, then by system. One query."""
    mine = Q(kind=kind.key) | Q(kind__startswith=_joined(kind, ""))
    held: dict[str, list[ColumnMemory]] = {}
    for row in ColumnMemory.objects.filter(mine, place=place).order_by("heading"):
        held.setdefault(row.kind.partition(":")[2], []).append(row)
    return [_set(kind, system, held[system]) for system in sorted(held)]


def _set(kind: ImportKind, system: str, rows: Sequence[ColumnMemory]) -> ColumnSet:
    titles = {spec.key: spec.title for spec in kind.specs}
    known = [row for row in rows if row.key in {*titles, IGNORED}]
    read = {row.key for row in known}
    return ColumnSet(
        system,
        system_words(kind.origin, system) if kind.origin and system else "",
        tuple(KeptColumn(row.heading, titles.get(row.key, ""), row.set_at) for row in known),
        tuple(title for key, title in titles.items() if key not in read),
    )


def system_words(origin: ImportOption, system: str) -> str:
    """Return a system as a person reads it: the label of a choice, or the name that somebody wrote down."""
    return next((str(choice.label) for choice in origin.choices if choice.value == system), system)


def named_systems(kind: ImportKind, places: Iterable[UUID]) -> list[str]:
    """Return the names that somebody wrote down for systems before, in some places. One query, none where nobody asks."""
    if kind.origin is None or not kind.origin.named:
        return []
    rows = ColumnMemory.objects.filter(place__in=places, kind__startswith=_joined(kind, ""))
    found = {memory.partition(":")[2] for memory in rows.values_list("kind", flat=True).distinct()}
    return sorted(found - {choice.value for choice in kind.origin.choices})


def forget(kind: ImportKind, place: UUID, system: str, heading: str) -> bool:
    """Forget one heading of a set (忘记一列), so that the next workbook asks about it; tell whether it was there."""
    memory = _joined(kind, system) if system else kind.key
    deleted, _by_model = ColumnMemory.objects.filter(kind=memory, place=place, heading=heading).delete()
    return deleted > 0
