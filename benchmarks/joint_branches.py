"""Cost, bound, gap and seconds of the joint-branch planner by size, beside a clerk's plan.

Run `python benchmarks/joint_branches.py [single | province | few | parks …]`; figures depend on the machine, costs and
bounds do not, unless a run is ended by its time.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from runwu.planning.certificate.check import check_plan
from runwu.planning.joint_branches import Branch, Limits, Park, Plan, Problem, Unit, solve

SEEDS = (1, 2, 3)
DEGREE_M = 111_195
WORKERS = 2
FULL, OFTEN, SELDOM = [1, 2, 3, 5], [6, 3, 0.5, 0.5], [6, 3, 0.05, 0.05]
HEAD = (
    f"{'case':<24}{'units':>7}{'cost':>9}{'bound':>9}{'gap %':>8}{'seconds':>9}{'ended':>8}{'proof':>7}{'clerk +%':>10}"
)


@dataclass(frozen=True)
class Shape:
    """How to draw a park: metres of its side, weights of 1, 2, 3 and 5 full members, units per existing branch."""

    span: int
    weights: list[float]
    per_branch: int


WIDE, DENSE = Shape(2000, OFTEN, 15), Shape(900, OFTEN, 15)
FEW = Shape(3000, SELDOM, 10_000)


def park(count: int, seed: int, shape: Shape | int = WIDE, key: str = "p") -> tuple[list[Unit], list[Branch]]:
    """Draw one park: `count` units on a square, with labels, today's branches and existing branches."""
    shape = Shape(shape, OFTEN, 15) if isinstance(shape, int) else shape
    dice = random.Random(seed)
    units = [_unit(dice, number, shape, key) for number in range(count)]
    return units, [_branch(dice, number, shape, key) for number in range(count // shape.per_branch)]


def problem(name: str, parks: list[tuple[list[Unit], list[Branch]]]) -> Problem:
    """Put parks together into one problem."""
    ids = dict.fromkeys(entry.park for units, branches in parks for entry in (*units, *branches))
    units = tuple(unit for here, _ in parks for unit in here)
    branches = tuple(branch for _, here in parks for branch in here)
    return Problem(name, tuple(Park(key, f"示例园区{key}") for key in ids), units, branches)


def province(parks: int, units: int, seed: int) -> Problem:
    """Draw parks of unequal size, about `units` in all."""
    dice = random.Random(seed)
    shares = [dice.uniform(0.4, 1.6) for _ in range(parks)]
    sizes = [round(units * share / sum(shares)) for share in shares]
    drawn = [park(size, seed * 1000 + number, WIDE, f"p{number}") for number, size in enumerate(sizes)]
    return problem(f"{parks} parks", drawn)


def _unit(dice: random.Random, number: int, shape: Shape, key: str) -> Unit:
    x, y = dice.uniform(0, shape.span), dice.uniform(0, shape.span)
    full = dice.choices(FULL, shape.weights)[0]
    chain = dice.choice([None, "生物医药", "数字经济", "新能源", "食品加工"])
    today = dice.choice([None, None, f"{key}旧支部{dice.randrange(1 + number // 6)}"])
    lat, lon = 20 + y / DEGREE_M, 110 + x / DEGREE_M
    grid = f"{int(x // 500)}-{int(y // 500)}"
    name = f"示例企业{number}"
    return Unit(f"{key}-u{number}", name, key, "", lat, lon, grid, chain, full, dice.randrange(2), today)


def _branch(dice: random.Random, number: int, shape: Shape, key: str) -> Branch:
    x, y = dice.uniform(0, shape.span), dice.uniform(0, shape.span)
    lat, lon, full = 20 + y / DEGREE_M, 110 + x / DEGREE_M, dice.randint(3, 10)
    grid = f"{int(x // 500)}-{int(y // 500)}"
    name = f"示例支部{number}"
    return Branch(f"{key}-b{number}", name, key, lat, lon, grid, None, dice.randint(1, 5), full, full + 1)


def _run(case: str, drawn: Problem, seconds: float, workers: int = 1) -> None:
    began = time.perf_counter()
    plan = solve(drawn, limits=Limits(seconds=seconds), workers=workers)
    spent = time.perf_counter() - began
    print(_row(case, drawn, plan, spent), flush=True)


def _row(case: str, drawn: Problem, plan: Plan, spent: float) -> str:
    gap = "—" if plan.gap is None else f"{100 * plan.gap:.3f}"
    dearer = f"{100 * (plan.baseline.cost / plan.cost - 1):.1f}" if plan.cost else "—"
    holds = "holds" if not check_plan(drawn, plan) else "FAILS"
    figures = f"{plan.cost:>9}{plan.bound:>9}{gap:>8}{spent:>9.1f}{plan.ended:>8}{holds:>7}{dearer:>10}"
    return f"{case:<24}{len(drawn.units):>7}{figures}"


def single() -> None:
    """One park by size, wide and dense, one process."""
    for kind, shape in (("2 km", WIDE), ("dense", DENSE)):
        for count in (20, 60, 100, 250):
            for seed in SEEDS:
                _run(f"{kind}, seed {seed}", problem(kind, [park(count, seed, shape)]), 30)


def thirteen() -> None:
    """A province: 13 parks with 2,500 units, in 60 seconds and in five minutes, two processes."""
    for seconds in (60, 300):
        _run(f"13 parks in {seconds} s", province(13, 2500, 1), seconds, WORKERS)


def few() -> None:
    """Parks in which few units have three or more members and no branch takes in: 600 units in two minutes."""
    for seed in SEEDS:
        _run(f"few big, seed {seed}", problem("few", [park(600, seed, FEW)]), 120)


def parks() -> None:
    """Cost against size: 1, 4, 13 and 50 parks of about 190 units, two processes."""
    for count in (1, 4, 13, 50):
        _run(f"{count} parks", province(count, 190 * count, 2), 300, WORKERS)


PARTS: dict[str, Callable[[], None]] = {"single": single, "province": thirteen, "few": few, "parks": parks}


def main(names: list[str]) -> None:
    """Print the table of the named parts, or of all."""
    print(HEAD)
    for name in names or PARTS:
        PARTS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
