"""Places for entries without coordinates: estimated where something is known, honest where nothing is (坐标缺失).

An entry without coordinates stands at the middle of what is known of its building, else of its grid cell. Where neither
has a single known point, its way to others is unknown: such units stand far from everything but their own building,
so that they can only be put together with units of the same building, and are otherwise left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import cos, pi, radians
from typing import Any

from .errors import InstanceError
from .geometry import EARTH_RADIUS_M

Spot = tuple[float, float]
FAR_SOUTH = -75.0  # degrees; no park lies there
ROUND_M = 2 * pi * EARTH_RADIUS_M * cos(radians(FAR_SOUTH))  # length of that circle of latitude
KINDS = ("building", "grid", "unknown")


@dataclass(frozen=True, slots=True)
class Estimate:
    """An entry without coordinates. how: building, grid or unknown; known: how many known points stand behind it."""

    entry: str
    how: str
    known: int


def located(units: list[dict[str, Any]], branches: list[dict[str, Any]], reach: int) -> tuple[Estimate, ...]:
    """Fill in missing coordinates in place; entries are fields as read, `lat` and `lon` None where missing.

    reach: the longest way in metres that the parameters allow. Raises InstanceError when there are more unknown
    places than can be kept out of each other's reach.
    """
    everyone = [*units, *branches]
    missing = [entry for entry in everyone if entry["lat"] is None]
    if not missing:
        return ()
    buildings = _points(everyone, "building")
    grids = _points(everyone, "grid")
    apart: dict[tuple[str, str], int] = {}
    found = []
    for entry in missing:
        found.append(_locate(entry, buildings, grids, apart))
    _spread(missing, apart, reach)
    return tuple(found)


def _points(entries: Iterable[Mapping[str, Any]], field: str) -> dict[tuple[str, str], list[Spot]]:
    points: dict[tuple[str, str], list[Spot]] = defaultdict(list)
    for entry in entries:
        if entry["lat"] is not None and entry.get(field):
            points[entry["park"], entry[field]].append((entry["lat"], entry["lon"]))
    return dict(points)


def _locate(
    entry: dict[str, Any],
    buildings: Mapping[tuple[str, str], list[Spot]],
    grids: Mapping[tuple[str, str], list[Spot]],
    apart: dict[tuple[str, str], int],
) -> Estimate:
    for how, points in (("building", buildings), ("grid", grids)):
        spots = points.get((entry["park"], entry.get(how) or ""), [])
        if spots:
            entry["lat"], entry["lon"] = (sum(values) / len(spots) for values in zip(*spots, strict=True))
            return Estimate(entry["id"], how, len(spots))
    key = (entry["park"], entry.get("building") or f"\0{entry['id']}")
    apart.setdefault(key, len(apart))
    entry["lat"], entry["lon"] = FAR_SOUTH, float(apart[key])
    return Estimate(entry["id"], "unknown", 0)


def _spread(missing: list[dict[str, Any]], apart: Mapping[tuple[str, str], int], reach: int) -> None:
    """Set unknown buildings so far from each other that none reaches another."""
    if len(apart) * (reach + 1) * 2 > ROUND_M:
        raise InstanceError(
            "units", f"有 {len(apart)} 处位置完全未知，而距离上限 {reach} 米太长，无法把它们当作互不相邻"
        )
    for entry in missing:
        if entry["lat"] == FAR_SOUTH:
            entry["lon"] = -180.0 + 360.0 * entry["lon"] / max(len(apart), 1)


def summary(estimates: Iterable[Estimate]) -> dict[str, int]:
    """Count estimates by how they came about."""
    counts = dict.fromkeys(KINDS, 0)
    for estimate in estimates:
        counts[estimate.how] += 1
    return counts


def summary_text(estimates: tuple[Estimate, ...], entries: int) -> str:
    """Say in one sentence how many places are missing and how they were treated."""
    counts = summary(estimates)
    return (
        f"{entries} 家单位和支部中有 {len(estimates)} 家没有坐标：{counts['building']} 家按同楼宇位置、"
        f"{counts['grid']} 家按网格内已知位置的中点估计，距离只是近似；"
        f"{counts['unknown']} 家位置未知，只能与同一楼宇的单位同组，否则兜底。"
    )
