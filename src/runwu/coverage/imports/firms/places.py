"""Places that an import adds (新建网格、厂房、产业链), and where the middle of a grid cell or building lies."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import NamedTuple, TypeVar

from runwu.core.dialect import update_columns
from runwu.coverage.imports.firms.world import ParkWorld
from runwu.enterprises.models import Building, Chain, GridCell
from runwu.members.imports.names import folded

P = TypeVar("P", GridCell, Building)


class Point(NamedTuple):
    """A place that a row names and the coordinates it tells."""

    places: Mapping[str, str]
    latitude: float
    longitude: float


def add_places(mentions: Sequence[Mapping[str, str]], world: ParkWorld) -> None:
    """Add the places that rows name, in their order, and the park lacks. Three statements at most."""
    grids = _missing(mentions, "grid", world.grids)
    _noted(world.grids, GridCell.objects.bulk_create(GridCell(park=world.park, name=name) for name in grids))
    buildings = _missing(mentions, "building", world.buildings)
    told = _grids_of(mentions, world) if buildings else {}
    rows = (Building(park=world.park, name=name, grid=told.get(folded(name))) for name in buildings)
    _noted(world.buildings, Building.objects.bulk_create(rows))
    chains = _missing(mentions, "chain", world.chains)
    _noted(world.chains, Chain.objects.bulk_create(Chain(name=name) for name in chains))


def _missing(mentions: Sequence[Mapping[str, str]], place: str, known: Mapping[str, object]) -> list[str]:
    named = {folded(places[place]): places[place] for places in reversed(mentions) if place in places}
    return sorted(name for key, name in named.items() if key not in known)


def _noted(known: dict[str, P] | dict[str, Chain], rows: Sequence[P] | Sequence[Chain]) -> None:
    known.update({folded(row.name): row for row in rows})  # type: ignore[misc]


def _grids_of(mentions: Sequence[Mapping[str, str]], world: ParkWorld) -> dict[str, GridCell]:
    """Return the grid cell that the first row of each building names."""
    both = (places for places in reversed(mentions) if "building" in places and "grid" in places)
    return {folded(places["building"]): world.grids[folded(places["grid"])] for places in both}


def place_middles(points: Sequence[Point], world: ParkWorld) -> None:
    """Give grid cells and buildings without a point the middle of the enterprises whose coordinates rows tell."""
    for rows in (_placed(points, "grid", world.grids), _placed(points, "building", world.buildings)):
        if rows:
            update_columns(
                type(rows[0]),
                {name: [getattr(row, name) for row in rows] for name in ("latitude", "longitude", "id")},
            )


def _placed(points: Sequence[Point], place: str, known: dict[str, P]) -> list[P]:
    told: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        if place in point.places:
            told[point.places[place]].append(point)
    by_place: dict[str, list[Point]] = defaultdict(list)
    for name, some in told.items():
        by_place[folded(name)] += some
    placed = []
    for key, found in by_place.items():
        row = known[key]
        if row.latitude is None:
            row.latitude = round(fmean(point.latitude for point in found), 6)
            row.longitude = round(fmean(point.longitude for point in found), 6)
            placed.append(row)
    return placed
