"""The capacitated p-median problem: against all plans of small instances, and bad input."""

from __future__ import annotations

from itertools import combinations, product
from pathlib import Path

import numpy as np
import pytest

from runwu.planning.capacitated_median import MedianProblem, read_orlib, solve_medians


def drawn(seed: int, count: int = 7, medians: int = 2) -> MedianProblem:
    dice = np.random.default_rng(seed)
    places = dice.integers(0, 100, (count, 2))
    ways = np.floor(np.sqrt(((places[:, None] - places[None]) ** 2).sum(axis=2))).astype(np.int64)
    demand = dice.integers(1, 10, count)
    return MedianProblem(ways, demand, medians, max(int(demand.sum() * 0.65), int(demand.max())))


def cheapest(problem: MedianProblem) -> int:
    points = range(len(problem.demand))
    plans = (
        (medians, sent)
        for medians in combinations(points, problem.medians)
        for sent in product(medians, repeat=len(points))
        if all(sent[median] == median for median in medians)
    )
    return min(
        sum(int(problem.ways[point, median]) for point, median in enumerate(sent))
        for medians, sent in plans
        if all(sum(int(problem.demand[p]) for p in points if sent[p] == m) <= problem.capacity for m in medians)
    )


@pytest.mark.parametrize("seed", range(12))
def test_small_instances_are_solved_to_the_optimum(seed: int) -> None:
    problem = drawn(seed)

    plan = solve_medians(problem)

    loads = np.bincount(plan.median, weights=problem.demand)
    assert plan.cost == plan.bound == cheapest(problem)
    assert loads.max() <= problem.capacity
    assert len(set(plan.median.tolist())) <= problem.medians
    assert all(plan.median[median] == median for median in plan.median)


def test_without_time_there_is_a_plan_with_its_gap() -> None:
    plan = solve_medians(drawn(3, count=30, medians=4), seconds=0)

    assert 0 <= plan.bound <= plan.cost


def test_orlib_files_are_read_with_ways_rounded_down(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text(" 1 5\n 3 1 9\n 1 0 0 2\n 2 1 1 3\n 3 3 4 4\n", encoding="ascii")

    problem, optimum = read_orlib(path)

    assert (optimum, problem.medians, problem.capacity, problem.demand.tolist()) == (5, 1, 9, [2, 3, 4])
    assert problem.ways.tolist() == [[0, 1, 5], [1, 0, 3], [5, 3, 0]]


def test_a_file_that_ends_early_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text("1 5\n3 1 9\n1 0 0 2\n", encoding="ascii")

    with pytest.raises(ValueError, match="short"):
        read_orlib(path)


@pytest.mark.parametrize(
    ("ways", "demand", "medians", "capacity"),
    [
        ([[0, 1], [1, 0]], [1, 1], 3, 9),
        ([[0, 1], [1, 0]], [9, 9], 1, 9),
        ([[0, -1], [1, 0]], [1, 1], 1, 9),
        ([[0, 1]], [1, 1], 1, 9),
    ],
)
def test_impossible_instances_are_refused(
    ways: list[list[int]], demand: list[int], medians: int, capacity: int
) -> None:
    with pytest.raises(ValueError, match=r"距离|中位点"):
        MedianProblem(np.array(ways), np.array(demand), medians, capacity)


def test_demands_that_no_packing_fits_are_refused() -> None:
    ways = np.array([[0, 1, 1], [1, 0, 1], [1, 1, 0]])

    with pytest.raises(ValueError, match="容量"):
        solve_medians(MedianProblem(ways, np.array([6, 6, 6]), 2, 9))
