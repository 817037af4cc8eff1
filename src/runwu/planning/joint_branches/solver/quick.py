"""A bound within milliseconds, so that a plan without time still says how good it is at least."""

from __future__ import annotations

import numpy as np

from .arrays import Floats
from .cuts import no_capacity_cuts, no_subset_cuts
from .draft import Draft, Prices
from .duals import Duals
from .model import ParkModel
from .points import Point, no_rooms, whole_point
from .pricing import Pricer

SCALES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.0)


def quick_bound(prices: Prices, draft: Draft) -> Point:
    """Price every item by its share of the draft, never above its other places; the best scale of that counts."""
    model = prices.model
    cheapest = np.min(np.concatenate([model.left_cost[:, None], model.anchor_cost], axis=1), axis=1)
    shares = np.minimum(_shares(prices, draft), cheapest)
    points = [_proven(model, scale * shares) for scale in SCALES]
    return max(points, key=lambda point: point.value)


def _shares(prices: Prices, draft: Draft) -> Floats:
    shares = np.full(prices.model.count, np.inf)
    for group in draft.groups:
        shares[list(group)] = prices.legal_group(group) / len(group)
    return shares


def _proven(model: ParkModel, worth: Floats) -> Point:
    capacity, subset = no_capacity_cuts(model), no_subset_cuts(model)
    duals = Duals(worth, capacity.touches, np.zeros(0), subset.touches, np.zeros(0))
    saved = np.zeros(model.count)
    if model.count:
        np.minimum.at(saved, model.item_of, Pricer(model, duals).floor())
    lower = Duals(worth + saved, duals.capacity, duals.prize, duals.subset, duals.fine)
    everything = np.ones(model.count, dtype=bool)
    places = np.isfinite(model.anchor_cost)
    return whole_point(model, capacity, lower, no_rooms(model), left=everything, places=places)
