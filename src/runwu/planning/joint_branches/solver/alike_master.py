"""The linear program over classes of alike units, grown column by column (同类合并的线性规划)."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import numpy as np

from .alike import Classes
from .arrays import Floats, Ints
from .columns import Columns
from .cuts import no_capacity_cuts, no_subset_cuts
from .duals import Duals
from .generation import BELOW, EXACT_LIMIT, FEW, QUICK_LIMIT
from .master import WITHOUT_PRESOLVE, TimeOver, solve_within
from .model import ParkModel
from .points import Point, Rooms, whole_point
from .pricing import Priced, Pricer

PER_HOST = 2
PLACES_AT_ONCE = 8


class AlikeMaster:
    """Rows: one per class of items, two per class of anchors. Places enter when their price calls for them.

    groups: (classes, cost); places: (class of items, class of anchors). shares, placed, reduced: of the last solution,
    for as many groups and places as it knew.
    """

    def __init__(self, model: ParkModel, classes: Classes, left: Callable[[], float]) -> None:
        self.model = model
        self.classes = classes
        self.left = left
        self.groups: list[tuple[tuple[int, ...], float]] = []
        self.places: list[tuple[int, int]] = []
        self._known: dict[tuple[int, ...], int] = {}
        self._entered = np.zeros(classes.costs_at.shape, dtype=bool)
        self._lp: Any = importlib.import_module("ortools.linear_solver.pywraplp").Solver.CreateSolver("GLOP")
        self._lp.SetSolverSpecificParametersAsString(WITHOUT_PRESOLVE)
        endless = self._lp.infinity()
        self._objective: Any = self._lp.Objective()
        self._objective.SetMinimization()
        self._cover = [self._lp.Constraint(float(count), float(count)) for count in classes.counts.tolist()]
        small, anchors, counts = classes.small, classes.anchors, classes.anchor_counts
        self._rooms = [
            tuple(self._lp.Constraint(-endless, float(room)) for room in rooms)
            for rooms in zip(small.room_units[anchors] * counts, small.room_members[anchors] * counts, strict=True)
        ]
        for number, first in enumerate(classes.first.tolist()):
            self._cover[number].SetCoefficient(self._variable(float(small.left_cost[first])), 1.0)
        self._group_variables: list[Any] = []
        self._place_variables: list[Any] = []
        self.shares, self.placed, self.reduced = np.zeros(0), np.zeros(0), np.zeros(0)

    def _variable(self, cost: float) -> Any:
        variable = self._lp.NumVar(0.0, self._lp.infinity(), "")
        self._objective.SetCoefficient(variable, cost)
        return variable

    def add_group(self, classes: tuple[int, ...], cost: float) -> bool:
        """Add a group of classes; False when it is known at this price or a lower one."""
        place = self._known.get(classes)
        if place is not None:
            if cost >= self.groups[place][1]:
                return False
            self.groups[place] = (classes, cost)
            self._objective.SetCoefficient(self._group_variables[place], cost)
            return True
        variable = self._variable(cost)
        for number in set(classes):
            self._cover[number].SetCoefficient(variable, float(classes.count(number)))
        self._known[classes] = len(self.groups)
        self.groups.append((classes, cost))
        self._group_variables.append(variable)
        return True

    def _add_places(self, reduced: Floats) -> int:
        """Add the places priced below zero, the lowest few of each class of items."""
        reduced = np.where(self._entered, np.inf, reduced)
        lowest = np.argsort(reduced, axis=1, kind="stable")[:, :PLACES_AT_ONCE]
        numbers = np.repeat(np.arange(len(lowest)), lowest.shape[1])
        open_ = np.stack([numbers, lowest.ravel()], axis=1)
        open_ = open_[reduced[open_[:, 0], open_[:, 1]] < BELOW]
        small, first = self.classes.small, self.classes.first
        for number, anchor in open_.tolist():
            variable = self._variable(float(self.classes.costs_at[number, anchor]))
            self._cover[number].SetCoefficient(variable, 1.0)
            units, members = self._rooms[anchor]
            units.SetCoefficient(variable, float(small.size[first[number]]))
            members.SetCoefficient(variable, float(small.members[first[number]]))
            self._entered[number, anchor] = True
            self.places.append((number, anchor))
            self._place_variables.append(variable)
        return len(open_)

    def converge(self) -> Point | None:
        """Add groups and places until none is priced below zero; None when time is over before anything is proven."""
        best: Point | None = None
        while self.left() > 0:
            try:
                solve_within(self._lp, self.left())
            except TimeOver:
                break
            self._read()
            worth, rooms = self._prices()
            pricer = self._pricer(worth)
            places = self._reduced_places(worth, rooms)
            priced = pricer.below(BELOW, limit=QUICK_LIMIT, branching=FEW)
            added = self._add_places(places) + self._add(priced)
            if not added:
                priced = pricer.below(BELOW, limit=EXACT_LIMIT)
            point = self._proven(pricer, priced, worth, rooms)
            best = point if best is None or point.value > best.value else best
            if not added and not self._add(priced):
                break
        return best

    def _read(self) -> None:
        """Keep the solution: how often each group and place is taken, and the groups' reduced costs."""
        self.shares = np.array([variable.solution_value() for variable in self._group_variables])
        self.placed = np.array([variable.solution_value() for variable in self._place_variables])
        self.reduced = np.array([variable.reduced_cost() for variable in self._group_variables])

    def _prices(self) -> tuple[Floats, Floats]:
        """Read the dual prices: worth per class, and rents (anchors, 2) per unit and per member."""
        worth = np.array([row.dual_value() for row in self._cover])
        rents = [[max(-row.dual_value(), 0.0) for row in rows] for rows in self._rooms]
        return worth, np.array(rents, dtype=np.float64).reshape(-1, 2)

    def _pricer(self, worth: Floats) -> Pricer:
        small = self.classes.small
        none, no_cuts, no_subsets = np.zeros(0), no_capacity_cuts(small), no_subset_cuts(small)
        return Pricer(small, Duals(worth[self.classes.small_of], no_cuts.touches, none, no_subsets.touches, none))

    def _reduced_places(self, worth: Floats, rents: Floats) -> Floats:
        small, first = self.classes.small, self.classes.first
        rent = small.size[first][:, None] * rents[:, 0] + small.members[first][:, None] * rents[:, 1]
        return np.asarray(self.classes.costs_at + rent - worth[:, None])

    def _add(self, priced: Priced) -> int:
        chosen = priced.columns.take(_best(priced.columns, priced.reduced))
        return sum(
            self.add_group(self.classes.multiset(chosen, number), float(cost))
            for number, cost in enumerate(chosen.costs.tolist())
        )

    def _proven(self, pricer: Pricer, priced: Priced, worth: Floats, rents: Floats) -> Point:
        """Prove for the whole park what these prices prove, less what the groups of each host could still save."""
        classes, model = self.classes, self.model
        saved = np.zeros(len(classes.counts))
        hosts = classes.small_of[classes.small.item_of]
        if priced.complete:
            np.minimum.at(saved, hosts[priced.columns.hosts], priced.reduced)
        else:
            np.minimum.at(saved, hosts, np.where(np.isfinite(pricer.first), pricer.floor(), 0.0))
        capacity, subset, none = no_capacity_cuts(model), no_subset_cuts(model), np.zeros(0)
        lower = Duals((worth + saved)[classes.of], capacity.touches, none, subset.touches, none)
        rooms = Rooms(rents[classes.anchor_of, 0], rents[classes.anchor_of, 1], {})
        everything, places = np.ones(model.count, dtype=bool), np.isfinite(model.anchor_cost)
        return whole_point(model, capacity, lower, rooms, left=everything, places=places)


def _best(columns: Columns, reduced: Floats) -> Ints:
    """Number the best few columns of every host."""
    order = np.lexsort([reduced, columns.hosts])
    ranked = columns.hosts[order]
    first = np.searchsorted(ranked, ranked, side="left")
    return np.asarray(order[np.arange(len(order)) - first < PER_HOST], dtype=np.int64)
