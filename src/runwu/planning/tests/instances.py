"""Invented instances for the planner's tests: names and places mean nothing."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from runwu.planning.joint_branches import PROFILES, Branch, Costs, Pair, Parameters, Park, Problem, Unit
from runwu.planning.joint_branches.problem import PairKind

DEGREE_M = 111_195
SOUTH, WEST = 20.0, 110.0


def unit(key: str, full: int = 1, *, x: float = 0, y: float = 0, **fields: Any) -> Unit:
    """Make a unit x metres east and y metres north of the corner."""
    place = {"lat": SOUTH + y / DEGREE_M, "lon": WEST + x / DEGREE_M}
    defaults: dict[str, Any] = {"name": f"示例企业{key}", "park": "p", "building": "", "grid": "g", "chain": None}
    return Unit(**{**defaults, **place, "id": key, "full_members": full, **fields})


def branch(key: str, *, units: int = 1, full: int = 3, x: float = 0, y: float = 0, **fields: Any) -> Branch:
    """Make an existing branch."""
    place = {"lat": SOUTH + y / DEGREE_M, "lon": WEST + x / DEGREE_M}
    defaults: dict[str, Any] = {"name": f"示例支部{key}", "park": "p", "grid": "g", "chain": None, "members": full}
    return Branch(**{**defaults, **place, "id": key, "units": units, "full_members": full, **fields})


def problem(*units: Unit, **fields: Any) -> Problem:
    """Make a problem of one park."""
    return Problem(**{"name": "示例", "parks": (Park("p", "示例园区"),), "units": units, **fields})


def random_problem(seed: int, count: int, **choices: Any) -> Problem:
    """Draw a problem of `count` units; choices fix what would be drawn as well: span, parks, pairs, limits, left."""
    dice = random.Random(seed)
    drawn: dict[str, Any] = {
        "span": dice.choice([0, 300, 1500, 4000]),
        "parks": dice.choice([1, 1, 2]),
        "branches": dice.randint(0, 2),
        "pairs": dice.randint(0, 4),
        "big": dice.choice([0.0, 0.1, 0.2]),
        "two": dice.choice([0.0, 0.3, 0.5]),
        "left": dice.choice([3000, 3000, 300, 700]),
        "members": dice.choice([50, 50, 6, 10]),
        "limit": dice.choice([5, 5, 5, 3, 4]),
        "profile": dice.choice(list(PROFILES)),
        "take_in": dice.random() < 0.8,
    } | choices
    units = tuple(_random_unit(dice, number, drawn) for number in range(count))
    return Problem(
        name=f"随机 {seed}",
        parks=tuple(Park(f"p{number}", f"示例园区{number}") for number in range(drawn["parks"])),
        units=units,
        branches=tuple(_random_branch(dice, number, drawn) for number in range(drawn["branches"])),
        pairs=_random_pairs(dice, units, drawn["pairs"]),
        profile=drawn["profile"],
        parameters=Parameters(
            max_members=drawn["members"], max_units=drawn["limit"], big_units_may_take_in=drawn["take_in"]
        ),
        costs=replace(PROFILES[drawn["profile"]], left=drawn["left"]),
    )


def _random_place(dice: random.Random, number: int, drawn: dict[str, Any]) -> dict[str, Any]:
    x, y = dice.uniform(0, drawn["span"]), dice.uniform(0, drawn["span"])
    return {
        "x": x,
        "y": y,
        "park": f"p{number % drawn['parks']}",
        "grid": f"g{int(x // 500)}-{int(y // 500)}",
        "chain": dice.choice([None, "c1", "c2", "c3"]),
        "today": dice.choice([None, None, "t1", "t2", "t3"]),
    }


def _random_unit(dice: random.Random, number: int, drawn: dict[str, Any]) -> Unit:
    draw = dice.random()
    full = 3 + dice.randrange(4) if draw < drawn["big"] else 2 if draw < drawn["big"] + drawn["two"] else 1
    return unit(f"u{number}", full, probationary=dice.choice([0, 0, 1]), **_random_place(dice, number, drawn))


def _random_branch(dice: random.Random, number: int, drawn: dict[str, Any]) -> Branch:
    full = dice.randint(3, 10)
    place = _random_place(dice, number, drawn)
    return branch(f"b{number}", units=dice.randint(1, 5), full=full, members=full + dice.randint(0, 3), **place)


def _random_pairs(dice: random.Random, units: tuple[Unit, ...], count: int) -> tuple[Pair, ...]:
    pairs: dict[frozenset[str], Pair] = {}
    for _ in range(count if len(units) > 1 else 0):
        a, b = dice.sample(units, 2)
        small = max(a.full_members, b.full_members) < 3
        kind: PairKind = "together" if small and a.park == b.park and dice.random() < 0.4 else "apart"
        pairs.setdefault(frozenset((a.id, b.id)), Pair(kind, a.id, b.id, "示例原因"))
    return tuple(pairs.values())


def costs(**changed: int) -> Costs:
    """Return the default costs with some changed."""
    return replace(Costs(), **changed)
