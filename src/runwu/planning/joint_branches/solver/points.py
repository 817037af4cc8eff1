"""Dual prices in whole millionths, rounded so that what they prove holds exactly (整数对偶价格)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...certificate.values import SCALE
from .arrays import Bools, Floats, Ints
from .cuts import CapacityCuts
from .duals import Duals
from .model import ParkModel

MARGIN = 20  # taken off every unit's price, so that the tolerance of the linear program is covered


@dataclass(frozen=True, eq=False)
class Rooms:
    """Dual prices of the rows of anchors: units (K), members (K), and pairs kept apart there; all zero or more."""

    units: Floats
    members: Floats
    apart: dict[tuple[int, int, int], float]


@dataclass(frozen=True, eq=False)
class Point:
    """Whole prices in 1/SCALE: worth (N), prize and fine per cut, anchors' rows, and the value that they prove.

    A capacity cut is meant times its residue: residue × groups + weights ≥ residue × need.
    """

    worth: Ints
    prize: Ints
    fine: Ints
    units: Ints
    members: Ints
    apart: dict[tuple[int, int, int], int]
    value: int

    @property
    def bound(self) -> int:
        """Return the least whole cost that is not below the value."""
        return -(-self.value // SCALE)


def whole_point(
    model: ParkModel, cuts: CapacityCuts, duals: Duals, rooms: Rooms, *, left: Bools, places: Bools
) -> Point:
    """Round duals to the safe side; only items that may be left, and places that may be taken, bind the prices."""
    first = len(duals.prize)
    residue = np.rint(cuts.residue[:first]).astype(np.int64)
    weight = np.rint(cuts.share[:, :first] * cuts.residue[:first]).astype(np.int64)
    prize = np.floor(duals.prize / np.maximum(residue, 1) * SCALE).astype(np.int64)
    fine = np.ceil(duals.fine * SCALE).astype(np.int64)
    units, members = _ceiled(rooms.units), _ceiled(rooms.members)
    apart = {key: int(np.ceil(price * SCALE)) for key, price in rooms.apart.items() if price > 0}
    worth = np.floor(duals.worth * SCALE).astype(np.int64) - MARGIN
    worth = np.where(left, np.minimum(worth, _whole(model.left_cost) - weight @ prize), worth)
    open_prize = ~cuts.closed[:first] * prize[:, None]
    room = _whole(model.anchor_cost) + model.size[:, None] * units + model.members[:, None] * members
    room -= weight @ open_prize
    for (a, b, anchor), price in apart.items():
        room[[a, b], anchor] += price
    usable = places & np.isfinite(model.anchor_cost)
    worth = np.minimum(
        worth, np.where(usable, room, np.iinfo(np.int64).max).min(axis=1, initial=np.iinfo(np.int64).max)
    )
    need = np.rint(cuts.need[:first]).astype(np.int64)
    most = (duals.subset.sum(axis=0, dtype=np.int64)[: len(fine)] - 1) // 2
    value = int(worth.sum() + (residue * need) @ prize - fine @ most - sum(apart.values()))
    value -= int(units @ model.room_units + members @ model.room_members)
    return Point(worth, prize, fine, units, members, apart, value)


def lowered(point: Point, by: int) -> Point:
    """Take the same off every item's price."""
    value = point.value - by * len(point.worth)
    return Point(point.worth - by, point.prize, point.fine, point.units, point.members, point.apart, value)


def no_rooms(model: ParkModel) -> Rooms:
    """Return prices of zero for all rows of anchors."""
    none = np.zeros(len(model.anchor_ids))
    return Rooms(none, none, {})


def _whole(costs: Floats) -> Ints:
    return np.asarray(np.rint(np.where(np.isfinite(costs), costs, 0.0)).astype(np.int64) * SCALE)


def _ceiled(prices: Floats) -> Ints:
    return np.asarray(np.ceil(np.maximum(prices, 0.0) * SCALE).astype(np.int64))
