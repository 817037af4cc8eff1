"""The first plan: greedy insertion, then ruin and recreate around one item at a time (破坏与重建)."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import numpy as np

from .arrays import Floats
from .bins import Bins
from .draft import Draft, Prices

NEIGHBOURS = 24
MOST_RUINED = 4
HOT, COLD = 0.15, 0.005  # readiness to take a dearer draft, in shares of a new branch's price, first and last
ASKED_EVERY = 32
GROWING = 0.4  # share of a new branch's price that its first item bears, and that each missing member adds


class Search:
    """Improves drafts of one park; the same seed and the same calls give the same drafts."""

    def __init__(self, prices: Prices, seed: int) -> None:
        self.prices = prices
        self.model = prices.model
        self.random = random.Random(seed)  # noqa: S311 — a search, no secret
        self.near = self._neighbours()
        self.anchors = self._anchors()
        self.growing = GROWING
        self.lack = GROWING * self.model.costs.branch

    def _neighbours(self) -> list[list[int]]:
        """List per item the items nearest in price, itself left out; of equals, those that follow it in number.

        Where many share one spot, everybody then has other neighbours instead of all the same few.
        """
        model = self.model
        if not model.count:
            return []
        first_unit = np.array([item[0] for item in model.items])
        ways = model.reach[first_unit]
        return [self._nearest(item, ways[item]) for item in range(model.count)]

    def _nearest(self, item: int, ways: Floats) -> list[int]:
        turned = np.roll(ways, -item)
        order = (np.argsort(turned, kind="stable")[:NEIGHBOURS] + item) % len(ways)
        return [other for other in order.tolist() if np.isfinite(ways[other])]

    def _anchors(self) -> list[list[int]]:
        """List per item the anchors that may take it in, the cheapest first."""
        order = np.argsort(self.model.anchor_cost, axis=1, kind="stable")
        counts = np.isfinite(self.model.anchor_cost).sum(axis=1).tolist()
        return [row[:count].tolist() for row, count in zip(order, counts, strict=True)]

    def first(self) -> Draft:
        """Insert every item greedily, those with the fewest neighbours first."""
        bins = Bins(self, self.prices.draft((), [() for _ in self.model.anchor_ids]))
        bins.settle_left()
        return bins.draft()

    def completed(self, groups: list[tuple[int, ...]], at_anchor: list[list[int]]) -> Draft:
        """Complete the best of a fractional solution: whoever has no place yet is inserted greedily."""
        bins = Bins(self, self.prices.draft(groups, at_anchor))
        bins.settle_left()
        return bins.draft()

    def improve(self, draft: Draft, rounds: int, stop: Callable[[], bool], heat: float = HOT) -> Draft:
        """Ruin and recreate `rounds` times; dearer drafts are taken less and less readily (退火接受).

        heat: readiness at the start, in shares of a new branch's price.
        """
        if not self.model.count or not rounds:
            return draft
        bins = Bins(self, draft)
        best, kept = bins.cost, bins.copy()
        cooling = (COLD / heat) ** (1 / rounds)
        heat *= self.model.costs.branch
        for number in range(rounds):
            if number % ASKED_EVERY == 0 and stop():
                break
            heat *= cooling
            before = bins.cost
            self._ruin_and_recreate(bins)
            if bins.cost > before - heat * math.log(1.0 - self.random.random()):
                bins.undo()
            elif bins.cost < best:
                best, kept = bins.cost, bins.copy()
        return min(draft, bins.draft(kept), key=lambda one: one.cost)

    def _ruin_and_recreate(self, bins: Bins) -> None:
        center = self.random.randrange(self.model.count)
        homeless = bins.ruin(center, self.random.randint(1, MOST_RUINED))
        self.random.shuffle(homeless)
        bins.settle(homeless)
