"""The schematic map of a plan (示意图): every unit in a cell of its own, neighbours beside each other."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import ceil, cos, radians, sqrt
from typing import Any

from runwu.coverage.selectors.review_groups import GroupLine
from runwu.coverage.selectors.reviews import AlternativeReview

CELL_WIDTH, CELL_HEIGHT = 82, 74
BOX_WIDTH, BOX_HEIGHT = 70, 42
MARGIN = 8
LABEL_LENGTH = 5
LEAST_WIDTH = 616  # a few boxes are not blown up to the width of the page
MOST_UNITS = 120  # beyond that nobody reads a map; the list says it all
Cell = tuple[int, int]
_COMMON = re.compile(r"^中共|(?:有限)?(?:公司)?(?:联合)?党?支部(?:委员会)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class MapUnit:
    """One box of the map; `home` is the host of its group, "" for the catch-all, `small` whether it can be moved."""

    id: str
    home: str
    small: bool
    locked: bool
    moved: bool
    name: str
    label: str
    sub: str
    x: int
    y: int
    hue: int | None
    host: bool
    branch: bool

    @property
    def middle(self) -> int:
        """Where the words are centred."""
        return self.x + BOX_WIDTH // 2

    @property
    def name_y(self) -> int:
        """The line of the name."""
        return self.y + 18

    @property
    def right(self) -> int:
        """The right edge, where the lock hangs."""
        return self.x + BOX_WIDTH

    @property
    def sub_y(self) -> int:
        """The line below the name."""
        return self.y + 34


@dataclass(frozen=True, slots=True)
class Spoke:
    """A line from a unit to its host."""

    hue: int
    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True, slots=True)
class Hull:
    """The soft ground of a group."""

    hue: int
    path: str


@dataclass(frozen=True, slots=True)
class PlanMap:
    """A map with its boxes, spokes and hulls."""

    left: int
    width: int
    height: int
    units: tuple[MapUnit, ...]
    spokes: tuple[Spoke, ...]
    hulls: tuple[Hull, ...]


def plan_map(review: AlternativeReview, *, moved: Container[str] = ()) -> PlanMap | None:
    """Draw an alternative; None when there are too many units for a picture. `moved`: boxes to mark as different."""
    out = review.decisions.left_out
    places = {key: unit for key, unit in review.names.units.items() if key not in out} | dict(review.names.branches)
    if not places or len(places) > MOST_UNITS:
        return None
    cells = snap({key: (place["lat"], place["lon"]) for key, place in places.items()})
    groups = {unit.id: group for group in review.groups for unit in group.units}
    groups |= {group.host: group for group in review.groups}
    least = review.row.plan.instance["parameters"]["min_full"]
    skip = _shared_start([unit["name"] for unit in review.names.units.values()])
    width = (max(x for x, _y in cells.values()) + 1) * CELL_WIDTH + 2 * MARGIN - (CELL_WIDTH - BOX_WIDTH)
    height = max(y for _x, y in cells.values()) + 1
    return PlanMap(
        left=min(0, width - LEAST_WIDTH) // 2,
        width=max(width, LEAST_WIDTH),
        height=height * CELL_HEIGHT + 2 * MARGIN - (CELL_HEIGHT - BOX_HEIGHT),
        units=tuple(_box(key, place, cells[key], groups.get(key), skip, least, moved) for key, place in places.items()),
        spokes=tuple(spoke for group in review.groups for spoke in _spokes(group, cells)),
        hulls=tuple(Hull(group.hue, _hull([cells[key] for key in _members(group)])) for group in review.groups),
    )


def snap(points: Mapping[str, tuple[float, float]]) -> dict[str, Cell]:
    """Put every point into the nearest free cell of a grid that has about half again as many cells.

    North is up. The same points give the same cells.

    >>> sorted(snap({"a": (20.0, 110.0), "b": (20.01, 110.01)}).items())
    [('a', (0, 1)), ('b', (1, 0))]
    """
    columns, rows = _shape(len(points))
    scaled = _scaled(points, columns, rows)
    free = {(x, y) for x in range(columns) for y in range(rows)}
    cells: dict[str, Cell] = {}
    for key in sorted(points, key=lambda key: (scaled[key][1], scaled[key][0], key)):
        cell = min(free, key=lambda cell: (_apart(cell, scaled[key]), cell))
        cells[key] = cell
        free.remove(cell)
    return _trimmed(cells)


def _shape(count: int) -> tuple[int, int]:
    columns = max(2, min(10, ceil(sqrt(count * 1.9))))
    return columns, ceil(count * 1.4 / columns) + 1


def _scaled(points: Mapping[str, tuple[float, float]], columns: int, rows: int) -> dict[str, tuple[float, float]]:
    """Scale degrees to cells; both directions are stretched to the full grid."""
    south, north = _span(lat for lat, _lon in points.values())
    shrink = cos(radians((south + north) / 2))
    west, east = _span(lon * shrink for _lat, lon in points.values())
    return {
        key: (
            (lon * shrink - west) / ((east - west) or 1) * (columns - 1),
            (north - lat) / ((north - south) or 1) * (rows - 1),
        )
        for key, (lat, lon) in points.items()
    }


def _span(values: Iterable[float]) -> tuple[float, float]:
    known = list(values)
    return min(known), max(known)


def _apart(cell: Cell, point: tuple[float, float]) -> float:
    return (cell[0] - point[0]) ** 2 + (cell[1] - point[1]) ** 2


def _trimmed(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """Close the rows and columns in which nothing stands."""
    columns = sorted({x for x, _y in cells.values()})
    rows = sorted({y for _x, y in cells.values()})
    return {key: (columns.index(x), rows.index(y)) for key, (x, y) in cells.items()}


def _box(
    key: str,
    place: Mapping[str, Any],
    cell: Cell,
    group: GroupLine | None,
    skip: int,
    least: int,
    moved: Container[str],
) -> MapUnit:
    full = place["full_members"]
    return MapUnit(
        id=key,
        home=group.host if group else "",
        small="units" not in place and full < least,
        locked=group is not None and group.locked and group.host == key,
        moved=key in moved,
        name=place["name"],
        label=_short(place["name"][skip:] if "units" not in place else _plain(place["name"])),
        sub=f"{group.letter} · {full} 人" if group else f"{full} 人",
        x=MARGIN + cell[0] * CELL_WIDTH,
        y=MARGIN + cell[1] * CELL_HEIGHT,
        hue=group.hue if group else None,
        host=group is not None and group.host == key,
        branch="units" in place,
    )


def _shared_start(names: Sequence[str]) -> int:
    """Return how many characters all names begin with, so that boxes show what tells them apart."""
    shared = len(list(takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))))
    return shared if 1 < shared < min(len(name) for name in names) else 0


def _plain(branch: str) -> str:
    """Return a branch's name without what every branch is called.

    >>> _plain("中共示例东区联合支部委员会")
    '示例东区'
    """
    return _COMMON.sub("", branch) or branch


def _short(name: str) -> str:
    return name if len(name) <= LABEL_LENGTH else name[: LABEL_LENGTH - 1] + "…"


def _members(group: GroupLine) -> list[str]:
    return list(dict.fromkeys([group.host, *(unit.id for unit in group.units)]))


def _centre(cell: Cell) -> tuple[int, int]:
    return MARGIN + cell[0] * CELL_WIDTH + BOX_WIDTH // 2, MARGIN + cell[1] * CELL_HEIGHT + BOX_HEIGHT // 2


def _spokes(group: GroupLine, cells: Mapping[str, Cell]) -> Iterator[Spoke]:
    for unit in group.units:
        if unit.id != group.host:
            yield Spoke(group.hue, *_centre(cells[unit.id]), *_centre(cells[group.host]))


def _hull(cells: Sequence[Cell]) -> str:
    """Return the convex hull of a group's centres as a path; two points give a line, one a point."""
    points = sorted({_centre(cell) for cell in cells})
    if len(points) > 2:
        points = [*_half(points), *_half(points[::-1])]
    return "M" + "L".join(f"{x} {y}" for x, y in points) + "z"


def _half(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    chain: list[tuple[int, int]] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain[:-1]


def _turn(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
