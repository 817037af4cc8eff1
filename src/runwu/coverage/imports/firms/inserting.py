"""Insert the new enterprises of an import with their facts, as columns (成批新增企业)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any
from uuid import uuid4

from django.utils import timezone

from runwu.core.dialect import insert_batches, reserve_ids
from runwu.core.imports import ImportContext
from runwu.core.jobs import current_job
from runwu.core.pinyin import initials_of
from runwu.coverage.imports.firms.drafts import Draft
from runwu.coverage.imports.firms.memory import Memory
from runwu.coverage.imports.firms.wishes import PLACES
from runwu.coverage.imports.firms.world import ParkWorld
from runwu.enterprises.choices import FactKind, Located, VisibilityLevel
from runwu.enterprises.models import Enterprise, EnterpriseFact
from runwu.enterprises.services.facts import from_text
from runwu.members.imports.names import folded

Columns = dict[str, Iterable[Any]]
_EMPTY = {"short_name": "", "address": "", "ownership": "", "industry": "", "visibility": VisibilityLevel.OPEN}


def insert_drafts(context: ImportContext, drafts: Sequence[Draft], world: ParkWorld) -> int:
    """Insert new enterprises and what is known of them, and return how many. Their places must be there already."""
    ids = iter(reserve_ids(Enterprise, sum(map(len, drafts))))
    keys = [[next(ids) for _row in draft.rows] for draft in drafts]
    pairs = list(zip(drafts, keys, strict=True))
    new = insert_batches(Enterprise, (_enterprises(context, *pair, world) for pair in pairs))
    current_job().report(new)
    insert_batches(EnterpriseFact, (facts for pair in pairs for facts in _facts(context, *pair)))
    return new


def _enterprises(context: ImportContext, draft: Draft, keys: Sequence[int], world: ParkWorld) -> Columns:
    places = {name: _keys_of(draft.places[name], getattr(world, f"{name}s")) for name in PLACES}
    columns: Columns = {
        **_defaults(),
        "id": keys,
        "public_id": [uuid4() for _key in keys],
        "park_id": repeat(world.park.pk),
        **{name: _told(name, values) for name, values in draft.fields.items()},
        "initials": [initials_of(name) for name in draft.fields["name"]],
        "located": _located(draft.fields["latitude"], places["building"], places["grid"]),
        **{f"{name}_id": found for name, found in places.items()},
        "source": repeat(context.source[:100]),
        "source_date": repeat(context.as_of),
        "version": repeat(1),
        "updated_at": repeat(timezone.now()),
    }
    return {**columns, **{kind.value: _latest(kind, values) for kind, values in draft.facts.items()}}


def _defaults() -> Columns:
    """Return the defaults of all columns that neither keys nor rows tell."""
    fields = (field for field in Enterprise._meta.concrete_fields if field.name not in ("id", "public_id", "park"))
    return {field.attname: repeat(field.get_default()) for field in fields}


def _told(name: str, values: list[Any]) -> list[Any]:
    empty = _EMPTY.get(name)
    return values if empty is None else [empty if value is None else value for value in values]


def _keys_of(names: Sequence[str | None], known: Mapping[str, Any]) -> list[int | None]:
    keys = Memory[str, int](lambda name: known[folded(name)].pk)
    return [None if name is None else keys[name] for name in names]


def _located(latitudes: Sequence[Any], buildings: Sequence[Any], grids: Sequence[Any]) -> list[Located]:
    return [located(*one) for one in zip(latitudes, buildings, grids, strict=True)]


def located(latitude: float | None, building: Any, grid: Any) -> Located:
    """Say where an enterprise's point on the map comes from."""
    if latitude is not None:
        return Located.COORDINATES
    if building is not None:
        return Located.BUILDING
    return Located.GRID if grid is not None else Located.NONE


def _latest(kind: FactKind, values: Sequence[str | None]) -> list[Any]:
    known = Memory[str, Any](lambda text: from_text(kind, text))
    return [known[value or ""] for value in values]


def _facts(context: ImportContext, draft: Draft, keys: Sequence[int]) -> Iterator[Columns]:
    for kind, values in draft.facts.items():
        told = [at for at, value in enumerate(values) if value is not None]
        of_stage, of_operating = kind == FactKind.STAGE, kind == FactKind.OPERATING
        yield {
            "enterprise_id": [keys[at] for at in told],
            "kind": repeat(kind.value),
            "value": [values[at] for at in told],
            "source": [draft.sources[at][:100] for at in told] if of_operating else repeat(context.source[:100]),
            "valid_from": [draft.since[at] for at in told] if of_stage else repeat(context.as_of),
            "valid_to": repeat(None),
            "recorded_by": repeat(context.uploader),
            "recorded_at": repeat(timezone.now()),
            "batch": repeat(context.batch),
        }
