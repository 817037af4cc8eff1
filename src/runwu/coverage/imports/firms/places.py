"""Places that an import adds (新建网格、厂房、产业链), and where the middle of a grid cell or building lies."""

from collections import defaultdict
from collections.abc import Sequence
from statistics import fmean
from typing import TypeVar

from runwu.coverage.imports.firms.wishes import FirmWish
from runwu.coverage.imports.firms.world import ParkWorld
from runwu.enterprises.models import Building, Chain, GridCell
from runwu.members.imports.names import folded

P = TypeVar("P", GridCell, Building)


def add_places(wishes: Sequence[FirmWish], world: ParkWorld) -> None:
    """Add the places that rows name and the park lacks. Three statements at most."""
    grids = _missing(wishes, "grid", world.grids)
    _noted(world.grids, GridCell.objects.bulk_create(GridCell(park=world.park, name=name) for name in grids))
    buildings = _missing(wishes, "building", world.buildings)
    rows = (Building(park=world.park, name=name, grid=_grid_of(name, wishes, world)) for name in buildings)
    _noted(world.buildings, Building.objects.bulk_create(rows))
    chains = _missing(wishes, "chain", world.chains)
    _noted(world.chains, Chain.objects.bulk_create(Chain(name=name) for name in chains))


def _missing(wishes: Sequence[FirmWish], place: str, known: dict[str, P] | dict[str, Chain]) -> list[str]:
    named = {folded(wish.places[place]): wish.places[place] for wish in reversed(wishes) if place in wish.places}
    return sorted(name for key, name in named.items() if key not in known)


def _noted(known: dict[str, P] | dict[str, Chain], rows: Sequence[P] | Sequence[Chain]) -> None:
    known.update({folded(row.name): row for row in rows})  # type: ignore[misc]


def _grid_of(building: str, wishes: Sequence[FirmWish], world: ParkWorld) -> GridCell | None:
    """Return the grid cell that the first row of a building names."""
    for wish in wishes:
        if folded(wish.places.get("building", "")) == folded(building) and "grid" in wish.places:
            return world.grids[folded(wish.places["grid"])]
    return None


def place_middles(wishes: Sequence[FirmWish], world: ParkWorld) -> None:
    """Give grid cells and buildings without a point the middle of the enterprises whose coordinates rows tell."""
    GridCell.objects.bulk_update(_placed(wishes, "grid", world.grids), ["latitude", "longitude"], batch_size=500)
    Building.objects.bulk_update(
        _placed(wishes, "building", world.buildings), ["latitude", "longitude"], batch_size=500
    )


def _placed(wishes: Sequence[FirmWish], place: str, known: dict[str, P]) -> list[P]:
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for wish in wishes:
        if place in wish.places and "latitude" in wish.fields:
            points[folded(wish.places[place])].append((wish.fields["latitude"], wish.fields["longitude"]))
    placed = []
    for key, found in points.items():
        row = known[key]
        if row.latitude is None:
            row.latitude = round(fmean(latitude for latitude, _longitude in found), 6)
            row.longitude = round(fmean(longitude for _latitude, longitude in found), 6)
            placed.append(row)
    return placed
