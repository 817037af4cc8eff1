"""Dual prices, and what a set of items is worth under them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Bytes, Floats, Ints

CHUNK = 40_000


@dataclass(frozen=True, eq=False)
class Duals:
    """Prices from the master. worth (N): of covering an item.

    capacity (N + 1, cuts) with prize (cuts ≥ 0): a group touching the cut's items earns the prize once.
    subset (N + 1, cuts) with fine (cuts ≥ 0): a group pays the fine for every pair that it holds of the cut's items.
    The last row of both is empty, for the blanks of Columns.
    """

    worth: Floats
    capacity: Bytes
    prize: Floats
    subset: Bytes
    fine: Floats

    def prizes(self) -> Floats:
        """Add up per item the prizes of all cuts it touches."""
        return self.capacity[:-1].astype(np.float64) @ self.prize

    def shared_prizes(self) -> Floats:
        """Add up per pair of items the prizes of cuts that hold both."""
        touched = self.capacity[:-1].astype(np.float64)
        return (touched * self.prize) @ touched.T

    def surcharge(self, items: Ints) -> Floats:
        """Correct sums of single prizes: fines due, and prizes counted more than once. items: (count, width)."""
        total = np.zeros(len(items))
        if not len(self.fine) and not len(self.prize):
            return total
        for start in range(0, len(items), CHUNK):
            part = slice(start, start + CHUNK)
            total[part] = self._fines(items[part]) + self._double_prizes(items[part])
        return total

    def _fines(self, items: Ints) -> Floats:
        return (_counts(self.subset, items) // 2).astype(np.float64) @ self.fine

    def _double_prizes(self, items: Ints) -> Floats:
        counts = _counts(self.capacity, items)
        return (counts - np.minimum(counts, 1)).astype(np.float64) @ self.prize


def _counts(incidence: Bytes, items: Ints) -> Bytes:
    counts = incidence[items[:, 0]].copy()
    for place in range(1, items.shape[1]):
        counts += incidence[items[:, place]]
    return counts
