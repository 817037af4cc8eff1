"""Coordinates of the maps in China against published points, and back again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwu.core.imports.coordinates import Position, bd09_of, distance_m, gcj02_of, to_wgs84

POINTS = [
    (Position(31.1774276, 121.5272106), Position(31.17530398, 121.53154186)),
    (Position(22.543847, 113.912316), Position(22.54079613, 113.91717648)),
    (Position(39.911954, 116.377817), Position(39.91334546, 116.38404722)),
]
inland = st.builds(Position, st.floats(19, 50), st.floats(80, 130))


@pytest.mark.parametrize(("earth", "chart"), POINTS)
def test_the_offset_agrees_with_published_points(earth: Position, chart: Position) -> None:
    assert gcj02_of(earth) == pytest.approx(chart, abs=1e-7)


@given(inland)
def test_a_point_of_a_chart_comes_back_to_a_tenth_of_a_meter(point: Position) -> None:
    found = to_wgs84(gcj02_of(point), "gcj02")

    assert distance_m(found, point) < 0.15


@given(inland)
def test_a_point_of_the_other_chart_comes_back_too(point: Position) -> None:
    found = to_wgs84(bd09_of(gcj02_of(point)), "bd09")

    assert distance_m(found, point) < 0.15


@given(inland)
def test_the_offset_stays_below_a_mile(point: Position) -> None:
    assert distance_m(gcj02_of(point), point) < 1_500


def test_points_abroad_carry_no_offset() -> None:
    assert gcj02_of(Position(51.5, -0.12)) == Position(51.5, -0.12)


def test_points_of_satellites_stay() -> None:
    assert to_wgs84(Position(20.0123456, 110.0), "wgs84") == Position(20.012346, 110.0)
