"""Distances on the ground."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_M = 6_371_000


def distance_m(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> int:
    """Measure the way between two points in degrees by the haversine formula, rounded to the nearest metre.

    >>> distance_m(20.0, 110.0, 20.0, 110.01)
    1045
    """
    half_lat = sin(radians(lat_b - lat_a) / 2)
    half_lon = sin(radians(lon_b - lon_a) / 2)
    chord = half_lat**2 + cos(radians(lat_a)) * cos(radians(lat_b)) * half_lon**2
    return round(2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(chord))))
