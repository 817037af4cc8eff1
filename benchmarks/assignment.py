"""Cost, bound, gap and seconds of giving instructors to enterprises, beside a clerk's plan.

Run `python benchmarks/assignment.py`; seconds depend on the machine, costs and bounds do not.
"""

from __future__ import annotations

import random
import time

from runwu.planning.assignment import Contact, Firm, Problem, solve, what_if

DEGREE_M = 111_195
TRADES = ("生物医药", "数字经济", "新能源", "食品加工", None)
LANGUAGES = ("en", "ja", "ko")
HEAD = (
    f"{'case':<26}{'firms':>7}{'people':>8}{'cost':>11}{'bound':>11}{'gap %':>8}"
    f"{'left':>6}{'seconds':>9}{'clerk +%':>10}{'clerk left':>12}"
)


def province(parks: int, firms: int, people: int, *, slack: float = 1.1, seed: int = 1) -> Problem:
    """Draw parks with firms and instructors; limits leave `slack` times the places needed."""
    dice = random.Random(seed)
    limit = max(1, round(slack * firms / people))
    contacts = tuple(_contact(dice, number, parks, limit) for number in range(people))
    held = {park: [one.id for one in contacts if one.park == park] for park in {one.park for one in contacts}}
    return Problem(contacts, tuple(_firm(dice, number, parks, held) for number in range(firms)))


def _spot(dice: random.Random) -> dict[str, float]:
    return {"lat": 20 + dice.uniform(0, 6000) / DEGREE_M, "lon": 110 + dice.uniform(0, 6000) / DEGREE_M}


def _contact(dice: random.Random, number: int, parks: int, limit: int) -> Contact:
    spoken = frozenset(word for word in LANGUAGES if dice.random() < 0.3)
    known = frozenset(word for word in TRADES if word and dice.random() < 0.4)
    return Contact(
        f"c{number}", f"示导{number}", f"p{number % parks}", limit, languages=spoken, trades=known, **_spot(dice)
    )


def _firm(dice: random.Random, number: int, parks: int, held: dict[str, list[str]]) -> Firm:
    park = f"p{dice.randrange(parks)}"
    asked = frozenset((dice.choice(LANGUAGES),)) if dice.random() < 0.1 else frozenset()
    today = dice.choice(held[park]) if dice.random() < 0.3 else None
    return Firm(
        f"f{number}", f"示例{number}", park, languages=asked, trade=dice.choice(TRADES), today=today, **_spot(dice)
    )


def run(case: str, problem: Problem) -> None:
    """Solve and print one line."""
    began = time.perf_counter()
    plan = solve(problem)
    spent = time.perf_counter() - began
    dearer = f"{100 * (plan.baseline.cost / plan.cost - 1):.1f}" if plan.cost else "—"
    figures = f"{len(problem.firms):>7}{len(problem.contacts):>8}{plan.cost:>11}{plan.bound:>11}{100 * plan.gap:>8.3f}"
    print(f"{case:<26}{figures}{len(plan.left):>6}{spent:>9.2f}{dearer:>10}{plan.baseline.left:>12}", flush=True)


def main() -> None:
    """Print the table, and what one more or one less would do to the province."""
    print(HEAD)
    run("one park", province(1, 150, 8))
    thirteen = province(13, 2_000, 100)
    run("13 parks", thirteen)
    run("13 parks, ample limits", province(13, 2_000, 100, slack=2))
    run("one park of 2,000", province(1, 2_000, 100))
    began = time.perf_counter()
    for one in what_if(thirteen, solve(thirteen)):
        print(f"13 parks, limit {one.change:+d}: cost {one.cost}, bound {one.bound}, left {one.left}")
    print(f"what-if: {time.perf_counter() - began:.2f} s")


if __name__ == "__main__":
    main()
