"""Write the good rows of the enterprise workbook, set-based (写入企业台账)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

from django.utils import timezone

from runwu.core.dialect import insert_columns, insert_rows, update_columns
from runwu.core.facts import Change, record_changes
from runwu.core.imports import GoodRows, ImportContext
from runwu.core.pinyin import initials_of
from runwu.coverage.imports.firms import differences as diff
from runwu.coverage.imports.firms.checker import FirmChecker
from runwu.coverage.imports.firms.contacts import write_contacts, write_mass
from runwu.coverage.imports.firms.index import FirmIndex
from runwu.coverage.imports.firms.inserting import insert_drafts, located
from runwu.coverage.imports.firms.known import KnownFirms, load_known
from runwu.coverage.imports.firms.places import Point, add_places, place_middles
from runwu.coverage.imports.firms.units import write_units
from runwu.coverage.imports.firms.wishes import PLACES, FirmWish
from runwu.coverage.imports.firms.world import ParkWorld, load_world
from runwu.enterprises.models import Enterprise, EnterpriseFact
from runwu.enterprises.services import FactInput, record_facts, set_latest
from runwu.enterprises.services.facts import as_text
from runwu.members.imports.names import folded

_CHUNK = 1000
_COLUMNS = (
    "name", "short_name", "initials", "credit_code", "provisional_number", "address", "ownership", "foreign_share",
    "industry", "visibility", "latitude", "longitude", "located", "grid_id", "building_id", "chain_id", "version",
    "updated_at",
)  # fmt: skip


@dataclass(slots=True)
class Written:
    """The enterprises of a chunk with what their rows ask for."""

    pairs: list[tuple[FirmWish, Enterprise]] = field(default_factory=list)
    new: list[tuple[FirmWish, Enterprise]] = field(default_factory=list)
    changed: list[tuple[FirmWish, Enterprise]] = field(default_factory=list)


def write_firms(context: ImportContext, rows: GoodRows) -> Mapping[str, int]:
    """Write rows and return how many enterprises are new and how many changed. Runs inside a transaction."""
    checker = rows.checker
    if not isinstance(checker, FirmChecker):
        raise TypeError(checker)
    world = load_world(context)
    add_places([places for _row, places in sorted(_mentions(checker), key=lambda one: one[0])], world)
    counts = {"new": insert_drafts(context, checker.drafts, world), "changed": 0}
    for start in range(0, len(checker.wishes), _CHUNK):
        done = _write_chunk(context, checker.wishes[start : start + _CHUNK], checker.index, world)
        counts["new"] += len(done.new)
        counts["changed"] += len(done.changed)
    place_middles(list(_points(checker)), world)
    return counts


def _mentions(checker: FirmChecker) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the places that rows name, with the number of a row that names them."""
    for draft in checker.drafts:
        yield from draft.mentions()
    yield from ((wish.row.number, wish.places) for wish in checker.wishes)


def _points(checker: FirmChecker) -> Iterator[Point]:
    for draft in checker.drafts:
        yield from draft.points()
    for wish in checker.wishes:
        if "latitude" in wish.fields:
            yield Point(wish.places, wish.fields["latitude"], wish.fields["longitude"])


def _write_chunk(context: ImportContext, wishes: Sequence[FirmWish], index: FirmIndex, world: ParkWorld) -> Written:
    """Write what touches more than new enterprises by themselves."""
    known = load_known(wishes, index, lock=True)
    done = _write_enterprises(context, wishes, known, world)
    _insert_facts(context, done)
    record_facts(_changed_facts(done, known), by=context.uploader, batch=context.batch)
    write_units(context, done.pairs, known, world)
    write_contacts(context, done.pairs, known, world)
    write_mass(context, done.pairs, known)
    return done


def _write_enterprises(
    context: ImportContext, wishes: Sequence[FirmWish], known: KnownFirms, world: ParkWorld
) -> Written:
    done = Written()
    changes = list[Change]()
    for wish in wishes:
        firm = known.match(wish)
        if firm is None:
            firm = Enterprise(park=world.park, source=context.source[:100], source_date=context.as_of)
            _apply(firm, _values(wish, world))
            for fact in wish.facts:
                set_latest(firm, fact.kind, fact.value)
            done.new.append((wish, firm))
        else:
            changes += _changes(wish, firm, world)
            done.changed.append((wish, firm))
        done.pairs.append((wish, firm))
    insert_rows([firm for _wish, firm in done.new])
    _update([firm for _wish, firm in done.changed])
    record_changes(changes, source=context.source, source_date=context.as_of, batch=context.batch, by=context.uploader)
    return done


def _update(firms: Sequence[Enterprise]) -> None:
    columns = {name: [getattr(firm, name) for firm in firms] for name in ("id", *_COLUMNS)}
    update_columns(Enterprise, columns)


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
    firm.located = located(firm.latitude, firm.building, firm.grid)
    firm.version += 1
    firm.updated_at = timezone.now()


def _insert_facts(context: ImportContext, done: Written) -> None:
    """Insert what is known of new enterprises; their columns hold it already."""
    told = [(firm.pk, fact) for wish, firm in done.new for fact in wish.facts]
    insert_columns(
        EnterpriseFact,
        {
            "enterprise_id": [pk for pk, _fact in told],
            "kind": [fact.kind.value for _pk, fact in told],
            "value": [as_text(fact.value) for _pk, fact in told],
            "source": [fact.source[:100] for _pk, fact in told],
            "valid_from": [fact.since for _pk, fact in told],
            "valid_to": repeat(None),
            "recorded_by": repeat(context.uploader),
            "recorded_at": repeat(timezone.now()),
            "batch": repeat(context.batch),
        },
    )


def _changed_facts(done: Written, known: KnownFirms) -> Iterator[FactInput]:
    for wish, firm in done.changed:
        for fact in diff.fresh_facts(wish, known.facts.get(firm.pk, [])):
            yield FactInput(firm.pk, fact.kind, fact.value, fact.since, fact.source)
