"""The distance matrix of a park, equal to `geometry.distance_m` entry by entry."""

from __future__ import annotations

import numpy as np

from ..geometry import EARTH_RADIUS_M, distance_m
from .arrays import Floats, Ints

DOUBTFUL = 1e-6  # so near to half a metre, vector and scalar arithmetic might round apart


def distance_matrix(froms: Floats, tos: Floats) -> Ints:
    """Measure every way in whole metres; both arguments have shape (count, 2) in degrees latitude, longitude."""
    a, b = np.radians(froms)[:, None, :], np.radians(tos)[None, :, :]
    half = np.sin((b - a) / 2) ** 2
    chord = half[..., 0] + np.cos(a[..., 0]) * np.cos(b[..., 0]) * half[..., 1]
    metres = 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(1.0, np.sqrt(chord)))
    rounded: Ints = np.rint(metres).astype(np.int64)
    for row, column in np.argwhere(np.abs(metres % 1 - 0.5) < DOUBTFUL):
        rounded[row, column] = distance_m(*froms[row].tolist(), *tos[column].tolist())
    return rounded
