"""The schematic map of a plan (示意图): every unit in a cell of its own, neighbours beside each other."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from runwu.coverage.selectors.map_cells import Cell, snap
from runwu.coverage.selectors.review_groups import GroupLine
from runwu.coverage.selectors.reviews import AlternativeReview

CELL_WIDTH, CELL_HEIGHT = 82, 74
BOX_WIDTH, BOX_HEIGHT = 70, 42
MARGIN = 8
LABEL_LENGTH = 5
LEAST_WIDTH = 616  # a few boxes are not blown up to the width of the page
MOST_UNITS = 120  # beyond that nobody reads a map; the list says it all
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
    def look(self) -> str:
        """Its classes: the hue of its group, whether it leads, whether it is marked as different."""
        plain = "blk idle" if self.branch else "blk catch"
        group = plain if self.hue is None else f"unit gh{self.hue}" + (" host" if self.host else "")
        return group + (" moved" if self.moved else "")

    @property
    def badge_x(self) -> int:
        """The left edge of the lock."""
        return self.x + BOX_WIDTH - 9

    @property
    def badge_y(self) -> int:
        """The upper edge of the lock."""
        return max(self.y - 9, 0)

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


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What all boxes share: how all names of enterprises, and all of branches, begin; what makes an own branch; marks."""

    start: str
    branch_start: str
    least: int
    moved: Container[str]


def plan_map(review: AlternativeReview, *, moved: Container[str] = ()) -> PlanMap | None:
    """Draw an alternative; None when there are too many units for a picture. `moved`: boxes to mark as different."""
    out = review.decisions.left_out
    places = {key: unit for key, unit in review.names.units.items() if key not in out} | dict(review.names.branches)
    if not places or len(places) > MOST_UNITS:
        return None
    cells = snap({key: (place["lat"], place["lon"]) for key, place in places.items()})
    groups = {unit.id: group for group in review.groups for unit in group.units}
    groups |= {group.host: group for group in review.groups}
    drawing = _Drawing(
        start=_shared_start([unit["name"] for unit in review.names.units.values()]),
        branch_start=_shared_start([_plain(branch["name"]) for branch in review.names.branches.values()]),
        least=review.row.plan.instance["parameters"]["min_full"],
        moved=moved,
    )
    width = (max(x for x, _y in cells.values()) + 1) * CELL_WIDTH + 2 * MARGIN - (CELL_WIDTH - BOX_WIDTH)
    height = max(y for _x, y in cells.values()) + 1
    return PlanMap(
        left=min(0, width - LEAST_WIDTH) // 2,
        width=max(width, LEAST_WIDTH),
        height=height * CELL_HEIGHT + 2 * MARGIN - (CELL_HEIGHT - BOX_HEIGHT),
        units=tuple(_box(key, place, cells[key], groups.get(key), drawing) for key, place in places.items()),
        spokes=tuple(spoke for group in review.groups for spoke in _spokes(group, cells)),
        hulls=tuple(Hull(group.hue, _hull([cells[key] for key in _members(group)])) for group in review.groups),
    )


def _box(key: str, place: Mapping[str, Any], cell: Cell, group: GroupLine | None, drawing: _Drawing) -> MapUnit:
    full = place["full_members"]
    return MapUnit(
        id=key,
        home=group.host if group else "",
        small="units" not in place and full < drawing.least,
        locked=group is not None and group.locked and group.host == key,
        moved=key in drawing.moved,
        name=place["name"],
        label=_label(place, drawing),
        sub=f"{group.letter} · {full} 人" if group else f"{full} 人",
        x=MARGIN + cell[0] * CELL_WIDTH,
        y=MARGIN + cell[1] * CELL_HEIGHT,
        hue=group.hue if group else None,
        host=group is not None and group.host == key,
        branch="units" in place,
    )


def _shared_start(names: Sequence[str]) -> str:
    """Return what all names begin with, so that boxes show what tells them apart."""
    shared = len(list(takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))))
    return names[0][:shared] if 1 < shared < min(len(name) for name in names) else ""


def _plain(branch: str) -> str:
    """Return a branch's name without what every branch is called.

    >>> _plain("中共示例东区联合支部委员会")
    '示例东区'
    """
    return _COMMON.sub("", branch) or branch


def _label(place: Mapping[str, Any], drawing: _Drawing) -> str:
    if "units" in place:
        return _short(_plain(place["name"]).removeprefix(drawing.branch_start))
    return _short(place["name"].removeprefix(drawing.start))


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
