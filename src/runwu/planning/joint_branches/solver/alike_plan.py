"""A plan from the linear program over classes: whole numbers of groups, then real items for them (同类合并的取整)."""

from __future__ import annotations

from typing import Any

import numpy as np

from .alike import Classes
from .alike_master import AlikeMaster
from .arrays import Ints
from .draft import Draft, Prices
from .search import Search

MOST = 12_000  # groups chosen among
NODES = 200


def whole_draft(prices: Prices, search: Search, classes: Classes, master: AlikeMaster, seconds: float) -> Draft:
    """Choose how often each group and place is taken, and hand them out; whoever gets none is inserted greedily."""
    groups, places = _whole(master, classes, seconds)
    return search.completed(*_Hand(prices, classes).out(master, groups, places))


def _whole(master: AlikeMaster, classes: Classes, seconds: float) -> tuple[Ints, Ints]:
    """Solve the classes in whole numbers among the best groups; where that ends without one, round down."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    shares, placed = master.shares, master.placed
    chosen = np.sort(np.lexsort([-shares, master.reduced.round(6)])[:MOST])
    matrix, low, high, costs = _rows(master, classes, chosen)
    options: Any = {"node_limit": NODES, "mip_rel_gap": 5e-4, "presolve": True}
    if np.isfinite(seconds):
        options["time_limit"] = max(seconds, 0.01)
    result = milp(
        costs, integrality=np.ones(len(costs), dtype=np.int64), bounds=Bounds(0, np.inf), options=options,
        constraints=LinearConstraint(matrix, low, high),
    )  # fmt: skip
    groups = np.floor(shares + 1e-6).astype(np.int64)
    if result.x is None:
        return groups, np.floor(placed + 1e-6).astype(np.int64)
    counts = np.rint(result.x).astype(np.int64)
    groups[:] = 0
    groups[chosen] = counts[: len(chosen)]
    return groups, counts[len(chosen) : len(chosen) + len(placed)]


def _rows(master: AlikeMaster, classes: Classes, chosen: Ints) -> tuple[Any, Any, Any, Any]:
    from scipy.sparse import coo_matrix

    places = master.places[: len(master.placed)]
    small, first, count = classes.small, classes.first, len(classes.counts)
    entries: list[tuple[int, int, float]] = []
    for column, number in enumerate(chosen.tolist()):
        entries += [(item, column, 1.0) for item in master.groups[number][0]]
    start = len(chosen)
    for number, (item, anchor) in enumerate(places):
        entries.append((item, start + number, 1.0))
        entries.append((count + 2 * anchor, start + number, float(small.size[first[item]])))
        entries.append((count + 2 * anchor + 1, start + number, float(small.members[first[item]])))
    start += len(places)
    entries += [(item, start + item, 1.0) for item in range(count)]
    rows, columns, values = zip(*entries, strict=True)
    shape = (count + 2 * len(classes.anchors), start + count)
    rooms = np.stack([small.room_units[classes.anchors], small.room_members[classes.anchors]], axis=1)
    most = (rooms * classes.anchor_counts[:, None]).ravel()
    low = np.concatenate([classes.counts, np.full(len(most), -np.inf)])
    high = np.concatenate([classes.counts, most])
    group_costs = [master.groups[number][1] for number in chosen.tolist()]
    place_costs = [classes.costs_at[place] for place in places]
    costs = np.concatenate([group_costs, place_costs, small.left_cost[first]])
    matrix = coo_matrix((np.array(values), (np.array(rows), np.array(columns))), shape=shape)
    return matrix.tocsc(), low, high, costs


class _Hand:
    """Hands out the items of every class."""

    def __init__(self, prices: Prices, classes: Classes) -> None:
        self.prices = prices
        self.classes = classes
        self.stock: list[list[int]] = [[] for _ in classes.counts]
        for item in range(len(classes.of) - 1, -1, -1):
            self.stock[classes.of[item]].append(item)

    def out(self, master: AlikeMaster, groups: Ints, places: Ints) -> tuple[list[tuple[int, ...]], list[list[int]]]:
        at_anchor: list[list[int]] = [[] for _ in self.prices.model.anchor_ids]
        for number in np.flatnonzero(places > 0).tolist():
            item, anchor = master.places[number]
            self._place(item, np.flatnonzero(self.classes.anchor_of == anchor).tolist(), int(places[number]), at_anchor)
        found = [
            items
            for number in np.flatnonzero(groups > 0).tolist()
            for _ in range(int(groups[number]))
            if (items := self._drawn(master.groups[number][0]))
        ]
        return found, at_anchor

    def _drawn(self, classes: tuple[int, ...]) -> tuple[int, ...]:
        if any(len(self.stock[number]) < classes.count(number) for number in classes):
            return ()
        return tuple(sorted(self.stock[number].pop() for number in classes))

    def _place(self, number: int, anchors: list[int], count: int, at_anchor: list[list[int]]) -> None:
        for anchor in anchors:
            while count and self.stock[number]:
                item = self.stock[number][-1]
                if not self.prices.fits_at(anchor, (*at_anchor[anchor], item)):
                    break
                at_anchor[anchor].append(self.stock[number].pop())
                count -= 1
