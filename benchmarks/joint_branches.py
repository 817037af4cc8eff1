"""Cost, bound, gap and seconds of the joint-branch planner by size, beside a clerk's plan.

Run `python benchmarks/joint_branches.py [single | province | few | parks | odd | desk | first …]`;
without names a moderate part is measured; figures depend on the machine, costs and
bounds do not, unless a run is ended by its time.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from runwu.planning.certificate.check import check_plan
from runwu.planning.joint_branches import Branch, Limits, Park, Plan, Problem, Unit, alternatives, solve
from runwu.planning.joint_branches.desk import Exclude, Place, check_edit, person_joins, replan

SEEDS = (1, 2, 3)
DEGREE_M = 111_195
WORKERS = 2
FULL, OFTEN, SELDOM = [1, 2, 3, 5], [6, 3, 0.5, 0.5], [6, 3, 0.05, 0.05]
HEAD = f"{'case':<24}{'units':>7}{'cost':>9}{'bound':>9}{'gap %':>8}{'seconds':>9}{'cpu':>7}{'ended':>8}{'proof':>7}{'clerk +%':>10}"


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
    began, used = time.perf_counter(), _processor()
    plan = solve(drawn, limits=Limits(seconds=seconds), workers=workers)
    print(_row(case, drawn, plan, (time.perf_counter() - began, _processor() - used)), flush=True)


def _processor() -> float:
    """Return the processor seconds of this process and its finished children."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _row(case: str, drawn: Problem, plan: Plan, spent: tuple[float, float]) -> str:
    gap = "—" if plan.gap is None else f"{100 * plan.gap:.3f}"
    dearer = f"{100 * (plan.baseline.cost / plan.cost - 1):.1f}" if plan.cost else "—"
    holds = "holds" if not check_plan(drawn, plan) else "FAILS"
    figures = (
        f"{plan.cost:>9}{plan.bound:>9}{gap:>8}{spent[0]:>9.1f}{spent[1]:>7.1f}{plan.ended:>8}{holds:>7}{dearer:>10}"
    )
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


def odd() -> None:
    """What real data does: everybody on one spot, alike or not, in few buildings, nobody near anybody, no time."""
    for kind in ("alike", "differing"):
        _run(f"one spot, {kind}", _spot(300, kind), 60)
    _run("one building", _spot(3000, "differing"), 120)
    _run("nobody near", problem("far", [park(250, 1, Shape(2_000_000, [6, 3, 0, 0], 10_000))]), 30)
    _run("no time", problem("wide", [park(250, 1, WIDE)]), 0)


def _spot(count: int, kind: str) -> Problem:
    units, _ = park(count, 1, Shape(0, OFTEN if kind == "differing" else [1, 0, 0, 0], 10_000))
    if kind == "alike":
        units = [replace(unit, chain=None, today=None, probationary=0) for unit in units]
    return problem(kind, [(units, [])])


def desk() -> None:
    """What a person waits for on a plan of 250 units: median and longest processor time in milliseconds."""
    drawn = problem("wide", [park(250, 1, WIDE)])
    places = solve(drawn, limits=Limits(seconds=20)).assignment
    small = [unit.id for unit in drawn.units if unit.full_members < drawn.parameters.min_full][::9]
    near = dict(pairwise(small))
    acts: dict[str, Callable[[str], object]] = {
        "place a unit": lambda unit: check_edit(drawn, places, Place(unit, near.get(unit), "理由")),
        "exclude a unit": lambda unit: check_edit(drawn, places, Exclude(unit)),
        "three alternatives": lambda unit: alternatives(drawn, places, unit),
        "re-plan around it": lambda unit: replan(drawn, places, around=[unit]),
        "a person joins": lambda unit: person_joins(drawn, places, unit),
    }
    for name, act in acts.items():
        spent = sorted(_milliseconds(act, unit) for unit in small)
        print(f"{name:<24}{spent[len(spent) // 2]:>7.0f}{spent[-1]:>9.0f} ms", flush=True)


def _milliseconds(act: Callable[[str], object], unit: str) -> float:
    began = time.process_time()
    act(unit)
    return 1000 * (time.process_time() - began)


def first() -> None:
    """Processor milliseconds until somebody sees a first plan, and until a better one: solvers loaded before."""
    solve(problem("wide", [park(20, 9, WIDE)]))
    for name, count, shape in (("wide", 250, WIDE), ("dense", 250, DENSE), ("few", 600, FEW), ("one spot", 3000, None)):
        drawn = problem(name, [park(count, 1, shape)]) if shape else _spot(count, "differing")
        told: list[tuple[float, int]] = []
        began = time.process_time()
        solve(
            drawn,
            progress=lambda step, told=told, began=began: told.append((time.process_time() - began, step.cost)),
            cancelled=lambda told=told: len(told) > 1,
        )
        shown = ", ".join(f"{cost:,} after {1000 * spent:,.0f} ms" for spent, cost in told[:2])
        print(f"first plans, {name:<12}{count:>6}  {shown}", flush=True)


def many() -> None:
    """A country's parks: 60,000 units in 300 parks, a quarter of an hour, two processes."""
    _run("300 parks", province(300, 60_000, 3), 900, WORKERS)


def large() -> None:
    """One park of 5,000 units, a quarter of an hour."""
    _run("5,000 units", problem("large", [park(5000, 1, Shape(9000, OFTEN, 15))]), 900)


PARTS: dict[str, Callable[[], None]] = {
    "single": single,
    "province": thirteen,
    "few": few,
    "parks": parks,
    "odd": odd,
    "desk": desk,
    "first": first,
    "many": many,
    "large": large,
}
MODERATE = ("single", "odd", "desk")


def main(names: list[str]) -> None:
    """Print the table of the named parts, or of those that take some minutes."""
    print(HEAD)
    for name in names or MODERATE:
        PARTS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
