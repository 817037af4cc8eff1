"""Many ways at once, equal to `geometry.distance_m` entry by entry (成批量距)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from .geometry import EARTH_RADIUS_M, distance_m

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

DOUBTFUL = 1e-6  # so near to half a metre, vector and scalar arithmetic might round apart


def distance_matrix(froms: Floats, tos: Floats) -> Ints:
    """Measure every way in whole metres; both arguments have shape (count, 2) in degrees latitude, longitude.

    Where many share a spot, each pair of spots is measured once.
    """
    (from_spots, of_from), (to_spots, of_to) = (_spots(points) for points in (froms, tos))
    if 2 * len(from_spots) * len(to_spots) <= len(froms) * len(tos):
        return _measured(from_spots, to_spots)[of_from[:, None], of_to[None, :]]
    return _measured(froms, tos)


def _spots(points: Floats) -> tuple[Floats, Ints]:
    spots, numbers = np.unique(points, axis=0, return_inverse=True)
    return spots, numbers.reshape(-1).astype(np.int64)


def _measured(froms: Floats, tos: Floats) -> Ints:
    a, b = np.radians(froms)[:, None, :], np.radians(tos)[None, :, :]
    half = np.sin((b - a) / 2) ** 2
    chord = half[..., 0] + np.cos(a[..., 0]) * np.cos(b[..., 0]) * half[..., 1]
    metres = 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(1.0, np.sqrt(chord)))
    rounded: Ints = np.rint(metres).astype(np.int64)
    for row, column in np.argwhere(np.abs(metres % 1 - 0.5) < DOUBTFUL):
        rounded[row, column] = distance_m(*froms[row].tolist(), *tos[column].tolist())
    return rounded


class Ways:
    """The ways within each park, from one place to all of them; a point is (id, park, latitude, longitude)."""

    def __init__(self, points: Iterable[tuple[str, str, float, float]]) -> None:
        self._ids: dict[str, list[str]] = {}
        self._where: dict[str, list[tuple[float, float]]] = {}
        self._spot: dict[str, tuple[str, float, float]] = {}
        for entry, park, lat, lon in points:
            self._ids.setdefault(park, []).append(entry)
            self._where.setdefault(park, []).append((lat, lon))
            self._spot[entry] = (park, lat, lon)
        self._points: dict[str, Floats] = {}

    def of(self, entry: str) -> dict[str, int]:
        """Measure the way from a place to every place of its park, itself included."""
        park, lat, lon = self._spot[entry]
        if park not in self._points:
            self._points[park] = np.array(self._where[park], dtype=np.float64)
        row = _measured(np.array([(lat, lon)], dtype=np.float64), self._points[park])[0]
        return dict(zip(self._ids[park], row.tolist(), strict=True))
