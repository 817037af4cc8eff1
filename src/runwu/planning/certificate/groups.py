"""List every possible new branch whose price under given duals stays below a limit, by exhaustive growth (枚举)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .ground import toll
from .view import FAR, Ints, View

Bools = npt.NDArray[np.bool_]
CHUNK = 20_000


@dataclass(frozen=True, eq=False)
class Priced:
    """Whole prices of a dual: per item, and per cut with the items it concerns (cuts, N)."""

    items: Ints
    prize: Ints
    touches: Bools
    fine: Ints
    odd: Bools

    def adjustment(self, groups: Ints) -> Ints:
        """Add fines and take off prizes of groups; shape (count, width), -1 fills up."""
        total = np.zeros(len(groups), dtype=np.int64)
        for start in range(0, len(groups), CHUNK):
            part = groups[start : start + CHUNK]
            total[start : start + CHUNK] = self._held(self.odd, part) // 2 @ self.fine
            total[start : start + CHUNK] -= np.minimum(self._held(self.touches, part), 1) @ self.prize
        return total

    def _held(self, cuts: Bools, groups: Ints) -> Ints:
        """Count the items that each group has of each cut."""
        padded = np.concatenate([cuts.T, np.zeros((1, len(cuts)), dtype=bool)]).astype(np.int8)
        counts = padded[groups[:, 0]].copy()
        for column in range(1, groups.shape[1]):
            counts += padded[groups[:, column]]
        return counts.astype(np.int64)

    def of(self, groups: Ints, costs: Ints) -> Ints:
        """Price groups: cost less the items' prices, with fines and prizes."""
        padded = np.concatenate([self.items, [0]])
        return np.asarray(costs - padded[groups].sum(axis=1) + self.adjustment(groups))


@dataclass(frozen=True, eq=False)
class Listed:
    """Groups within a limit, a row of items each (-1 fills up), their costs and prices; scaled alike."""

    groups: Ints
    costs: Ints
    prices: Ints


class Lister:
    """Grows groups host by host: each way to a host is priced once, and every subset within reach is considered."""

    def __init__(self, view: View, scale: int) -> None:
        self.view = view
        self.scale = scale
        limits = view.limits
        self.full = np.array([item.full for item in view.items], dtype=np.int64)
        self.size = np.array([len(item.units) for item in view.items], dtype=np.int64)
        self.members = np.array([item.members for item in view.items], dtype=np.int64)
        self.clash = view.clashes()
        self.joins = np.array(
            [not (item.leader or view.torn(i) or view.too_big(i)) for i, item in enumerate(view.items)], dtype=bool
        )
        self.width = max(limits.max_units, 1)
        self.hosts = list(self._hosts())

    def _hosts(self) -> Iterator[tuple[int, int, Ints]]:
        """Yield per possible host its item, the price of its own item there, and of every other item."""
        for number, item in enumerate(self.view.items):
            if not item.leader and not self.joins[number]:
                continue
            for unit in item.units:
                own = [toll(self.view.problem, other, unit) for other in item.units if other is not unit]
                if item.leader in (None, unit.id) and None not in own:
                    yield number, self.view.costs.branch + sum(price or 0 for price in own), self._ways(number, unit.id)

    def _ways(self, own: int, host: str) -> Ints:
        ways = np.full(len(self.view.items), FAR, dtype=np.int64)
        if self.view.items[own].leader:
            return ways
        unit = self.view.units[host]
        for other in np.flatnonzero(self.joins & ~self.clash[own]).tolist():
            tolls = [toll(self.view.problem, joiner, unit) for joiner in self.view.items[other].units]
            if other != own and None not in tolls:
                ways[other] = sum(price or 0 for price in tolls)
        return ways

    def list(self, priced: Priced, limit: int) -> Listed:
        """List all groups whose price is at most `limit`, the same group once per possible host."""
        shared = (priced.touches * priced.prize[:, None]).T.astype(np.int64) @ priced.touches.astype(np.int64)
        found = [part for host in self.hosts for part in self._grown(host, priced, shared, limit)]
        groups = np.concatenate([np.empty((0, self.width), dtype=np.int64), *(part.groups for part in found)])
        costs = np.concatenate([np.empty(0, dtype=np.int64), *(part.costs for part in found)])
        prices = np.concatenate([np.empty(0, dtype=np.int64), *(part.prices for part in found)])
        return Listed(groups, costs, prices)

    def _grown(self, host: tuple[int, int, Ints], priced: Priced, shared: Ints, limit: int) -> Iterator[Listed]:
        """Grow from one host: the next item's price, prizes taken in full, never lies above what it really adds."""
        own, base, ways = host
        near = np.flatnonzero(ways < FAR)
        gain = ways[near] * self.scale - priced.items[near] - shared.diagonal()[near] + shared[own, near]
        order = np.argsort(gain, kind="stable")
        near, gain = near[order], gain[order]
        groups = np.full((1, self.width), -1, dtype=np.int64)
        groups[0, 0] = own
        last, costs = np.array([-1]), np.array([base * self.scale])
        for count in range(1, self.width + 1):
            prices = priced.of(groups, costs)
            yield from self._legal(groups, costs, prices, limit)
            if count == self.width:
                return
            parents, picks = self._next(Listed(groups, costs, prices), last, gain, limit)
            groups, costs, last = groups[parents].copy(), costs[parents] + ways[near[picks]] * self.scale, picks
            groups[:, count] = near[picks]
            keep = self._compatible(groups, count)
            groups, costs, last = groups[keep], costs[keep], last[keep]
            if not len(groups):
                return

    def _legal(self, groups: Ints, costs: Ints, prices: Ints, limit: int) -> Iterator[Listed]:
        full = np.concatenate([self.full, [0]])[groups].sum(axis=1)
        three = np.where(full == self.view.limits.min_full, self.view.costs.three * self.scale, 0)
        good = (full >= self.view.limits.min_full) & (prices + three <= limit)
        if good.any():
            yield Listed(groups[good], (costs + three)[good], (prices + three)[good])

    def _next(self, grown: Listed, last: Ints, gain: Ints, limit: int) -> tuple[Ints, Ints]:
        """Pair every group with every later item from which the limit can still be reached."""
        savings = np.concatenate([[0], np.cumsum(np.minimum(gain, 0))])
        room = self.view.limits.max_units - np.concatenate([self.size, [0]])[grown.groups].sum(axis=1)
        parents, picks = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
        positions = np.arange(len(gain))
        for left in np.unique(room[room > 0]).tolist():
            ahead = savings[np.minimum(positions + left, len(gain))] - savings[np.minimum(positions + 1, len(gain))]
            rows = np.flatnonzero(room == left)
            ends = np.searchsorted(gain + ahead, limit - grown.prices[rows], side="right")
            counts = np.maximum(ends - last[rows] - 1, 0)
            parents.append(np.repeat(rows, counts))
            offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
            picks.append(np.repeat(last[rows] + 1, counts) + offsets)
        return np.concatenate(parents), np.concatenate(picks)

    def _compatible(self, groups: Ints, count: int) -> Bools:
        new, others = groups[:, count], groups[:, :count]
        units = np.concatenate([self.size, [0]])[groups].sum(axis=1)
        members = np.concatenate([self.members, [0]])[groups].sum(axis=1)
        limits = self.view.limits
        small = (units <= limits.max_units) & (members <= limits.max_members)
        return np.asarray(small & ~self.clash[new[:, None], others].any(axis=1))
