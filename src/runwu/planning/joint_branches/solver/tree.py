"""Close the last gap by cases: each is proven by dual prices over the choices that a better plan could use (分情形证明)."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from .arrays import Floats
from .draft import Draft
from .generation import Generation
from .listing import Allowed, Decision, Listing, Question
from .master import Fractional, TimeOver
from .partition import Choices
from .points import Point, lowered, whole_point
from .subset_rows import SUPPORT, incidence

PRICED_AT_ONCE = 80
CUTS_PER_CASE = 1
CUTS_AT_FIRST = 30
BELOW = -1e-6
WHOLE = 1e-5
STRONG = 5


@dataclass(eq=False)
class Node:
    """One case: its decisions, the proof of its bound, and, once split, its question and both answers."""

    decisions: tuple[Decision, ...]
    point: Point
    solution: Fractional | None = None
    question: Question | None = None
    yes: Node | None = None
    no: Node | None = None


@dataclass(eq=False)
class Tree:
    """Best-first search over cases. `upper` is the cost to beat; `best` holds a cheaper draft once one is found."""

    generation: Generation
    choices: Choices
    upper: int
    stop: Callable[[], bool]
    best: Draft | None = None
    nodes: int = 0
    root: Node | None = None
    open: list[tuple[int, int, Node]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.model = self.generation.model
        self.master = self.generation.master
        self.listing = Listing(self.model, self.choices)
        self.keys = [row.tobytes() for row in self.listing.columns.items]

    def run(self, most: int) -> int:
        """Work through at most `most` cases; returns the bound that all of them prove together."""
        try:
            self.root = self._case((), CUTS_AT_FIRST)
            while self.open and self.nodes < most and not self.stop():
                _, _, node = heapq.heappop(self.open)
                if self._needs_work(node):
                    self._split(node)
        except TimeOver:
            pass
        finally:
            self.master.release()
        return 0 if self.root is None else self._bound(self.root)

    def _bound(self, node: Node) -> int:
        if node.yes is None or node.no is None:
            return node.point.bound
        return min(self._bound(node.yes), self._bound(node.no))

    def _needs_work(self, node: Node) -> bool:
        return node.point.bound < self.upper

    def _split(self, node: Node) -> None:
        question = None if node.solution is None else self._question(node.decisions, node.solution)
        if question is None:
            return
        node.question, node.solution = question, None
        node.yes = self._case((*node.decisions, (question, True)), CUTS_PER_CASE)
        node.no = self._case((*node.decisions, (question, False)), CUTS_PER_CASE)

    def _case(self, decisions: tuple[Decision, ...], cuts: int) -> Node:
        """Solve one case, with a few rounds of cuts while they help."""
        allowed = self.listing.allowed(decisions)
        node = self._solved(decisions, allowed)
        for _ in range(cuts):
            if not self._needs_work(node) or node.solution is None or self.stop() or not self._cut(node.solution):
                break
            before, node = node, self._solved(decisions, allowed)
            if node.point.value < before.point.value:
                node = before
                break
        self.nodes += 1
        if self._needs_work(node):
            heapq.heappush(self.open, (node.point.value, self.nodes, node))
        return node

    def _cut(self, solution: Fractional) -> int:
        self.generation.solution = solution
        return self.generation.cut_subsets(solution, odd=True) if self.root else self.generation.cut()

    def _solved(self, decisions: tuple[Decision, ...], allowed: Allowed) -> Node:
        self._restrict(allowed)
        while True:
            self.master.value()
            prices = self.listing.reduced(self.master, self.master.duals())
            reduced = np.where(allowed.groups, prices, np.inf)
            worst = np.argsort(reduced, kind="stable")[:PRICED_AT_ONCE]
            worst = worst[reduced[worst] < BELOW]
            if not len(worst) or not self.master.add_columns(self.listing.columns.take(np.sort(worst))):
                break
        solution = self.master.fractional()
        self._note(solution)
        return Node(decisions, self._proof(allowed), solution)

    def _restrict(self, allowed: Allowed) -> None:
        known = [self.master.known.get(key, -1) for key, may in zip(self.keys, allowed.groups, strict=True) if may]
        numbers = np.array([number for number in known if number >= 0], dtype=np.int64)
        self.master.restrict(numbers, allowed.left, allowed.places)

    def _proof(self, allowed: Allowed) -> Point:
        """Round the duals and lower them until no listed group of this case is priced below zero."""
        capacity, duals, rooms = self.master.capacity, self.master.duals(), self.master.room_duals()
        point = whole_point(self.model, capacity, duals, rooms, left=allowed.left, places=allowed.places)
        least = int(self.listing.exact(self.master, point)[allowed.groups].min(initial=0))
        return lowered(point, -least)

    def _note(self, solution: Fractional) -> None:
        """Keep a whole solution as a draft when it is cheaper."""
        groups = solution.groups
        values = (groups, solution.left, solution.at_anchor)
        if max(float(np.minimum(np.abs(v), np.abs(1 - v)).max(initial=0.0)) for v in values) > WHOLE:
            return
        columns = self.master.columns
        chosen = [columns.group(number) for number in np.flatnonzero(groups > 0.5).tolist()]
        anchored = [np.flatnonzero(column > 0.5).tolist() for column in solution.at_anchor.T]
        draft = self.generation.prices.draft(chosen, anchored)
        if draft.cost < self.upper:
            self.upper, self.best = round(draft.cost), draft

    def _question(self, decisions: tuple[Decision, ...], solution: Fractional) -> Question | None:
        """Ask what raises the bound most among what the fractional solution is least sure of."""
        together = _pairs_in_doubt(self._together(solution))
        placed = _places_in_doubt(solution)
        ranked = sorted([*together, *placed], key=lambda found: (-round(found[0], 6), found[1].kind, found[1].a))
        asked = [question for _, question in ranked[:STRONG]]
        if len(asked) < 2:
            return asked[0] if asked else None
        return max(asked, key=lambda question: self._promise(decisions, question))

    def _promise(self, decisions: tuple[Decision, ...], question: Question) -> tuple[float, float]:
        """Estimate what a question brings: the lower and the higher value of its answers over the known groups."""
        values = []
        for answer in (True, False):
            self._restrict(self.listing.allowed((*decisions, (question, answer))))
            values.append(min(self.master.value(), float(self.upper)))
        return round(min(values), 3), round(max(values), 3)

    def _together(self, solution: Fractional) -> Floats:
        used = np.flatnonzero(solution.groups > SUPPORT)
        holds = incidence(self.master.columns.take(used), self.model.count)
        return np.asarray((holds * solution.groups[used][:, None]).T @ holds)


def _pairs_in_doubt(together: Floats) -> list[tuple[float, Question]]:
    doubt = np.triu(np.minimum(together, 1.0 - together), k=1)
    order = np.argsort(-doubt, axis=None, kind="stable")[:STRONG]
    places = [np.unravel_index(place, doubt.shape) for place in order.tolist()]
    return [(float(doubt[a, b]), Question("pair", int(a), int(b))) for a, b in places if doubt[a, b] > WHOLE]


def _places_in_doubt(solution: Fractional) -> list[tuple[float, Question]]:
    shares = np.concatenate([solution.left[:, None], solution.at_anchor], axis=1)
    doubt = np.minimum(shares, 1.0 - shares)
    order = np.argsort(-doubt, axis=None, kind="stable")[:STRONG]
    places = [np.unravel_index(place, doubt.shape) for place in order.tolist()]
    return [(float(doubt[i, k]), Question("place", int(i), int(k) - 1)) for i, k in places if doubt[i, k] > WHOLE]
