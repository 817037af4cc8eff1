"""The master: set partitioning over the columns known so far, as a linear program that grows (GLOP).

Every item is covered once: by a group, by a place at an anchor, or by being left. The solver keeps its basis when
columns or cuts are added, so each round costs little.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .arrays import Bools, Floats, Ints
from .columns import Columns, joined, no_columns
from .cuts import CapacityCuts, SubsetCuts, no_capacity_cuts, no_subset_cuts
from .duals import Duals
from .model import ParkModel
from .points import Rooms

DEAR = 1e6  # keeps a restricted program solvable; far above what any real choice saves
WITHOUT_PRESOLVE = "use_preprocessing: false use_dual_simplex: false"


class TimeOver(Exception):
    """The time ended while a linear program was being solved."""


@dataclass(frozen=True, eq=False)
class Fractional:
    """A solution of the linear program. groups: per column; left (N); at_anchor (N, K)."""

    value: float
    groups: Floats
    left: Floats
    at_anchor: Floats


class Master:
    """The growing linear program of one park."""

    def __init__(self, model: ParkModel, left: Callable[[], float] = lambda: math.inf) -> None:
        """Start without columns; `left` tells the seconds left."""
        self.model = model
        self.left = left
        self.columns: Columns = no_columns(model.count, max(model.parameters.max_units, 1))
        self.capacity: CapacityCuts = no_capacity_cuts(model)
        self.subset: SubsetCuts = no_subset_cuts(model)
        self.known: dict[bytes, int] = {}  # items of a column → its number
        self._lp: Any = importlib.import_module("ortools.linear_solver.pywraplp").Solver.CreateSolver("GLOP")
        self._lp.SetSolverSpecificParametersAsString(WITHOUT_PRESOLVE)
        self._endless: float = self._lp.infinity()
        self._objective: Any = self._lp.Objective()
        self._objective.SetMinimization()
        self._cover: list[Any] = [self._lp.Constraint(1.0, 1.0) for _ in range(model.count)]
        self._groups: list[Any] = []
        self._capacity_rows: list[Any] = []
        self._subset_rows: list[Any] = []
        self._room_rows: list[tuple[Any, Any]] = []
        self._apart_rows: dict[tuple[int, int, int], Any] = {}
        self._left: list[Any] = [self._leaving(item) for item in range(model.count)]
        self._at_anchor: dict[tuple[int, int], Any] = {}
        self._open_groups = np.ones(0, dtype=bool)
        self._open_left = np.ones(model.count, dtype=bool)
        self._open_places = np.ones((model.count, len(model.anchor_ids)), dtype=bool)
        for anchor in range(len(model.anchor_ids)):
            self._add_anchor(anchor)

    def _variable(self, cost: float) -> Any:
        variable = self._lp.NumVar(0.0, self._endless, "")
        self._objective.SetCoefficient(variable, cost)
        return variable

    def _leaving(self, item: int) -> Any:
        variable = self._variable(float(self.model.left_cost[item]))
        self._cover[item].SetCoefficient(variable, 1.0)
        return variable

    def _add_anchor(self, anchor: int) -> None:
        model = self.model
        units = self._lp.Constraint(-self._endless, float(model.room_units[anchor]))
        members = self._lp.Constraint(-self._endless, float(model.room_members[anchor]))
        self._room_rows.append((units, members))
        takers = np.flatnonzero(np.isfinite(model.anchor_cost[:, anchor])).tolist()
        for item in takers:
            variable = self._variable(float(model.anchor_cost[item, anchor]))
            self._cover[item].SetCoefficient(variable, 1.0)
            units.SetCoefficient(variable, float(model.size[item]))
            members.SetCoefficient(variable, float(model.members[item]))
            self._at_anchor[item, anchor] = variable
        for a, b in np.argwhere(np.triu(model.clash[np.ix_(takers, takers)])).tolist():
            row = self._lp.Constraint(-self._endless, 1.0)
            row.SetCoefficient(self._at_anchor[takers[a], anchor], 1.0)
            row.SetCoefficient(self._at_anchor[takers[b], anchor], 1.0)
            self._apart_rows[takers[a], takers[b], anchor] = row

    def add_columns(self, columns: Columns) -> int:
        """Add columns, or lower the cost of those known with a dearer host; returns how many changed."""
        fresh: list[int] = []
        cheaper = 0
        for number, row in enumerate(columns.items):
            place = self.known.setdefault(row.tobytes(), len(self.known))
            if place == len(self.columns) + len(fresh):
                fresh.append(number)
            else:
                cheaper += self._lower(place, columns, number)
        if fresh:
            self._append(columns.take(np.array(fresh, dtype=np.int64)))
        return len(fresh) + cheaper

    def _lower(self, place: int, columns: Columns, number: int) -> bool:
        if place >= len(self.columns) or columns.costs[number] >= self.columns.costs[place]:
            return False
        self.columns.costs[place] = columns.costs[number]
        self.columns.hosts[place] = columns.hosts[number]
        self._objective.SetCoefficient(self._groups[place], float(columns.costs[number]))
        return True

    def _append(self, new: Columns) -> None:
        first = len(self.columns)
        self.columns = joined([self.columns, new])
        for number in range(len(new)):
            variable = self._variable(float(new.costs[number]))
            self._groups.append(variable)
            for item in new.group(number):
                self._cover[item].SetCoefficient(variable, 1.0)
        _enter(self._capacity_rows, self.capacity.of_columns(new), self._groups[first:])
        _weigh(self._subset_rows, self.subset.of_columns(new), dict(enumerate(self._groups[first:])))

    def restrict(self, groups: Ints, left: Bools, places: Bools) -> None:
        """Allow only these choices: numbers of columns, items left, places; whoever may not be left pays DEAR for it."""
        open_groups = np.zeros(len(self._groups), dtype=bool)
        open_groups[groups] = True
        before = np.ones(len(self._groups), dtype=bool)
        before[: len(self._open_groups)] = self._open_groups
        for number in np.flatnonzero(open_groups != before).tolist():
            self._bar(self._groups[number], barred=not open_groups[number])
        for item in np.flatnonzero(left != self._open_left).tolist():
            self._objective.SetCoefficient(self._left[item], float(self.model.left_cost[item]) if left[item] else DEAR)
        for item, anchor in np.argwhere(places != self._open_places).tolist():
            if (item, anchor) in self._at_anchor:
                self._bar(self._at_anchor[item, anchor], barred=not places[item, anchor])
        self._open_groups, self._open_left, self._open_places = open_groups, left.copy(), places.copy()

    def release(self) -> None:
        """Allow everything again."""
        everyone = np.ones(self.model.count, dtype=bool)
        places = np.ones((self.model.count, len(self.model.anchor_ids)), dtype=bool)
        self.restrict(np.arange(len(self._groups)), everyone, places)

    def _bar(self, variable: Any, *, barred: bool) -> None:
        variable.SetBounds(0.0, 0.0 if barred else self._endless)

    def add_capacity_cuts(self, cuts: CapacityCuts) -> None:
        """Add rounded-capacity cuts as rows."""
        self.capacity = self.capacity.joined(cuts)
        rows = [self._lp.Constraint(float(need), self._endless) for need in cuts.need]
        self._capacity_rows += rows
        _enter(rows, cuts.of_columns(self.columns), self._groups)
        _weigh(rows, cuts.share, dict(enumerate(self._left)))
        for anchor in range(len(self.model.anchor_ids)):
            takers = {item: variable for (item, at), variable in self._at_anchor.items() if at == anchor}
            _weigh(rows, cuts.of_anchor(anchor), takers)

    def add_subset_cuts(self, cuts: SubsetCuts) -> None:
        """Add subset-row cuts as rows."""
        self.subset = self.subset.joined(cuts)
        rows = [self._lp.Constraint(-self._endless, float(most)) for most in cuts.most]
        self._subset_rows += rows
        _weigh(rows, cuts.of_columns(self.columns), dict(enumerate(self._groups)))

    def value(self) -> float:
        """Solve the linear program over the columns known so far and return its value alone.

        Raises TimeOver when the time left does not suffice.
        """
        solve_within(self._lp, self.left())
        return float(self._objective.Value())

    def fractional(self) -> Fractional:
        """Read the last solution of `value`."""
        at_anchor = np.zeros((self.model.count, len(self.model.anchor_ids)))
        for place, variable in self._at_anchor.items():
            at_anchor[place] = variable.solution_value()
        return Fractional(
            value=self._objective.Value(),
            groups=np.array([variable.solution_value() for variable in self._groups]),
            left=np.array([variable.solution_value() for variable in self._left]),
            at_anchor=at_anchor,
        )

    def duals(self) -> Duals:
        """Read the dual prices of the last solution."""
        return Duals(
            worth=np.array([row.dual_value() for row in self._cover]),
            capacity=self.capacity.touches,
            prize=np.maximum([row.dual_value() for row in self._capacity_rows], 0.0),
            subset=self.subset.touches,
            fine=np.maximum([-row.dual_value() for row in self._subset_rows], 0.0),
        )

    def room_duals(self) -> Rooms:
        """Read the dual prices of the rows of anchors."""
        return Rooms(
            units=np.maximum([-units.dual_value() for units, _ in self._room_rows], 0.0),
            members=np.maximum([-members.dual_value() for _, members in self._room_rows], 0.0),
            apart={key: max(-row.dual_value(), 0.0) for key, row in self._apart_rows.items()},
        )

    def reduced_costs(self) -> tuple[Floats, Floats]:
        """Read the reduced costs of leaving (N) and of places at anchors (N, K), infinite where impossible."""
        at_anchor = np.full((self.model.count, len(self.model.anchor_ids)), np.inf)
        for place, variable in self._at_anchor.items():
            at_anchor[place] = variable.reduced_cost()
        return np.array([variable.reduced_cost() for variable in self._left]), at_anchor


def solve_within(program: Any, seconds: float) -> None:
    """Solve a linear program to its optimum; raises TimeOver when the seconds are over before."""
    if math.isfinite(seconds):
        program.SetTimeLimit(max(round(1000 * seconds), 1))
    if program.Solve() != program.OPTIMAL:
        if math.isfinite(seconds):
            raise TimeOver
        raise ArithmeticError("GLOP found no optimum")


def _enter(rows: list[Any], holds: Bools, variables: list[Any]) -> None:
    for column, row in np.argwhere(holds).tolist():
        rows[row].SetCoefficient(variables[column], 1.0)


def _weigh(rows: list[Any], weights: Floats, variables: dict[int, Any]) -> None:
    for item, row in np.argwhere(weights > 0).tolist():
        if item in variables:
            rows[row].SetCoefficient(variables[item], float(weights[item, row]))
