"""Columns: possible new joint branches, one row of items each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Bools, Bytes, Floats, Ints


@dataclass(frozen=True, eq=False)
class Columns:
    """Possible groups. items (count, width): ascending item numbers, filled up with `blank`; hosts and costs (count).

    `blank` is the number of items, so that arrays with one spare row can be indexed without a mask.
    """

    items: Ints
    hosts: Ints
    costs: Floats
    blank: int

    def __len__(self) -> int:
        return len(self.hosts)

    def take(self, chosen: Ints | Bools) -> Columns:
        """Select columns by number or mask."""
        return Columns(self.items[chosen], self.hosts[chosen], self.costs[chosen], self.blank)

    def group(self, number: int) -> tuple[int, ...]:
        """Read one column as a tuple of items."""
        return tuple(item for item in self.items[number].tolist() if item != self.blank)

    def counts(self, weights: Ints | Floats | Bytes) -> Floats:
        """Add a weight per item (a vector with one spare entry, or a matrix with one spare row) over each column."""
        total: Floats = weights[self.items[:, 0]].astype(np.float64)
        for place in range(1, self.items.shape[1]):
            total += weights[self.items[:, place]]
        return total


def no_columns(blank: int, width: int) -> Columns:
    """Return the empty set of columns."""
    return Columns(np.empty((0, width), dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0), blank)


def make_columns(groups: list[tuple[tuple[int, ...], int, float]], blank: int, width: int) -> Columns:
    """Build columns from (items, host, cost)."""
    rows = [(*sorted(items), *[blank] * (width - len(items))) for items, _, _ in groups]
    items = np.array(rows, dtype=np.int64).reshape(-1, width)
    hosts = np.array([host for _, host, _ in groups], dtype=np.int64)
    return Columns(items, hosts, np.array([cost for _, _, cost in groups], dtype=np.float64), blank)


def joined(parts: list[Columns]) -> Columns:
    """Put several sets of columns one after the other."""
    return Columns(
        np.concatenate([part.items for part in parts]),
        np.concatenate([part.hosts for part in parts]),
        np.concatenate([part.costs for part in parts]),
        parts[0].blank,
    )


def cheapest_of_each(columns: Columns) -> Ints:
    """Number the columns that are the cheapest of their set of items (lowest host on ties), in order of items."""
    if not len(columns):
        return np.empty(0, dtype=np.int64)
    keys = [columns.hosts, columns.costs, *columns.items.T[::-1]]
    order = np.lexsort(keys)
    ranked = columns.items[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (ranked[1:] != ranked[:-1]).any(axis=1)
    return order[first]
