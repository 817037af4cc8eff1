"""Check the proof of one park's bound: every price is recomputed, every possible group priced (逐园核验)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .groups import Bools, Listed, Lister, Priced
from .values import SCALE, CapacityCut, Case, Dual, ParkProof, Placed, SubsetCut, Together
from .view import Ints, View


class ProofError(ValueError):
    """A proof that does not hold; the message says where."""


@dataclass(frozen=True, eq=False)
class Cut:
    """A capacity cut worked out: its items (N), their weights, the closed anchors, the factor and the need."""

    touches: Bools
    weights: Ints
    closed: frozenset[int]
    residue: int
    need: int


@dataclass(frozen=True, eq=False)
class Open:
    """What a case leaves: masks over listed groups and items left, and the places still allowed."""

    groups: Bools
    left: Bools
    places: frozenset[tuple[int, int]]


def check_park(view: View, proof: ParkProof) -> None:
    """Raise ProofError unless no legal plan of the park costs less than the proof's bound."""
    _Check(view, proof).run()


class _Check:
    def __init__(self, view: View, proof: ParkProof) -> None:
        self.view = view
        self.proof = proof
        self.count = len(view.items)
        self.left = view.left_prices()
        self.places = view.anchor_prices()
        self.cuts = [self._capacity(cut) for cut in proof.capacity]
        self.odd = np.array([self._odd(cut) for cut in proof.subset], dtype=bool).reshape(len(proof.subset), self.count)

    def run(self) -> None:
        target = (self.proof.bound - self.view.fixed_cost() - 1) * SCALE
        root, value = self._priced(self.proof.root), self._value(self.proof.root)
        if value <= target:  # asked before anything is listed: of many alike items far too much would be
            self._needs_cases()
        listed = Lister(self.view, SCALE).list(root, max(-1, target - value))
        left, places = self._reduced_left(self.proof.root), self._reduced_places(self.proof.root)
        if min([0, *listed.prices.tolist(), *left.values(), *places.values()]) < 0:
            raise ProofError("a group or place is priced below zero")
        if value > target or self.proof.cases is None:
            return
        spare = target - value
        near = np.array([left.get(item, spare + 1) <= spare for item in range(self.count)], dtype=bool)
        within = frozenset(place for place, price in places.items() if price <= spare)
        everything = np.ones(len(listed.groups), dtype=bool)
        self._cases(self.proof.cases, listed, Open(everything, near, within), target)

    def _needs_cases(self) -> None:
        if self.proof.cases is None:
            raise ProofError("the prices do not reach the bound")
        if self.proof.listed is None or self.proof.bound > self.proof.listed + 1:
            raise ProofError("the cases do not cover every plan below the bound")

    def _item(self, unit: str) -> int:
        if unit not in self.view.item_of:
            raise ProofError(f"{unit} is not open in this park")
        return self.view.item_of[unit]

    def _anchor(self, host: str) -> int:
        if host not in self.view.anchor_number:
            raise ProofError(f"{host} takes nobody in")
        return self.view.anchor_number[host]

    def _mask(self, units: tuple[str, ...]) -> Bools:
        mask = np.zeros(self.count, dtype=bool)
        mask[[self._item(unit) for unit in units]] = True
        return mask

    def _capacity(self, cut: CapacityCut) -> Cut:
        """Derive the cut anew: whoever is not left and not at a closed anchor needs room in a new branch or elsewhere."""
        touches, closed = self._mask(cut.units), frozenset(self._anchor(host) for host in cut.closed)
        limits, by_units = self.view.limits, cut.measure == "units"
        limit = limits.max_units if by_units else limits.max_members
        sizes = [len(item.units) if by_units else item.members for item in self.view.items]
        weights = np.minimum(np.array(sizes, dtype=np.int64), limit) * touches
        anchors = [self.view.anchors[number] for number in closed]
        room = sum(anchor.room_units if by_units else anchor.room_members for anchor in anchors)
        needed = int(weights.sum()) - room
        need = -(-needed // limit)
        return Cut(touches, weights, closed, needed - limit * (need - 1), max(need, 0))

    def _odd(self, cut: SubsetCut) -> Bools:
        mask = self._mask(cut.units)
        if mask.sum() % 2 == 0:
            raise ProofError("a subset cut over an even number of items")
        return mask

    def _vector(self, entries: tuple[tuple[int, int], ...], count: int) -> Ints:
        vector = np.zeros(count, dtype=np.int64)
        for number, price in entries:
            if not 0 <= number < count or price < 0:
                raise ProofError("a cut with a price below zero")
            vector[number] = price
        return vector

    def _priced(self, dual: Dual) -> Priced:
        items = np.zeros(self.count, dtype=np.int64)
        for unit, price in dual.units:
            items[self._item(unit)] = price
        prize, fine = self._vector(dual.capacity, len(self.cuts)), self._vector(dual.subset, len(self.odd))
        residues = np.array([cut.residue for cut in self.cuts], dtype=np.int64)
        touches = np.array([cut.touches for cut in self.cuts], dtype=bool).reshape(len(self.cuts), self.count)
        used, fined = prize > 0, fine > 0
        return Priced(items, (prize * residues)[used], touches[used], fine[fined], self.odd[fined])

    def _value(self, dual: Dual) -> int:
        """Add up what the prices prove: units and needs, less fines and the room of anchors."""
        rents = [price for _, price in (*dual.room_units, *dual.room_members)]
        if min([*rents, *(price for _, _, _, price in dual.apart)], default=0) < 0:
            raise ProofError("a row with a price below zero")
        anchors = self.view.anchors
        units = {self._item(unit): price for unit, price in dual.units}
        value = sum(units.values()) - sum(
            int(self.odd[cut].sum() // 2) * price for cut, price in dict(dual.subset).items()
        )
        value += sum(self.cuts[cut].residue * self.cuts[cut].need * price for cut, price in dict(dual.capacity).items())
        value -= sum(anchors[self._anchor(host)].room_units * price for host, price in dual.room_units)
        value -= sum(anchors[self._anchor(host)].room_members * price for host, price in dual.room_members)
        return value - sum(price for *_, price in dual.apart)

    def _covers(self, dual: Dual, item: int, anchor: int | None) -> int:
        """Add the prizes that an item earns where it stands, left (None) or at an anchor."""
        return sum(
            int(self.cuts[cut].weights[item]) * price
            for cut, price in dict(dual.capacity).items()
            if anchor not in self.cuts[cut].closed
        )

    def _reduced_left(self, dual: Dual) -> dict[int, int]:
        units = {self._item(unit): price for unit, price in dual.units}
        return {
            item: price * SCALE - units.get(item, 0) - self._covers(dual, item, None)
            for item, price in enumerate(self.left)
            if price is not None
        }

    def _reduced_places(self, dual: Dual) -> dict[tuple[int, int], int]:
        units = {self._item(unit): price for unit, price in dual.units}
        room_units = {self._anchor(host): price for host, price in dual.room_units}
        room_members = {self._anchor(host): price for host, price in dual.room_members}
        prices = {}
        for (item, anchor), cost in self.places.items():
            size, members = len(self.view.items[item].units), self.view.items[item].members
            rent = size * room_units.get(anchor, 0) + members * room_members.get(anchor, 0)
            price = cost * SCALE + rent - units.get(item, 0) - self._covers(dual, item, anchor)
            prices[item, anchor] = price + self._kept_apart(dual, item, anchor)
        return prices

    def _kept_apart(self, dual: Dual, item: int, anchor: int) -> int:
        total = 0
        for a, b, host, price in dual.apart:
            if not self.clash[self._item(a), self._item(b)]:
                raise ProofError(f"{a} and {b} need not stay apart")
            concerned = item in (self._item(a), self._item(b)) and anchor == self._anchor(host)
            total += price if concerned else 0
        return total

    @property
    def clash(self) -> Bools:
        """Mark items that must not meet."""
        if not hasattr(self, "_clash"):
            self._clash = self.view.clashes()
        return self._clash

    def _cases(self, node: Case | Dual, listed: Listed, left: Open, target: int) -> None:
        if isinstance(node, Dual):
            self._leaf(node, listed, left, target)
            return
        yes, no = self._answers(node.question, listed, left)
        self._cases(node.yes, listed, yes, target)
        self._cases(node.no, listed, no, target)

    def _answers(self, question: Together | Placed, listed: Listed, now: Open) -> tuple[Open, Open]:
        if isinstance(question, Together):
            a, b = self._item(question.a), self._item(question.b)
            holds_a, holds_b = (listed.groups == a).any(axis=1), (listed.groups == b).any(axis=1)
            out = frozenset(place for place in now.places if place[0] not in (a, b))
            stays = now.left.copy()
            stays[[a, b]] = False
            yes = Open(now.groups & (holds_a == holds_b), stays, out)
            return yes, Open(now.groups & ~(holds_a & holds_b), now.left, now.places)
        return self._placed(question, listed, now)

    def _placed(self, question: Placed, listed: Listed, now: Open) -> tuple[Open, Open]:
        item = self._item(question.unit)
        anchor = None if question.host is None else self._anchor(question.host)
        holds = (listed.groups == item).any(axis=1)
        elsewhere = frozenset(place for place in now.places if place[0] != item or place[1] == anchor)
        others = frozenset(place for place in now.places if place != (item, anchor))
        gone, kept = now.left.copy(), now.left.copy()
        if anchor is None:
            kept[item] = False
        else:
            gone[item] = False
        return Open(now.groups & ~holds, gone, elsewhere), Open(now.groups, kept, others)

    def _leaf(self, dual: Dual, listed: Listed, left: Open, target: int) -> None:
        groups, costs = listed.groups[left.groups], listed.costs[left.groups]
        prices = self._priced(dual).of(groups, costs)
        staying = [price for item, price in self._reduced_left(dual).items() if left.left[item]]
        placed = [price for place, price in self._reduced_places(dual).items() if place in left.places]
        if min([0, *prices.tolist(), *staying, *placed]) < 0:
            raise ProofError("a case prices a group or place below zero")
        if self._value(dual) <= target:
            raise ProofError("a case does not reach the bound")
