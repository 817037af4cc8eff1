"""Cost, bound, gap and seconds of the joint-branch planner by size, beside a clerk's plan.

Run `python benchmarks/joint_branches.py [sizes …]`; figures depend on the machine, costs and bounds do not.
"""

from __future__ import annotations

import random
import sys
import time

from runwu.planning.joint_branches import Branch, Limits, Park, Plan, Problem, Unit, solve

SIZES = (20, 40, 60, 100)
SEEDS = (1, 2, 3)
DEGREE_M = 111_195
HEAD = (
    f"{'park':<10}{'units':>6}{'seed':>5}{'cost':>9}{'bound':>9}{'gap %':>8}{'seconds':>9}{'clerk':>9}{'dearer %':>10}"
)


def park(count: int, seed: int, span: int) -> Problem:
    """Draw one park: `count` units on a square of `span` metres, one in ten with its own branch."""
    dice = random.Random(seed)
    units = tuple(_unit(dice, number, span) for number in range(count))
    branches = tuple(_branch(dice, number, span) for number in range(count // 15))
    return Problem(f"基准 {count}", (Park("p", "示例园区"),), units, branches)


def _unit(dice: random.Random, number: int, span: int) -> Unit:
    x, y = dice.uniform(0, span), dice.uniform(0, span)
    full = dice.choices([1, 2, 3, 5], [6, 3, 0.5, 0.5])[0]
    chain = dice.choice([None, "生物医药", "数字经济", "新能源", "食品加工"])
    today = dice.choice([None, None, f"旧支部{dice.randrange(1 + number // 6)}"])
    lat, lon = 20 + y / DEGREE_M, 110 + x / DEGREE_M
    grid = f"{int(x // 500)}-{int(y // 500)}"
    return Unit(f"u{number}", f"示例企业{number}", "p", "", lat, lon, grid, chain, full, dice.randrange(2), today)


def _branch(dice: random.Random, number: int, span: int) -> Branch:
    x, y = dice.uniform(0, span), dice.uniform(0, span)
    lat, lon, full = 20 + y / DEGREE_M, 110 + x / DEGREE_M, dice.randint(3, 10)
    grid = f"{int(x // 500)}-{int(y // 500)}"
    return Branch(f"b{number}", f"示例支部{number}", "p", lat, lon, grid, None, dice.randint(1, 5), full, full + 1)


def _row(kind: str, count: int, seed: int, plan: Plan, seconds: float) -> str:
    gap = "—" if plan.gap is None else f"{100 * plan.gap:.3f}"
    dearer = f"{100 * (plan.baseline.cost / plan.cost - 1):.1f}" if plan.cost else "—"
    figures = f"{plan.cost:>9}{plan.bound:>9}{gap:>8}{seconds:>9.2f}{plan.baseline.cost:>9}{dearer:>10}"
    return f"{kind:<10}{count:>6}{seed:>5}{figures}"


def main(sizes: list[int]) -> None:
    """Print the table: wide parks of 2 km, and dense ones where everybody reaches everybody."""
    print(HEAD)
    for kind, span in (("2 km", 2000), ("dense", 900)):
        for count in sizes:
            for seed in SEEDS:
                began = time.perf_counter()
                plan = solve(park(count, seed, span), limits=Limits(seconds=120))
                print(_row(kind, count, seed, plan, time.perf_counter() - began), flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
