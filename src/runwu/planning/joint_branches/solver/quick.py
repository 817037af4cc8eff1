"""A bound within milliseconds, so that a plan without time still says how good it is at least."""

from __future__ import annotations

import numpy as np

from .arrays import Floats
from .cuts import no_capacity_cuts, no_subset_cuts
from .draft import Draft, Prices
from .duals import Duals
from .model import LARGE, ParkModel
from .points import Point, no_rooms, whole_point

ROWS = 500
SCALES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.0)
FEW_SCALES = (1.0, 0.8, 0.6, 0.4, 0.0)  # of large parks, where each takes a while


def quick_bound(prices: Prices, draft: Draft) -> Point:
    """Price every item by its share of the draft, never above its other places; the best scale of that counts."""
    model = prices.model
    cheapest = np.min(np.concatenate([model.left_cost[:, None], model.anchor_cost], axis=1), axis=1)
    shares = np.minimum(_shares(prices, draft), cheapest)
    levelled = np.minimum(_levelled(model, shares), cheapest)
    scales = SCALES if model.count <= LARGE else FEW_SCALES
    points = [_proven(model, scale * worth) for worth in (shares, levelled) for scale in scales]
    return max(points, key=lambda point: point.value)


def _levelled(model: ParkModel, shares: Floats) -> Floats:
    """Give items with as many full members the same price: where many could stand for one another, so do their prices."""
    level = shares.copy()
    for full in np.unique(model.full):
        alike = model.full == full
        level[alike] = np.median(shares[alike])
    return level


def _shares(prices: Prices, draft: Draft) -> Floats:
    shares = np.full(prices.model.count, np.inf)
    for group in draft.groups:
        shares[list(group)] = prices.legal_group(group) / len(group)
    return shares


def _proven(model: ParkModel, worth: Floats) -> Point:
    capacity, subset = no_capacity_cuts(model), no_subset_cuts(model)
    saved = np.zeros(model.count)
    if model.count:
        np.minimum.at(saved, model.item_of, _floor(model, worth))
    lower = Duals(worth + saved, capacity.touches, np.zeros(0), subset.touches, np.zeros(0))
    everything = np.ones(model.count, dtype=bool)
    places = np.isfinite(model.anchor_cost)
    return whole_point(model, capacity, lower, no_rooms(model), left=everything, places=places)


def _floor(model: ParkModel, worth: Floats) -> Floats:
    """Bound the reduced cost of every host's groups from below: its own price and its cheapest companions."""
    own = model.item_of
    room = np.maximum(model.parameters.max_units - model.size[own], 0)
    most = min(int(room.max(initial=0)), model.count)
    floor: Floats = model.base - worth[own]
    for start in range(0, len(own) if most else 0, ROWS):
        part = slice(start, start + ROWS)
        prices = np.minimum(model.reach[part] - worth, 0.0)
        best = np.sort(np.partition(prices, most - 1, axis=1)[:, :most], axis=1)
        counted = np.arange(most) < room[part, None]
        floor[part] += np.where(counted, best, 0.0).sum(axis=1)
    return floor
