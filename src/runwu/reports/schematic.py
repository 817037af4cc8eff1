"""The schematic map (示意图): blocks on a grid, placed by coordinates, building or grid cell; no measured positions."""

from collections.abc import Sequence
from dataclasses import dataclass

from runwu.coverage.selectors.statuses import EnterpriseCoverage
from runwu.organizations.choices import Form
from runwu.rules.coverage import CoverageStatus

COLUMNS = 9
BLOCK_WIDTH, BLOCK_HEIGHT = 70, 58
STEP_X, STEP_Y = 77, 67
LEFT, TOP = 10, 28
BAND = 30
LONGEST = 5
LETTERS = "甲乙丙丁戊己庚辛壬癸"
KINDS = {
    CoverageStatus.OWN_BRANCH: "own",
    CoverageStatus.JOINT_BRANCH: "joint",
    CoverageStatus.CATCH_ALL: "catch",
    CoverageStatus.WORK: "work",
    CoverageStatus.NONE: "none",
    CoverageStatus.NOT_OPERATING: "idle",
}


@dataclass(frozen=True, slots=True)
class Block:
    """One enterprise on the map, in the map's own units."""

    row: EnterpriseCoverage
    kind: str
    x: int
    y: int
    tag: str

    @property
    def name(self) -> str:
        """The name as far as the block holds it."""
        label = self.row.enterprise.label
        return label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…"

    @property
    def is_long(self) -> bool:
        """Tell whether the name needs the smaller type."""
        return len(self.name) == LONGEST

    @property
    def label_y(self) -> int:
        """Where the name stands."""
        return self.y + 46

    @property
    def glyph_y(self) -> int:
        """Where the sign stands."""
        return self.y + 15


@dataclass(frozen=True, slots=True)
class Band:
    """One grid cell: its name and its blocks."""

    name: str
    y: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """The whole map."""

    width: int
    height: int
    bands: tuple[Band, ...]


def schematic(rows: Sequence[EnterpriseCoverage]) -> Map:
    """Lay the enterprises of a park out, grid cell by grid cell, west to east and north to south."""
    letters = _letters(rows)
    bands, y = [], TOP
    for name in sorted({_grid(row) for row in rows}):
        members = sorted((row for row in rows if _grid(row) == name), key=_place)
        blocks = tuple(_block(row, index, y, letters) for index, row in enumerate(members))
        bands.append(Band(name, y - 11, blocks))
        y += -(-len(blocks) // COLUMNS) * STEP_Y + BAND
    return Map(LEFT * 2 + COLUMNS * STEP_X - (STEP_X - BLOCK_WIDTH), max(y - BAND, TOP), tuple(bands))


def _grid(row: EnterpriseCoverage) -> str:
    return row.enterprise.grid.name if row.enterprise.grid else ""


def _place(row: EnterpriseCoverage) -> tuple[object, ...]:
    firm = row.enterprise
    building = firm.building.name if firm.building else "~"
    return (-round(firm.latitude or 0, 3), round(firm.longitude or 0, 5), building, firm.name)


def _letters(rows: Sequence[EnterpriseCoverage]) -> dict[int, str]:
    joint = {row.organization.pk for row in rows if row.organization and row.organization.form == Form.JOINT_BRANCH}
    return {pk: LETTERS[index % len(LETTERS)] for index, pk in enumerate(sorted(joint))}


def _block(row: EnterpriseCoverage, index: int, top: int, letters: dict[int, str]) -> Block:
    across, down = index % COLUMNS, index // COLUMNS
    tag = letters.get(row.organization.pk, "") if row.organization else ""
    kind = KINDS[row.status]
    return Block(row, kind, LEFT + across * STEP_X, top + down * STEP_Y, tag)
