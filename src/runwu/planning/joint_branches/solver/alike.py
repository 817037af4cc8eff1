"""Units that nobody can tell apart, as classes: many on one spot become few rows (同类合并).

Prices that are equal within a class lose nothing: of two sets of optimal prices that exchange twins, the mean is optimal
too. So the linear program needs one row per class, and pricing only as many twins as one group could hold.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from .arrays import Floats, Ints
from .columns import Columns
from .model import ParkModel, restricted


@dataclass(frozen=True, eq=False)
class Classes:
    """Classes of items and of anchors, and the park with as many twins of each as a group could hold.

    of (N): class of an item; counts (C); small: the park of those kept; small_of: their classes.
    anchor_of (K): class of an anchor; anchors: one anchor of each class; anchor_counts: how many there are.
    """

    of: Ints
    counts: Ints
    small: ParkModel
    small_of: Ints
    anchor_of: Ints
    anchors: Ints
    anchor_counts: Ints

    @cached_property
    def first(self) -> Ints:
        """Number, per class, its first item in the small park."""
        return np.searchsorted(self.small_of, np.arange(len(self.counts)))

    @cached_property
    def costs_at(self) -> Floats:
        """Price one item of each class at one anchor of each class, shape (C, anchors)."""
        return np.asarray(self.small.anchor_cost[np.ix_(self.first, self.anchors)])

    def multiset(self, columns: Columns, number: int) -> tuple[int, ...]:
        """Read a column of the small park as classes, ascending."""
        return tuple(sorted(self.small_of[list(columns.group(number))].tolist()))


def classes_of(model: ParkModel) -> Classes | None:
    """Find the classes of a park; None where too few are alike."""
    if not model.is_repetitive:
        return None
    _, of, counts = np.unique(model.alike, return_inverse=True, return_counts=True)
    order = np.argsort(of, kind="stable")
    starts = np.repeat(np.cumsum(counts) - counts, counts)
    kept = order[np.arange(len(order)) - starts < max(model.parameters.max_units, 1)]
    small = restricted(model, kept)
    leads = np.ones(small.count, dtype=bool)
    leads[1:] = of[kept][1:] != of[kept][:-1]
    base = np.where(leads[small.item_of], small.base, np.inf)
    anchor_of, anchors, anchor_counts = _anchors(small)
    return Classes(of.astype(np.int64), counts, replace(small, base=base), of[kept], anchor_of, anchors, anchor_counts)


def _anchors(small: ParkModel) -> tuple[Ints, Ints, Ints]:
    """Gather the anchors that cost everybody the same and have the same room, as far as it could ever be filled."""
    numbers: dict[bytes, int] = {}
    members = np.minimum(small.room_members, small.room_units * small.members.max(initial=0))
    rows = np.concatenate([small.anchor_cost, small.room_units[None, :], members[None, :]]).T
    of = np.array([numbers.setdefault(row.tobytes(), len(numbers)) for row in rows], dtype=np.int64)
    _, first, counts = np.unique(of, return_index=True, return_counts=True) if len(of) else (of, of, of)
    return of, first.astype(np.int64), counts.astype(np.int64)
