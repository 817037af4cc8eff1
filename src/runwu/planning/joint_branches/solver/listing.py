"""The choices that a better plan could still use, with their incidence in items and cuts (余下的选择)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...certificate.values import SCALE
from .arrays import Bools, Bytes, Floats, Ints
from .columns import Columns
from .duals import Duals
from .master import Master
from .model import ParkModel
from .partition import Choices
from .points import Point


@dataclass(frozen=True, slots=True)
class Question:
    """Whether two items share a new group (kind pair), or whether an item stands at an anchor, or (-1) is left."""

    kind: str
    a: int
    b: int


Decision = tuple[Question, bool]


@dataclass(frozen=True, eq=False)
class Allowed:
    """What one case allows: masks over the listed groups, items left, and places."""

    groups: Bools
    left: Bools
    places: Bools


class Listing:
    """All choices within the spare of a root proof."""

    def __init__(self, model: ParkModel, choices: Choices) -> None:
        self.model = model
        self.columns: Columns = choices.columns
        self.left = np.zeros(model.count, dtype=bool)
        self.left[choices.left] = True
        self.places = np.zeros((model.count, len(model.anchor_ids)), dtype=bool)
        self.places[choices.places[:, 0], choices.places[:, 1]] = True
        self._items: Any = _one_hot(self.columns, model.count)
        self._capacity: Any = self._items[:, :0]
        self._subset: Any = self._items[:, :0]

    def allowed(self, decisions: tuple[Decision, ...]) -> Allowed:
        """Work out what a case leaves of the list."""
        groups = np.ones(len(self.columns), dtype=bool)
        left, places = self.left.copy(), self.places.copy()
        for question, answer in decisions:
            if question.kind == "pair":
                self._pair(question, answer, groups, left, places)
            else:
                self._place(question, answer, groups, left, places)
        return Allowed(groups, left, places)

    def _holds(self, item: int) -> Bools:
        return np.asarray((self.columns.items == item).any(axis=1))

    def _pair(self, question: Question, answer: bool, groups: Bools, left: Bools, places: Bools) -> None:
        a, b = self._holds(question.a), self._holds(question.b)
        if answer:
            groups &= a == b
            left[[question.a, question.b]] = False
            places[[question.a, question.b]] = False
        else:
            groups &= ~(a & b)

    def _place(self, question: Question, answer: bool, groups: Bools, left: Bools, places: Bools) -> None:
        item, anchor = question.a, question.b
        if not answer:
            if anchor < 0:
                left[item] = False
            else:
                places[item, anchor] = False
            return
        groups &= ~self._holds(item)
        left[item] = left[item] and anchor < 0
        places[item] &= np.arange(places.shape[1]) == anchor

    def incidence(self, master: Master) -> Any:
        """Return the sparse incidence of the groups: items, capacity cuts, subset cuts."""
        from scipy.sparse import hstack

        self._capacity = self._extended(self._capacity, master.capacity.touches, pairs=False)
        self._subset = self._extended(self._subset, master.subset.touches, pairs=True)
        return hstack([self._items, self._capacity, self._subset], format="csr")

    def _extended(self, known: Any, touches: Bytes, *, pairs: bool) -> Any:
        """Append the cuts that came since: a group counts once when it touches the items, or once per pair of them."""
        from scipy.sparse import csr_matrix, hstack

        first = known.shape[1]
        if first == touches.shape[1]:
            return known
        counts = self._items @ csr_matrix(touches[:-1, first:].astype(np.int64))
        counts.data = counts.data // 2 if pairs else np.minimum(counts.data, 1)
        counts.eliminate_zeros()
        return hstack([known, counts], format="csr")

    def reduced(self, master: Master, duals: Duals) -> Floats:
        """Price every listed group under duals."""
        prices = np.concatenate([duals.worth, duals.prize, -duals.fine])
        return np.asarray(self.columns.costs - self.incidence(master) @ prices)

    def exact(self, master: Master, point: Point) -> Ints:
        """Price every listed group under whole prices."""
        prize = point.prize * np.rint(master.capacity.residue).astype(np.int64)
        prices = np.concatenate([point.worth, prize, -point.fine])
        costs = np.rint(self.columns.costs).astype(np.int64) * SCALE
        return np.asarray(costs - self.incidence(master) @ prices)


def _one_hot(columns: Columns, count: int) -> Any:
    from scipy.sparse import csr_matrix

    row, place = np.nonzero(columns.items < count)
    values = np.ones(len(row), dtype=np.int64)
    return csr_matrix((values, (row, columns.items[row, place])), shape=(len(columns), count))
