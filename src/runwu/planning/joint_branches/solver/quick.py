"""A bound within milliseconds, so that a plan without time still says how good it is at least."""

from __future__ import annotations

import numpy as np

from .arrays import Floats
from .cuts import no_capacity_cuts, no_subset_cuts
from .draft import Draft, Prices
from .duals import Duals
from .model import ParkModel
from .pricing import Pricer

SCALES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2)


def quick_bound(prices: Prices, draft: Draft) -> float:
    """Price every item by its share of the draft, never above its other places; the best scale of that counts."""
    if not prices.model.count:
        return 0.0
    model = prices.model
    cheapest = np.min(np.concatenate([model.left_cost[:, None], model.anchor_cost], axis=1), axis=1)
    shares = np.minimum(_shares(prices, draft), cheapest)
    return max(0.0, *(_proven(model, scale * shares) for scale in SCALES))


def _shares(prices: Prices, draft: Draft) -> Floats:
    shares = np.full(prices.model.count, np.inf)
    for group in draft.groups:
        shares[list(group)] = prices.legal_group(group) / len(group)
    return shares


def _proven(model: ParkModel, worth: Floats) -> float:
    capacity, subset = no_capacity_cuts(model), no_subset_cuts(model)
    duals = Duals(worth, capacity.touches, np.zeros(0), subset.touches, np.zeros(0))
    saved = np.zeros(model.count)
    np.minimum.at(saved, model.item_of, Pricer(model, duals).floor())
    return float(worth.sum() + saved.sum())
