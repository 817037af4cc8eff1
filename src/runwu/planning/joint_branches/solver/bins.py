"""A draft that changes in place, each change undoable, so that a step costs what it touches (可撤回的草案)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .draft import INFINITE, Draft

if TYPE_CHECKING:
    from .search import Search

LEFT_DRAWN = 8  # left items that every ruin takes along
NEW_TRIED = 60  # up to so many touched places or homeless items are all considered, near or not


class Bins:
    """A draft that changes in place: anchors first, then groups; `where` finds an item's bin, -1 for none.

    Every change since the last `ruin` can be undone; `cost` is kept up to date by what was touched.
    """

    def __init__(self, search: Search, draft: Draft) -> None:
        self.search = search
        self.prices = search.prices
        self.anchors = len(draft.at_anchor)
        self.bins: list[tuple[int, ...]] = [*draft.at_anchor, *draft.groups]
        self.where = [-1] * search.model.count
        for number, items in enumerate(self.bins):
            for item in items:
                self.where[item] = number
        self.left = [item for item, place in enumerate(self.where) if place < 0]
        self.spare: list[int] = []
        self.cost = draft.cost
        self._before: dict[int, tuple[int, ...]] = {}
        self._moved: list[int] = []
        self._were_left: set[int] = set()
        self._left_before: list[int] = self.left
        self._cost_before = self.cost
        self._spare_before: list[int] = []

    def copy(self) -> list[tuple[int, ...]]:
        """Keep the bins as they are."""
        return list(self.bins)

    def draft(self, kept: list[tuple[int, ...]] | None = None) -> Draft:
        """Read bins as a draft."""
        bins = self.bins if kept is None else kept
        return self.prices.draft([items for items in bins[self.anchors :] if items], bins[: self.anchors])

    def ruin(self, center: int, count: int) -> list[int]:
        """Empty the nearest places of an item and return who lived there, with the nearest left-over items."""
        around = [center, *self.search.near[center]]
        places = list(dict.fromkeys(self.where[item] for item in around if self.where[item] >= 0))[:count]
        homeless = [item for item in around if self.where[item] < 0]
        homeless += [item for item in self._others_left(center) if item not in homeless]
        self._before, self._cost_before, self._spare_before = {}, self.cost, list(self.spare)
        for place in places:
            homeless += self.bins[place]
            self._set(place, ())
        self._moved = homeless
        self._were_left = {item for item in homeless if self.where[item] < 0}
        self.cost -= sum(self.prices.left[item] for item in homeless if self.where[item] < 0)
        for item in homeless:
            self.where[item] = -1
        return list(homeless)

    def _others_left(self, center: int) -> list[int]:
        """Draw a few left items within reach, who may stand far down everybody's list of neighbours."""
        ways = self.prices.reach[self.search.model.items[center][0]]
        drawn = self.search.random.sample(self.left, min(len(self.left), LEFT_DRAWN)) if self.left else []
        return [item for item in drawn if ways[item] < INFINITE and self.where[item] < 0]

    def undo(self) -> None:
        """Go back to the state before the last ruin."""
        for place, items in self._before.items():
            self.bins[place] = items
        for item in self._moved:
            self.where[item] = -1
        for place, items in self._before.items():
            for item in items:
                self.where[item] = place
        self.cost, self.spare = self._cost_before, self._spare_before
        self.left = self._left_before

    def settle_left(self) -> None:
        """Insert everybody who is left, those with the fewest neighbours first."""
        near, full = self.search.near, self.prices.full
        order = sorted(self.left, key=lambda item: (len(near[item]), -full[item], item))
        self._moved, self._were_left = order, set(order)
        self.cost -= sum(self.prices.left[item] for item in order)
        self.settle(order)

    def settle(self, items: list[int]) -> None:
        """Insert items one by one; groups that stay too small break up, and theirs join what stands."""
        for item in items:
            self._insert(item, self._open(item))
        for item in self._broken_up():
            self._insert(item, INFINITE)
        self.cost += sum(self._worth(place, self.bins[place]) for place in self._before)
        self.cost -= sum(self._worth(place, before) for place, before in self._before.items())
        self.cost += sum(self.prices.left[item] for item in self._moved if self.where[item] < 0)
        self.spare += [place for place in self._before if place >= self.anchors and not self.bins[place]]
        self.spare = list(dict.fromkeys(self.spare))
        self._left_before = self.left
        if any((self.where[item] < 0) != (item in self._were_left) for item in self._moved):
            moved = set(self._moved)
            self.left = [item for item in self.left if item not in moved]
            self.left += sorted(item for item in moved if self.where[item] < 0)

    def _worth(self, place: int, items: tuple[int, ...]) -> float:
        if not items:
            return 0.0
        if place < self.anchors:
            return sum(self.prices.anchor[item][place] for item in items)
        return self.prices.legal_group(items)

    def _set(self, place: int, items: tuple[int, ...]) -> None:
        self._before.setdefault(place, self.bins[place])
        self.bins[place] = items

    def _broken_up(self) -> list[int]:
        homeless: list[int] = []
        for place in list(self._before):
            if place >= self.anchors and self.bins[place] and self.prices.missing(self.bins[place]) > 0:
                homeless += self.bins[place]
                self._set(place, ())
        for item in homeless:
            self.where[item] = -1
        return homeless

    def _insert(self, item: int, alone: float) -> None:
        """Put an item where it costs least; it stays without a place when leaving it is cheapest."""
        best, place = self.prices.left[item], -1
        for option in self._options(item):
            price = self._price(option, item)
            if price < best:
                best, place = price, option
        if alone < best:
            self._put(item, self._new_place())
        elif place >= 0:
            self._put(item, place)

    def _new_place(self) -> int:
        if self.spare:
            return self.spare.pop()
        self.bins.append(())
        return len(self.bins) - 1

    def _options(self, item: int) -> list[int]:
        where, first = self.where, self.anchors
        near = {where[other] for other in self.search.near[item] if where[other] >= first}
        if len(self._before) < NEW_TRIED:
            near.update(place for place in self._before if place >= first and self.bins[place])
        groups = sorted(near)
        room = self.prices.room_units
        for anchor in self.search.anchors[item]:
            if len(self.bins[anchor]) < room[anchor] and self.prices.fits_at(anchor, (*self.bins[anchor], item)):
                return [*groups, anchor]
        return groups

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
        missing = self.prices.missing((item,))
        for other in self.search.near[item]:
            if missing <= 0:
                break
            if self.where[other] < 0:
                missing -= self.prices.full[other]
        if missing > 0 and len(self._moved) < NEW_TRIED:
            ways = self.prices.reach[self.search.model.items[item][0]]
            free = [other for other in self._moved if self.where[other] < 0 and ways[other] < INFINITE]
            missing = self.prices.missing((item, *free))
        return INFINITE if missing > 0 else self.search.growing * self.prices.group((item,))

    def _put(self, item: int, place: int) -> None:
        self._set(place, tuple(sorted((*self.bins[place], item))))
        self.where[item] = place
