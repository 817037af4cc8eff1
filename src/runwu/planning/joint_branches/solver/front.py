"""Partial groups while they are priced, and the sorted candidates that may join them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .arrays import Bools, Floats, Ints

BATCH = 400_000


@dataclass(frozen=True, eq=False)
class Candidates:
    """Per host unit a segment start[h]:stop[h] of items with ascending price; `ahead` sums the negative ones."""

    item: Ints
    price: Floats
    start: Ints
    stop: Ints
    ahead: Floats


@dataclass(frozen=True, eq=False)
class Front:
    """Partial groups: host unit, last position in its segment, reduced cost so far, room left, items.

    `charge` is the part of the reduced cost that is no sum over items: fines, and prizes counted more than once.
    """

    host: Ints
    last: Ints
    total: Floats
    room: Ints
    members: Ints
    full: Ints
    charge: Floats
    items: Ints

    def __len__(self) -> int:
        return len(self.host)

    def take(self, chosen: Ints | Bools | slice) -> Front:
        """Select partial groups."""
        return Front(
            self.host[chosen], self.last[chosen], self.total[chosen], self.room[chosen],
            self.members[chosen], self.full[chosen], self.charge[chosen], self.items[chosen],
        )  # fmt: skip


def sorted_candidates(prices: Floats) -> Candidates:
    """Sort the reachable items of every host by price; prices has shape (hosts, items)."""
    order = np.argsort(prices, axis=1, kind="stable")
    ranked = np.take_along_axis(prices, order, axis=1)
    reachable = np.isfinite(ranked)
    counts = reachable.sum(axis=1)
    stop = np.cumsum(counts)
    price = ranked[reachable]
    ahead = np.concatenate([[0.0], np.cumsum(np.minimum(price, 0.0))])
    return Candidates(order[reachable].astype(np.int64), price, stop - counts, stop, ahead)


def batches(counts: Ints) -> list[slice]:
    """Cut partial groups into runs whose continuations stay within a batch of memory."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    marks = np.searchsorted(ends, np.arange(BATCH, total + BATCH, BATCH), side="left") + 1
    edges = np.unique(np.concatenate([[0], np.minimum(marks, len(counts))])).tolist()
    return [slice(a, b) for a, b in pairwise(edges) if counts[a:b].any()]


def stacked(fronts: list[Front]) -> Front:
    """Put partial groups of the same size one after the other."""
    return Front(*(np.concatenate([getattr(front, name) for front in fronts]) for name in Front.__dataclass_fields__))
