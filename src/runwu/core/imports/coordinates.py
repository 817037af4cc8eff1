"""Bring coordinates into one system (坐标换算): GCJ-02 and BD-09 to WGS-84, and measure distances.

GCJ-02 (the offset that maps in China must carry) has no official formula; the one here is the approximation
that became known with its constants, good to about a meter. BD-09 is a further shift of one map's maker.
Points outside of China carry no offset.
"""

from collections.abc import Callable
from math import asin, atan2, cos, pi, radians, sin, sqrt
from typing import NamedTuple

_AXIS = 6_378_245.0
"""Semi-major axis of the Krasovsky ellipsoid in meters."""
_ECCENTRICITY = 0.006_693_421_622_965_943
"""Square of its first eccentricity."""
_EARTH = 6_371_008.8
"""Mean radius of the earth in meters."""
_TWIST = pi * 3000 / 180
_SOUTH, _NORTH, _WEST, _EAST = 0.8293, 55.8271, 72.004, 137.8347


class Position(NamedTuple):
    """A point in degrees."""

    latitude: float
    longitude: float


def to_wgs84(point: Position, system: str) -> Position:
    """Return a point of a system (“wgs84”, “gcj02”, “bd09”) in WGS-84, to six decimals (0.1 m).

    >>> to_wgs84(Position(22.540796, 113.917176), "gcj02")
    Position(latitude=22.543847, longitude=113.912316)
    """
    found = _STEPS[system](point)
    return Position(round(found.latitude, 6), round(found.longitude, 6))


def distance_m(one: Position, other: Position) -> float:
    """Return the great-circle distance in meters.

    >>> round(distance_m(Position(20.0, 110.0), Position(20.0, 110.01)))
    1045
    """
    north, east = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    chord = sin(north / 2) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east / 2) ** 2
    return 2 * _EARTH * asin(sqrt(chord))


def in_china(point: Position) -> bool:
    """Tell whether maps shift a point: it lies in the rectangle around China."""
    return _SOUTH <= point.latitude <= _NORTH and _WEST <= point.longitude <= _EAST


def gcj02_of(point: Position) -> Position:
    """Return a point of WGS-84 in GCJ-02."""
    if not in_china(point):
        return point
    north, east = _shift_in_meters(point.longitude - 105.0, point.latitude - 35.0)
    latitude = radians(point.latitude)
    flat = 1 - _ECCENTRICITY * sin(latitude) ** 2
    meters_per_degree_north = _AXIS * (1 - _ECCENTRICITY) / (flat * sqrt(flat)) * pi / 180
    meters_per_degree_east = _AXIS / sqrt(flat) * cos(latitude) * pi / 180
    return Position(point.latitude + north / meters_per_degree_north, point.longitude + east / meters_per_degree_east)


def bd09_of(point: Position) -> Position:
    """Return a point of GCJ-02 in BD-09."""
    x, y = point.longitude, point.latitude
    length = sqrt(x * x + y * y) + 0.00002 * sin(y * _TWIST)
    angle = atan2(y, x) + 0.000003 * cos(x * _TWIST)
    return Position(length * sin(angle) + 0.006, length * cos(angle) + 0.0065)


def _shift_in_meters(x: float, y: float) -> tuple[float, float]:
    """Return the offset to the north and to the east at x, y degrees from 105°E 35°N."""
    ripple = 20 * sin(6 * pi * x) + 20 * sin(2 * pi * x)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    north += (
        (ripple + 20 * sin(pi * y) + 40 * sin(pi * y / 3) + 160 * sin(pi * y / 12) + 320 * sin(pi * y / 30)) * 2 / 3
    )
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    east += (ripple + 20 * sin(pi * x) + 40 * sin(pi * x / 3) + 150 * sin(pi * x / 12) + 300 * sin(pi * x / 30)) * 2 / 3
    return north, east


def _undone(forward: Callable[[Position], Position], target: Position) -> Position:
    """Return the point that `forward` takes to the target; each round is a thousand times closer."""
    guess = target
    for _round in range(5):
        reached = forward(guess)
        guess = Position(
            guess.latitude + target.latitude - reached.latitude, guess.longitude + target.longitude - reached.longitude
        )
    return guess


def _from_gcj02(point: Position) -> Position:
    return _undone(gcj02_of, point)


def _from_bd09(point: Position) -> Position:
    return _from_gcj02(_undone(bd09_of, point))


_STEPS: dict[str, Callable[[Position], Position]] = {
    "wgs84": lambda point: point,
    "gcj02": _from_gcj02,
    "bd09": _from_bd09,
}
