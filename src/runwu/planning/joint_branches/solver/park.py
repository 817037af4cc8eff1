"""Solve one park: a first plan, a bound from columns and cuts, and a proof where the limits allow one."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...certificate.values import ParkProof
from ..limits import Ended, Limits, Share
from .alike import classes_of
from .alike_master import AlikeMaster
from .alike_plan import whole_draft
from .closing import Closing, Snapshot, snapshot
from .columns import Columns
from .cuts import no_capacity_cuts, no_subset_cuts
from .draft import Draft, Prices
from .generation import Generation
from .master import Master
from .model import LARGE, ParkModel
from .points import Point
from .proofs import park_proof
from .quick import quick_bound
from .rival import Rival, drafted
from .rounding import surest
from .search import Search
from .tree import Node, Tree

SMALL_LIST = 8_000
TRIAL_NODES = 20
TRIAL_SECONDS = 5.0
TRIAL_EVERY = 4
EARLY_NODES = 60
ROUNDED = 3  # rounds per item that a rounded plan is improved
COOL = 0.04
MOST_KNOWN = 20_000
WHOLE_SHARE = 0.6  # of the time left, for whole numbers in large parks


@dataclass(frozen=True, slots=True)
class Start:
    """A first plan and what can be proven of it at once."""

    draft: Draft
    point: Point


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves a park's bound: prices for every possible group, and the tree of cases where one was needed.

    listed: the cost up to which plans are covered by what the cases choose from.
    """

    root: Point
    tree: Node | None = None
    listed: int = 0


@dataclass(frozen=True, slots=True)
class ParkOutcome:
    """What one park came to: a draft, its proven bound, why it ended, and how much work it took."""

    draft: Draft
    bound: int
    ended: Ended
    columns: int
    cuts: int
    nodes: int
    proof: ParkProof


class ParkSolver:
    """The state of one park's run; `best` and `bound` hold at any time."""

    def __init__(self, model: ParkModel, seed: int, limits: Limits) -> None:
        self.model = model
        self.limits = limits
        self.prices = Prices(model)
        self.seed = seed
        self.best = self.prices.draft((), [() for _ in model.anchor_ids])
        self.bound = 0
        self.proof: Proof | None = None
        self.nodes = 0
        self.generation: Generation | None = None
        self._search: Search | None = None

    def start(self, stop: Callable[[], bool], rival: Rival) -> Start:
        """Find a first good plan, from greedy insertion or from the rival, whichever is cheaper."""
        search = Search(self.prices, self.seed)
        draft = search.improve(
            min(search.first(), drafted(self.prices, rival), key=lambda draft: draft.cost),
            self.limits.rounds * self.model.count,
            stop,
        )
        start = Start(draft, quick_bound(self.prices, draft))
        self.take_start(start)
        return start

    def take_start(self, start: Start) -> None:
        """Go on from a first plan that was found elsewhere."""
        self.best = start.draft
        self._raise_bound(start.point)

    def run(self, share: Share, tell: Callable[[], None]) -> ParkOutcome:
        """Work until the plan is proven, the limits are reached or the share of time is over."""
        if not self._is_proven() and not share.stop():
            alike = self._prove_alike(share, tell)
            if not ((alike and self.model.count > LARGE) or self._is_proven() or share.stop()):
                self._prove(Generation(self.prices, share.left), share, tell)
        return self.outcome(share)

    def _prove_alike(self, share: Share, tell: Callable[[], None]) -> bool:
        """Solve over classes where many units are alike; False where they are not."""
        classes = classes_of(self.model)
        if classes is None:
            return False
        until = share.left() * (1 - WHOLE_SHARE) if math.isfinite(share.left()) else -math.inf
        master = AlikeMaster(self.model, classes, lambda: share.left() - until)
        for group in self.best.groups:
            master.add_group(tuple(sorted(classes.of[list(group)].tolist())), self.prices.legal_group(group))
        self._raise_bound(master.converge())
        tell()
        if len(master.shares) and not self._is_proven() and not share.stop():
            search = Search(self.prices, self.seed)
            seconds = share.left() * WHOLE_SHARE
            draft = whole_draft(self.prices, search, classes, master, seconds)
            self._take(search.improve(draft, self._rounds(), share.stop, heat=COOL))
            tell()
        return True

    def _rounds(self) -> int:
        return min(ROUNDED, self.limits.rounds) * self.model.count

    def outcome(self, share: Share) -> ParkOutcome:
        """Sum up what has been reached."""
        ended = Ended.PROVEN if self._is_proven() else Ended.LIMIT
        if ended is Ended.LIMIT and share.stop():
            ended = share.watch.reason()
        master = self.generation.master if self.generation else None
        columns = len(master.columns) if master else 0
        cuts = len(master.capacity) + len(master.subset) if master else 0
        return ParkOutcome(self.best, self.bound, ended, columns, cuts, self.nodes, self._proof(master))

    def _proof(self, master: Master | None) -> ParkProof:
        capacity = master.capacity if master else no_capacity_cuts(self.model)
        subset = master.subset if master else no_subset_cuts(self.model)
        proof = self.proof or Proof(quick_bound(self.prices, self.best))
        return park_proof(self.model, capacity, subset, proof.root, proof.tree, bound=self.bound, listed=proof.listed)

    def _is_proven(self) -> bool:
        return self.bound >= self.best.cost

    def _raise_bound(self, point: Point | None) -> None:
        if point is not None and (self.proof is None or point.bound > self.bound):
            self.bound, self.proof = point.bound, Proof(point)

    def _take(self, draft: Draft | None) -> None:
        if draft is not None and draft.cost < self.best.cost:
            self.best = draft
            if self.generation:
                self.generation.add_draft(draft)

    def _prove(self, generation: Generation, share: Share, tell: Callable[[], None]) -> None:
        self.generation = generation
        generation.add_draft(self.best)
        for number in range(self.limits.cut_rounds + 1):
            converged = generation.converge(share.stop)
            self._raise_bound(generation.point)
            tell()
            if self._is_proven() or not converged:
                return
            taken = snapshot(generation)
            self._try_rounded(generation, share)
            if number % TRIAL_EVERY == 0:
                self._try_known_columns(generation, taken, share)
            tell()
            if self.model.count > LARGE:
                return
            last = number == self.limits.cut_rounds or not generation.exact or not generation.cut()
            if (taken is not None and self._close(Closing(generation, taken), share, last=last)) or last:
                return

    def _try_rounded(self, generation: Generation, share: Share) -> None:
        """Take the groups that the fractional solution is surest of, insert the rest, and improve that."""
        if generation.solution is None:
            return
        search = self._search or Search(self.prices, self.seed)
        self._search = search
        draft = search.completed(*surest(self.prices, generation.master.columns, generation.solution))
        self._take(search.improve(draft, self._rounds(), share.stop, heat=COOL))

    def _try_known_columns(self, generation: Generation, taken: Snapshot | None, share: Share) -> None:
        """Choose among the columns known so far: not a proof, but often a better plan."""
        if taken is None:
            return
        spare = self.best.cost - taken.bound
        reduced = generation.column_prices()
        near = np.flatnonzero(reduced <= spare)
        near = np.sort(near[np.argsort(reduced[near], kind="stable")[:MOST_KNOWN]])
        known = generation.master.columns.take(near)
        patience = TRIAL_SECONDS if self.model.count <= LARGE else share.left() * WHOLE_SHARE
        seconds = min(share.left(), patience) if math.isfinite(share.left()) else math.inf
        outcome = Closing(generation, taken).choose(known, spare, nodes=TRIAL_NODES, seconds=seconds)
        self.nodes += outcome.nodes
        self._take(outcome.draft)

    def _close(self, closing: Closing, share: Share, *, last: bool) -> bool:
        """Find the best of the listed groups and prove it by cases; only the last try takes long lists."""
        spare = self.best.cost - 1 - closing.taken.bound
        if not last:
            columns = closing.list_below(spare, SMALL_LIST)
            listed = None if columns is None else (columns, spare)
        else:
            listed = closing.list_widest(spare, self.limits.columns)
        if listed is None:
            return False
        nodes = self.limits.nodes if last else EARLY_NODES
        outcome = closing.choose(*listed, nodes=nodes, seconds=share.left())
        self.nodes += outcome.nodes
        self._take(outcome.draft)
        if last or outcome.finished:
            self._prove_by_cases(closing, listed, share)
        return last or outcome.finished

    def _prove_by_cases(self, closing: Closing, listed: tuple[Columns, float], share: Share) -> None:
        columns, spare = listed
        reached = math.floor(closing.taken.bound + spare) + 1
        upper = min(round(self.best.cost), reached)
        narrow = closing.list_below(upper - 1 - closing.taken.bound, self.limits.columns)
        choices = closing.choices(columns if narrow is None else narrow, spare)
        tree = Tree(closing.generation, choices, upper, share.stop)
        bound = tree.run(self.limits.cases)
        self.nodes += tree.nodes
        self._take(tree.best)
        bound = min(bound, upper, round(self.best.cost))
        if bound > self.bound and tree.root is not None:
            self.bound, self.proof = bound, Proof(closing.taken.point, tree.root, upper - 1)
