"""Write a park's proof in ids, so that others can check it (证书)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...certificate.values import CapacityCut, Case, Dual, ParkProof, Placed, SubsetCut, Together
from .arrays import Bytes
from .cuts import CapacityCuts, SubsetCuts
from .listing import Question
from .model import ParkModel
from .points import Point
from .tree import Node


def park_proof(
    model: ParkModel,
    capacity: CapacityCuts,
    subset: SubsetCuts,
    root: Point,
    tree: Node | None,
    *,
    bound: int,
    listed: int,
) -> ParkProof:
    """Name the cuts that bear a price, the root's prices and the cases."""
    return _Writer(model, capacity, subset, [root, *_leaves(tree)]).write(root, tree, bound, listed)


def _leaves(node: Node | None) -> Iterator[Point]:
    if node is None:
        return
    if node.yes is None or node.no is None:
        yield node.point
    else:
        yield from _leaves(node.yes)
        yield from _leaves(node.no)


class _Writer:
    def __init__(self, model: ParkModel, capacity: CapacityCuts, subset: SubsetCuts, points: list[Point]) -> None:
        self.model = model
        self.capacity = capacity
        self.subset = subset
        self.prizes = sorted({number for point in points for number in np.flatnonzero(point.prize).tolist()})
        self.fines = sorted({number for point in points for number in np.flatnonzero(point.fine).tolist()})
        self.prize_number = {number: place for place, number in enumerate(self.prizes)}
        self.fine_number = {number: place for place, number in enumerate(self.fines)}

    def write(self, root: Point, tree: Node | None, bound: int, listed: int) -> ParkProof:
        return ParkProof(
            park=self.model.park,
            bound=bound,
            capacity=tuple(self._capacity_cut(number) for number in self.prizes),
            subset=tuple(SubsetCut(self._firsts(self.subset.touches[:-1, number])) for number in self.fines),
            root=self._dual(root),
            cases=None if tree is None else self._node(tree),
            listed=None if tree is None else listed,
        )

    def _capacity_cut(self, number: int) -> CapacityCut:
        measure = self.capacity.by_members[number]
        closed = np.flatnonzero(self.capacity.closed[number]).tolist()
        return CapacityCut(
            measure="members" if measure else "units",
            units=self._firsts(self.capacity.touches[:-1, number]),
            closed=tuple(self.model.anchor_ids[anchor] for anchor in closed),
        )

    def _firsts(self, touches: Bytes) -> tuple[str, ...]:
        return tuple(self._first(item) for item in np.flatnonzero(touches).tolist())

    def _first(self, item: int) -> str:
        return self.model.unit_ids[self.model.items[item][0]]

    def _dual(self, point: Point) -> Dual:
        prizes = [
            (self.prize_number[number], int(point.prize[number])) for number in np.flatnonzero(point.prize).tolist()
        ]
        fines = [(self.fine_number[number], int(point.fine[number])) for number in np.flatnonzero(point.fine).tolist()]
        anchors = self.model.anchor_ids
        return Dual(
            units=tuple((self._first(item), price) for item, price in enumerate(point.worth.tolist()) if price),
            capacity=tuple(prizes),
            subset=tuple(fines),
            room_units=tuple((anchors[k], price) for k, price in enumerate(point.units.tolist()) if price),
            room_members=tuple((anchors[k], price) for k, price in enumerate(point.members.tolist()) if price),
            apart=tuple((self._first(a), self._first(b), anchors[k], p) for (a, b, k), p in point.apart.items() if p),
        )

    def _node(self, node: Node) -> Case | Dual:
        if node.question is None or node.yes is None or node.no is None:
            return self._dual(node.point)
        return Case(self._question(node.question), self._node(node.yes), self._node(node.no))

    def _question(self, question: Question) -> Together | Placed:
        if question.kind == "pair":
            return Together(self._first(question.a), self._first(question.b))
        return Placed(self._first(question.a), None if question.b < 0 else self.model.anchor_ids[question.b])
