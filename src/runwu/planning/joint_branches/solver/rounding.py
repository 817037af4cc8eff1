"""Read the surest part of a fractional solution as a plan (取整)."""

from __future__ import annotations

import numpy as np

from .columns import Columns
from .draft import Prices
from .master import Fractional

SURE = 0.05


def surest(prices: Prices, columns: Columns, solution: Fractional) -> tuple[list[tuple[int, ...]], list[list[int]]]:
    """Choose disjoint groups by their share, the largest first, then places with room: (groups, items per anchor)."""
    taken: set[int] = set()
    groups: list[tuple[int, ...]] = []
    for number in np.argsort(-solution.groups, kind="stable").tolist():
        if solution.groups[number] < SURE:
            break
        items = columns.group(number)
        if taken.isdisjoint(items):
            groups.append(items)
            taken.update(items)
    at_anchor: list[list[int]] = [[] for _ in prices.model.anchor_ids]
    shares = solution.at_anchor
    for place in np.argsort(-shares, axis=None, kind="stable").tolist() if shares.size else []:
        item, anchor = divmod(place, shares.shape[1])
        if shares[item, anchor] < SURE:
            break
        if item not in taken and prices.fits_at(anchor, (*at_anchor[anchor], item)):
            at_anchor[anchor].append(item)
            taken.add(item)
    return groups, at_anchor
