"""Set partitioning to the end: the columns that could still matter, with the cuts as rows, by HiGHS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .arrays import Floats, Ints
from .columns import Columns
from .cuts import CapacityCuts, SubsetCuts
from .draft import Draft, Prices
from .model import ParkModel

INFEASIBLE = 2


@dataclass(frozen=True, eq=False)
class Choices:
    """What the set partitioning may choose: groups, items left, and (item, anchor) places, shape (count, 2)."""

    columns: Columns
    left: Ints
    places: Ints


@dataclass(frozen=True, slots=True)
class Partition:
    """The outcome: a draft if one was found, a lower bound among the choices, nodes searched, whether it finished."""

    draft: Draft | None
    bound: float
    nodes: int
    finished: bool


def partition(
    prices: Prices, choices: Choices, capacity: CapacityCuts, subset: SubsetCuts, *, nodes: int, seconds: float
) -> Partition:
    """Choose among the columns so that every item is covered once at least cost."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    model = prices.model
    if not len(choices.columns) + len(choices.left) + len(choices.places):
        return Partition(None, float("inf"), 0, True)
    matrix, low, high = _rows(model, choices, capacity, subset)
    placing = model.anchor_cost[choices.places[:, 0], choices.places[:, 1]]
    costs = np.concatenate([choices.columns.costs, model.left_cost[choices.left], placing])
    options: Any = {"node_limit": nodes, "mip_rel_gap": 0.0, "presolve": True}
    if np.isfinite(seconds):
        options["time_limit"] = max(seconds, 0.01)
    result = milp(
        costs, integrality=np.ones(len(costs), dtype=np.int64), bounds=Bounds(0, 1), options=options,
        constraints=LinearConstraint(matrix, low, high),
    )  # fmt: skip
    if result.status == INFEASIBLE:
        return Partition(None, float("inf"), 0, True)
    bound = -np.inf if result.mip_dual_bound is None else float(result.mip_dual_bound)
    draft = None if result.x is None else _draft(prices, choices, np.flatnonzero(result.x > 0.5))
    return Partition(draft, bound, int(result.mip_node_count or 0), result.status == 0)


def _rows(model: ParkModel, choices: Choices, capacity: CapacityCuts, subset: SubsetCuts) -> tuple[Any, Floats, Floats]:
    from scipy.sparse import bmat, csc_matrix

    columns, left, (items, anchors) = choices.columns, choices.left, choices.places.T
    cover = [_one_hot(numbers, model.count) for numbers in (columns.items, left[:, None], items[:, None])]
    at = _one_hot(anchors[:, None], len(model.anchor_ids))
    leaving = capacity.share
    placing = leaving[items] * ~capacity.closed[:, anchors].T
    clashes = _clash_rows(model, choices)
    rows = [
        [cover[0], cover[1], cover[2]],
        [None, None, at.multiply(model.size[items])],
        [None, None, at.multiply(model.members[items])],
        [None, None, clashes],
        [csc_matrix(capacity.of_columns(columns).T * 1.0), csc_matrix(leaving[left].T), csc_matrix(placing.T)],
        [csc_matrix(subset.of_columns(columns).T * 1.0), None, None],
    ]
    counts = [model.count, len(model.anchor_ids), len(model.anchor_ids), clashes.shape[0], len(capacity), len(subset)]
    ones, endless = np.ones(model.count), [np.full(count, np.inf) for count in counts]
    low = np.concatenate([ones, -endless[1], -endless[2], -endless[3], capacity.need, -endless[5]])
    high = np.concatenate([ones, model.room_units, model.room_members, np.ones(counts[3]), endless[4], subset.most])
    used = [number for number, count in enumerate(counts) if count]
    return bmat([rows[number] for number in used], format="csc"), low, high


def _one_hot(numbers: Ints, count: int) -> Any:
    """Mark per column which rows it stands in; numbers (columns, width), those equal to `count` are blanks."""
    from scipy.sparse import csc_matrix

    column, place = np.nonzero(numbers < count)
    return csc_matrix((np.ones(len(column)), (numbers[column, place], column)), shape=(count, len(numbers)))


def _clash_rows(model: ParkModel, choices: Choices) -> Any:
    from scipy.sparse import csc_matrix

    number = {(item, anchor): place for place, (item, anchor) in enumerate(choices.places.tolist())}
    pairs = [
        (number[a, anchor], number[b, anchor])
        for a, b in np.argwhere(np.triu(model.clash)).tolist()
        for anchor in range(len(model.anchor_ids))
        if (a, anchor) in number and (b, anchor) in number
    ]
    places = [place for pair in pairs for place in pair]
    rows = [row for row in range(len(pairs)) for _ in range(2)]
    return csc_matrix((np.ones(len(places)), (rows, places)), shape=(len(pairs), len(choices.places)))


def _draft(prices: Prices, choices: Choices, chosen: Ints) -> Draft:
    groups = len(choices.columns)
    at_anchor: list[list[int]] = [[] for _ in prices.model.anchor_ids]
    for number in chosen[chosen >= groups + len(choices.left)].tolist():
        item, anchor = choices.places[number - groups - len(choices.left)].tolist()
        at_anchor[anchor].append(item)
    return prices.draft([choices.columns.group(number) for number in chosen[chosen < groups].tolist()], at_anchor)
