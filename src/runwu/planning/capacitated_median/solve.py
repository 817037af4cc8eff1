"""Solve the capacitated p-median problem: a plan, then choices that cannot help taken away, then HiGHS (求解)."""

from __future__ import annotations

import math
import time
from typing import Any

import numpy as np

from .problem import Ints, MedianPlan, MedianProblem
from .search import first_plan

ROUNDS = 60
TOLERANCE = 1e-6


def solve_medians(problem: MedianProblem, *, seconds: float | None = None, seed: int = 1) -> MedianPlan:
    """Find a cheapest plan and a proven bound.

    The reduced costs of the linear program rule out choices that no better plan uses; the rest goes to HiGHS.
    Without a time limit the plan is optimal. Raises ValueError when no plan keeps to the capacities.
    """
    began = time.monotonic()

    def left() -> float:
        return math.inf if seconds is None else seconds - (time.monotonic() - began)

    best = first_plan(problem, seed, ROUNDS, lambda: left() < 0.8 * (seconds or math.inf))
    program = _Program(problem)
    value, reduced = program.relaxed(max(left(), 0.5))
    bound = max(math.ceil(value - 1e-4), 0)
    upper = math.inf if best is None else _cost(problem, best)
    if bound < upper and left() > 0:
        keep = reduced <= upper - value - 1 + 1e-4 if best is not None else np.ones(len(reduced), dtype=bool)
        found, proven = program.chosen(keep, left(), upper)
        bound = max(bound, proven if best is None else min(proven, _cost(problem, best)))
        if found is not None and _cost(problem, found) < upper:
            best = found
    if best is None:
        raise ValueError("没有找到符合容量的方案")
    cost = _cost(problem, best)
    return MedianPlan(best, cost, min(int(bound), cost), time.monotonic() - began)


def _cost(problem: MedianProblem, sent: Ints) -> int:
    return int(problem.ways[np.arange(len(sent)), sent].sum())


class _Program:
    """Who goes to whom: x[i, j] = 1 when point i goes to median j; x[j, j] says that j is a median."""

    def __init__(self, problem: MedianProblem) -> None:
        from scipy.sparse import coo_matrix, csr_matrix

        count = len(problem.demand)
        points = np.arange(count)
        numbers = np.arange(count * count)
        row, column = np.divmod(numbers, count)
        self.problem = problem
        self.costs = problem.ways.astype(np.float64).ravel()
        cover = csr_matrix((np.ones(count * count), (row, numbers)))
        loads = problem.demand[row] - np.where(row == column, problem.capacity, 0)
        load = csr_matrix((loads.astype(np.float64), (column, numbers)))
        medians = csr_matrix(
            (np.ones(count), (np.zeros(count, dtype=np.int64), points * count + points)), (1, count**2)
        )
        off = np.flatnonzero(row != column)
        links = np.arange(len(off))
        linked = coo_matrix(
            (
                np.concatenate([np.ones(len(off)), -np.ones(len(off))]),
                (np.concatenate([links, links]), np.concatenate([numbers[off], column[off] * (count + 1)])),
            ),
            shape=(len(off), count * count),
        ).tocsr()
        self.equal = [(cover, np.ones(count)), (medians, np.array([float(problem.medians)]))]
        self.below = [(load, np.zeros(count)), (linked, np.zeros(len(off)))]

    def relaxed(self, seconds: float) -> tuple[float, Any]:
        """Solve the linear program: its value, and the reduced cost of each choice."""
        from scipy.optimize import linprog
        from scipy.sparse import vstack

        above, equal = (vstack([matrix for matrix, _ in rows], format="csr") for rows in (self.below, self.equal))
        limits, needs = (np.concatenate([side for _, side in rows]) for rows in (self.below, self.equal))
        options: Any = {"time_limit": seconds}
        solved = linprog(
            self.costs, A_ub=above, b_ub=limits, A_eq=equal, b_eq=needs, bounds=(0, 1), method="highs",
            options=options,
        )  # fmt: skip
        if solved.status == 2:
            raise ValueError("没有符合容量的方案")
        if solved.x is None or solved.fun is None or solved.status != 0:
            return 0.0, np.zeros(len(self.costs))
        return float(solved.fun), np.maximum(solved.lower.marginals, 0.0)

    def chosen(self, keep: Any, seconds: float, upper: float) -> tuple[Ints | None, int]:
        """Choose among what is kept: the best plan below `upper` if one was found, and the bound that is proven."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        kept = np.flatnonzero(keep)
        rows = [LinearConstraint(matrix[:, kept], side, side) for matrix, side in self.equal]
        rows += [LinearConstraint(matrix[:, kept], -np.inf, side) for matrix, side in self.below]
        options: Any = {"mip_rel_gap": 0.0}
        if math.isfinite(seconds):
            options["time_limit"] = max(seconds, 0.1)
        if math.isfinite(upper):
            rows.append(LinearConstraint(self.costs[kept][None, :], -np.inf, upper - 1 + 0.5))
        solved = milp(
            self.costs[kept],
            integrality=np.ones(len(kept), dtype=np.int64),
            bounds=Bounds(0, 1),
            constraints=rows,
            options=options,
        )
        if solved.status == 2:
            return None, int(upper) if math.isfinite(upper) else 0
        bound = 0 if solved.mip_dual_bound is None else math.ceil(solved.mip_dual_bound - 1e-4)
        return (None if solved.x is None else self._sent(kept[solved.x > 0.5])), bound

    def _sent(self, used: Ints) -> Ints:
        row, column = np.divmod(used, len(self.problem.demand))
        sent = np.zeros(len(self.problem.demand), dtype=np.int64)
        sent[row] = column
        return sent
