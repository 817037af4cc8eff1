"""The parts of the solver, each against plain enumeration."""

from itertools import combinations

import numpy as np
import pytest

from runwu.planning.joint_branches.arrangements import arrange
from runwu.planning.joint_branches.geometry import distance_m
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.solver.build import build_park
from runwu.planning.joint_branches.solver.columns import Columns, make_columns
from runwu.planning.joint_branches.solver.cuts import no_capacity_cuts
from runwu.planning.joint_branches.solver.draft import INFINITE, Draft, Prices
from runwu.planning.joint_branches.solver.duals import Duals
from runwu.planning.joint_branches.solver.generation import Generation
from runwu.planning.joint_branches.solver.model import ParkModel
from runwu.planning.joint_branches.solver.pricing import Pricer
from runwu.planning.joint_branches.solver.quick import quick_bound
from runwu.planning.joint_branches.solver.search import Search
from runwu.planning.joint_branches.ways import distance_matrix

from .instances import random_problem


def park_of(seed: int, count: int, span: int = 1500) -> ParkModel:
    """Build the model of a random park."""
    index = Index(random_problem(seed, count, parks=1, span=span))
    return build_park(index, "p0", arrange(index, (), ()))


def random_duals(model: ParkModel, seed: int) -> Duals:
    """Draw prices with cuts of both kinds."""
    dice = np.random.default_rng(seed)
    touches = (dice.random((model.count + 1, 4)) < 0.4).astype(np.uint8)
    triples = np.zeros((model.count + 1, 5), dtype=np.uint8)
    for cut in range(5):
        triples[dice.choice(model.count, 3 + 2 * (cut % 2), replace=False), cut] = 1
    touches[-1] = 0
    worth = dice.uniform(0, 700, model.count)
    return Duals(worth, touches, dice.uniform(0, 150, 4), triples, dice.uniform(0, 150, 5))


def every_group(model: ParkModel) -> list[tuple[tuple[int, ...], int, float]]:
    """List every legal group with its cheapest host and cost."""
    prices = Prices(model)
    sizes = range(1, model.parameters.max_units + 1)
    groups = [group for size in sizes for group in combinations(range(model.count), size)]
    return [(g, prices.host(g), prices.legal_group(g)) for g in groups if prices.legal_group(g) < INFINITE]


def reduced_cost(duals: Duals, group: tuple[int, ...], cost: float) -> float:
    """Price one group by the words of Duals."""
    chosen = list(group)
    touched = duals.capacity[chosen].any(axis=0) @ duals.prize
    fined = (duals.subset[chosen].sum(axis=0) // 2) @ duals.fine
    return float(cost - duals.worth[chosen].sum() - touched + fined)


@pytest.mark.parametrize("seed", range(20))
def test_pricing_finds_exactly_the_groups_below_the_threshold(seed: int) -> None:
    model = park_of(seed, 12)
    duals = random_duals(model, seed)
    expected = {
        group: round(reduced_cost(duals, group, cost), 6)
        for group, _, cost in every_group(model)
        if reduced_cost(duals, group, cost) <= 50
    }

    priced = Pricer(model, duals).below(50, limit=10**7)

    found = [priced.columns.group(number) for number in range(len(priced.columns))]
    assert dict(zip(found, priced.reduced.round(6).tolist(), strict=True)) == expected
    assert priced.complete


@pytest.mark.parametrize("seed", range(8))
def test_narrow_pricing_admits_that_it_is_incomplete(seed: int) -> None:
    model = park_of(seed, 12)

    priced = Pricer(model, random_duals(model, seed)).below(3000, limit=2)

    assert not priced.complete


@pytest.mark.parametrize("seed", range(20))
def test_the_cheap_floor_lies_below_every_group(seed: int) -> None:
    model = park_of(seed, 12)
    duals = random_duals(model, seed)

    floor = Pricer(model, duals).floor()

    assert all(floor[host] <= reduced_cost(duals, group, cost) + 1e-6 for group, host, cost in every_group(model))


def columns_of(prices: Prices, draft: Draft) -> Columns:
    """Return the groups of a draft as columns."""
    width = max(prices.model.parameters.max_units, 1)
    groups = [(group, prices.host(group), prices.legal_group(group)) for group in draft.groups]
    return make_columns(groups, prices.model.count, width)


def cut_slack(generation: Generation, draft: Draft) -> float:
    """Return the least slack of all capacity and subset cuts at a draft; negative where one cuts it off."""
    master, columns = generation.master, columns_of(generation.prices, draft)
    left = np.zeros(generation.model.count)
    left[list(draft.left)] = 1
    held = master.capacity.of_columns(columns).sum(axis=0) + left @ master.capacity.share
    for anchor, items in enumerate(draft.at_anchor):
        held = held + master.capacity.of_anchor(anchor)[list(items)].sum(axis=0)
    capacity = (held - master.capacity.need).min(initial=0.0)
    return float(min(capacity, (master.subset.most - master.subset.of_columns(columns).sum(axis=0)).min(initial=0.0)))


@pytest.mark.parametrize("seed", range(12))
def test_no_cut_removes_a_legal_plan(seed: int) -> None:
    model = park_of(seed, 22, span=300)
    generation = Generation(Prices(model))
    searches = [Search(generation.prices, other) for other in range(6)]
    drafts = [search.improve(search.first(), 60, bool) for search in searches]
    generation.add_draft(drafts[0])

    for _ in range(4):
        generation.converge(bool)
        generation.cut()

    assert min(cut_slack(generation, draft) for draft in drafts) >= -1e-6


@pytest.mark.parametrize("seed", range(10))
def test_each_bound_lies_below_the_best_draft(seed: int) -> None:
    model = park_of(seed, 18)
    generation = Generation(Prices(model))
    search = Search(generation.prices, seed)
    best = search.improve(search.first(), 200, bool)

    generation.converge(bool)

    assert generation.point is not None
    assert quick_bound(generation.prices, best).bound <= generation.point.bound + 1 <= best.cost + 1


@pytest.mark.parametrize("seed", range(6))
def test_the_distance_matrix_equals_the_distances(seed: int) -> None:
    points = np.random.default_rng(seed).uniform((20, 110), (20.02, 110.02), (30, 2))

    matrix = distance_matrix(points, points[:7])

    assert matrix.tolist() == [[distance_m(*a, *b) for b in points[:7].tolist()] for a in points.tolist()]


def test_a_park_without_units_has_no_cuts() -> None:
    model = park_of(1, 0)

    assert len(no_capacity_cuts(model)) == 0
    assert Search(Prices(model), 1).first().cost == 0
