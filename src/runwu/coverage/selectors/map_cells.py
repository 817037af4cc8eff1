"""Cells of the schematic map (示意图的格子): every place in a free cell of its own, neighbours beside each other."""

from collections.abc import Iterable, Mapping
from math import ceil, cos, radians, sqrt

Cell = tuple[int, int]


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
