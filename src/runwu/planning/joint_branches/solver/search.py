"""The first plan: greedy insertion, then ruin and recreate around one item at a time (破坏与重建)."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np

from .arrays import Floats
from .draft import INFINITE, Draft, Prices

NEIGHBOURS = 24
GROWING = 0.4  # share of a new branch's price that its first item bears, and that each missing member adds


class Search:
    """Improves drafts of one park; the same seed and the same calls give the same drafts."""

    def __init__(self, prices: Prices, seed: int) -> None:
        self.prices = prices
        self.model = prices.model
        self.random = random.Random(seed)  # noqa: S311 — a search, no secret
        self.near = self._neighbours()
        self.anchors = self._anchors()
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
        return [[k for k in row.tolist() if np.isfinite(self.model.anchor_cost[i, k])] for i, row in enumerate(order)]

    def first(self) -> Draft:
        """Insert every item greedily, those with the fewest neighbours first."""
        order = sorted(range(self.model.count), key=lambda item: (len(self.near[item]), -self.prices.full[item], item))
        bins = _Bins(self, Draft((), tuple(() for _ in self.model.anchor_ids), (), 0.0))
        bins.settle(order)
        return bins.draft()

    def improve(self, draft: Draft, rounds: int, stop: Callable[[], bool]) -> Draft:
        """Ruin and recreate `rounds` times; a draft as good as the last one is taken as well."""
        current = best = draft
        for _ in range(rounds if self.model.count else 0):
            if stop():
                break
            candidate = self._ruined_and_recreated(current)
            if candidate.cost <= current.cost:
                current = candidate
            if current.cost < best.cost:
                best = current
        return best

    def _ruined_and_recreated(self, draft: Draft) -> Draft:
        bins = _Bins(self, draft)
        center = self.random.randrange(self.model.count)
        homeless = bins.ruin(center, self.random.randint(1, 3))
        self.random.shuffle(homeless)
        bins.settle(homeless)
        return bins.draft()


class _Bins:
    """A draft taken apart: anchors first, then groups, as lists that change; `where` finds an item's list."""

    def __init__(self, search: Search, draft: Draft) -> None:
        self.search = search
        self.prices = search.prices
        self.anchors = len(draft.at_anchor)
        self.bins: list[tuple[int, ...]] = [*draft.at_anchor, *draft.groups]
        self.where = {item: number for number, items in enumerate(self.bins) for item in items}

    def draft(self) -> Draft:
        return self.prices.draft(self.bins[self.anchors :], self.bins[: self.anchors])

    def ruin(self, center: int, count: int) -> list[int]:
        """Empty the nearest places of an item and return who lived there, with the nearest left-over items."""
        around = [center, *self.search.near[center]]
        places = list(dict.fromkeys(self.where[item] for item in around if item in self.where))[:count]
        homeless = [item for item in around if item not in self.where]
        for place in places:
            homeless += self.bins[place]
            self.bins[place] = ()
        for item in homeless:
            self.where.pop(item, None)
        return homeless

    def settle(self, items: list[int]) -> None:
        """Insert items one by one; groups that stay too small break up, and theirs join what stands."""
        for item in items:
            self._insert(item, self._open(item))
        for item in self._broken_up():
            self._insert(item, INFINITE)

    def _broken_up(self) -> list[int]:
        homeless: list[int] = []
        for place in range(self.anchors, len(self.bins)):
            if self.prices.missing(self.bins[place]) > 0:
                homeless += self.bins[place]
                self.bins[place] = ()
        for item in homeless:
            del self.where[item]
        return homeless

    def _insert(self, item: int, alone: float) -> None:
        """Put an item where it costs least; it stays without a place when leaving it is cheapest."""
        best, place = self.prices.left[item], -1
        for option in self._options(item):
            price = self._price(option, item)
            if price < best:
                best, place = price, option
        if alone < best:
            self._put(item, len(self.bins))
        elif place >= 0:
            self._put(item, place)

    def _options(self, item: int) -> list[int]:
        near = {self.where[other] for other in self.search.near[item] if other in self.where}
        groups = [place for place in near if place >= self.anchors]
        anchor = next((k for k in self.search.anchors[item] if self.prices.fits_at(k, (*self.bins[k], item))), None)
        return sorted(groups if anchor is None else [*groups, anchor])

    def _price(self, place: int, item: int) -> float:
        if place < self.anchors:
            return self.prices.anchor[item][place]
        items = tuple(sorted((*self.bins[place], item)))
        return self._growing(items) - self._growing(self.bins[place])

    def _growing(self, items: tuple[int, ...]) -> float:
        missing = self.prices.missing(items)
        extra = self.prices.model.costs.three if missing == 0 else self.search.lack * max(missing, 0)
        return self.prices.group(items) + extra

    def _open(self, item: int) -> float:
        """Price a new group with this item alone, if enough others without a place stand near to fill it."""
        free = [other for other in self.search.near[item] if other not in self.where]
        if self.prices.missing([item, *free]) > 0:
            return INFINITE
        return GROWING * self.prices.group((item,))

    def _put(self, item: int, place: int) -> None:
        if place == len(self.bins):
            self.bins.append(())
        self.bins[place] = tuple(sorted((*self.bins[place], item)))
        self.where[item] = place
