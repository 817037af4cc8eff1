"""Write the good rows of the enterprise workbook, set-based (写入企业台账)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.utils import timezone

from runwu.core.facts import Change, record_changes
from runwu.core.imports import ImportContext, ImportRow
from runwu.core.pinyin import initials_of
from runwu.coverage.imports.firms import differences as diff
from runwu.coverage.imports.firms.contacts import write_contacts, write_mass
from runwu.coverage.imports.firms.known import KnownFirms, load_known
from runwu.coverage.imports.firms.places import add_places, place_middles
from runwu.coverage.imports.firms.remarks import vet
from runwu.coverage.imports.firms.units import write_units
from runwu.coverage.imports.firms.wishes import PLACES, FirmWish, read_wish
from runwu.coverage.imports.firms.world import ParkWorld, load_world
from runwu.enterprises.choices import Located
from runwu.enterprises.models import Enterprise
from runwu.enterprises.services import FactInput, record_facts, set_latest
from runwu.members.imports.names import folded

_CHUNK = 1000
_COLUMNS = [
    "name", "short_name", "initials", "credit_code", "provisional_number", "address", "ownership", "foreign_share",
    "industry", "visibility", "latitude", "longitude", "located", "grid", "building", "chain", "version", "updated_at",
]  # fmt: skip


@dataclass(slots=True)
class Written:
    """The enterprises of a chunk with what their rows ask for."""

    pairs: list[tuple[FirmWish, Enterprise]] = field(default_factory=list)
    new: int = 0
    changed: int = 0


def write_firms(context: ImportContext, rows: Sequence[ImportRow]) -> Mapping[str, int]:
    """Write rows and return how many enterprises are new and how many changed. Runs inside a transaction."""
    world = load_world(context)
    left = iter(rows)
    counts = {"new": 0, "changed": 0}
    while chunk := list(islice(left, _CHUNK)):
        done = _write_chunk(context, chunk, world)
        counts["new"] += done.new
        counts["changed"] += done.changed
    return counts


def _write_chunk(context: ImportContext, rows: Sequence[ImportRow], world: ParkWorld) -> Written:
    wishes = [read_wish(row, context) for row in rows]
    for row, wish in zip(rows, wishes, strict=True):
        list(vet(row, wish, world.park, context))  # puts the checked values into the wish
    add_places(wishes, world)
    known = load_known(wishes, world)
    done = _write_enterprises(context, wishes, known, world)
    place_middles(wishes, world)
    record_facts(_facts(done, known), by=context.uploader, batch=context.batch)
    write_units(context, done.pairs, known, world)
    write_contacts(context, done.pairs, known, world)
    write_mass(context, done.pairs, known)
    return done


def _write_enterprises(
    context: ImportContext, wishes: Sequence[FirmWish], known: KnownFirms, world: ParkWorld
) -> Written:
    done = Written()
    created, updated, changes = [], [], list[Change]()
    for wish in wishes:
        firm = known.match(wish, world.park.pk)
        if firm is None:
            firm = Enterprise(park=world.park, source=context.source[:100], source_date=context.as_of)
            _apply(firm, _values(wish, world))
            for fact in wish.facts:
                set_latest(firm, fact.kind, fact.value)
            created.append(firm)
        else:
            changes += _changes(wish, firm, world)
            updated.append(firm)
        done.pairs.append((wish, firm))
    Enterprise.objects.bulk_create(created, batch_size=500)
    Enterprise.objects.bulk_update(updated, _COLUMNS, batch_size=200)
    record_changes(changes, source=context.source, source_date=context.as_of, batch=context.batch, by=context.uploader)
    done.new, done.changed = len(created), len(updated)
    return done


def _values(wish: FirmWish, world: ParkWorld) -> dict[str, Any]:
    """Return the columns that a row sets, places as rows."""
    known: dict[str, Mapping[str, Any]] = {"grid": world.grids, "building": world.buildings, "chain": world.chains}
    places = {name: known[name][folded(wish.places[name])] for name in PLACES if name in wish.places}
    return {**wish.fields, **places}


def _changes(wish: FirmWish, firm: Enterprise, world: ParkWorld) -> list[Change]:
    """Set what differs on a known enterprise and return it."""
    differing = {*diff.plain_changes(wish, firm), *diff.place_changes(wish, firm)}
    new = {name: value for name, value in _values(wish, world).items() if name in differing}
    old = {name: getattr(firm, name) for name in new}
    _apply(firm, new)
    return [
        Change(firm, name, diff.in_words(name, value), diff.in_words(name, new[name])) for name, value in old.items()
    ]


def _apply(firm: Enterprise, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(firm, name, value)
    firm.initials = initials_of(firm.name)
    firm.located = _located(firm)
    firm.version += 1
    firm.updated_at = timezone.now()


def _located(firm: Enterprise) -> Located:
    """Say where an enterprise's point on the map comes from."""
    if firm.latitude is not None:
        return Located.COORDINATES
    if firm.building is not None:
        return Located.BUILDING
    return Located.GRID if firm.grid is not None else Located.NONE


def _facts(done: Written, known: KnownFirms) -> Iterator[FactInput]:
    for wish, firm in done.pairs:
        for fact in diff.fresh_facts(wish, known.facts.get(firm.pk, [])):
            yield FactInput(firm.pk, fact.kind, fact.value, fact.since, fact.source)
