"""Instructors to enterprises: cheapest by brute force, proven without the solver, explained, refused by name."""

import itertools
import random
from dataclasses import replace

import pytest

from runwu.planning.assignment import (
    Bar,
    Contact,
    ContradictionError,
    Firm,
    InstanceError,
    LeftCode,
    Pin,
    Problem,
    Weights,
    alone,
    document_of,
    explain,
    lower_bound,
    parts_of,
    problem_from_document,
    solve,
    what_if,
)
from runwu.planning.assignment.costs import allowed

TRADES, LANGUAGES = ("生物", "数字", None), ("en", "ja")


def drawn(seed: int, *, firms: int = 5, contacts: int = 3, parks: int = 1) -> Problem:
    """Draw a small problem in which limits, ways, bars and pins all bite."""
    dice = random.Random(seed)
    people = tuple(_contact(dice, number, f"p{number % parks}") for number in range(contacts))
    places = tuple(_firm(dice, number, people, f"p{number % parks}") for number in range(firms))
    weights = Weights(left=dice.choice([0, 900, 100_000]), balance=dice.choice([0, 20, 300]))
    bars = (Bar("f0", people[0].id, "亲属"),) if dice.random() < 0.4 else ()
    pins = (Pin("f1", None),) if dice.random() < 0.3 else ()
    return Problem(people, places, weights, dice.choice([None, 700, 1500]), pins, bars)


def _place(dice: random.Random) -> dict[str, float | None]:
    if dice.random() < 0.2:
        return {"lat": None, "lon": None}
    return {"lat": 20 + dice.random() / 80, "lon": 110 + dice.random() / 80}


def _contact(dice: random.Random, number: int, park: str) -> Contact:
    spoken = frozenset(word for word in LANGUAGES if dice.random() < 0.4)
    known = frozenset(word for word in TRADES if word and dice.random() < 0.5)
    return Contact(
        f"c{number}", f"示导{number}", park, dice.randrange(4), languages=spoken, trades=known,
        elsewhere=dice.randrange(3), **_place(dice),
    )  # fmt: skip


def _firm(dice: random.Random, number: int, people: tuple[Contact, ...], park: str) -> Firm:
    asked = frozenset((dice.choice(LANGUAGES),)) if dice.random() < 0.3 else frozenset()
    today = dice.choice([None, *(one.id for one in people if one.park == park)])
    return Firm(
        f"f{number}", f"示例{number}", park, languages=asked, trade=dice.choice(TRADES), today=today, **_place(dice)
    )


def cheapest(problem: Problem) -> int:
    """Return the cost of the cheapest plan by trying every one."""
    choices = [
        [*(one.id for one in problem.contacts if allowed(problem, firm, one)), *_nobody(problem, firm)]
        for firm in problem.firms
    ]
    room = {one.id: one.room for one in problem.contacts}
    plans = (dict(zip((firm.id for firm in problem.firms), one, strict=True)) for one in itertools.product(*choices))
    return min(
        parts_of(problem, plan).total
        for plan in plans
        if all(list(plan.values()).count(one) <= most for one, most in room.items())
    )


def _nobody(problem: Problem, firm: Firm) -> list[None]:
    return [] if any(pin.firm == firm.id and pin.contact for pin in problem.pins) else [None]


@pytest.mark.parametrize("seed", range(150))
def test_the_plan_is_the_cheapest_of_all_and_proves_it(seed: int) -> None:
    problem = drawn(seed, parks=1 + seed % 2)

    plan = solve(problem)

    assert (plan.cost, plan.bound) == (cheapest(problem), plan.cost)


@pytest.mark.parametrize("seed", range(20))
def test_no_price_whatever_lifts_the_bound_above_the_optimum(seed: int) -> None:
    problem, dice = drawn(seed), random.Random(seed)
    prices = {one.id: dice.randrange(0, 2000) for one in problem.contacts}

    assert lower_bound(problem, prices) <= solve(problem).cost


@pytest.mark.parametrize("seed", range(20))
def test_limits_bars_ways_and_pins_hold(seed: int) -> None:
    problem = drawn(seed, firms=40, contacts=6, parks=2)

    plan = solve(problem)

    contacts = {one.id: one for one in problem.contacts}
    pairs = [(firm, contacts[held]) for firm in problem.firms if (held := plan.assignment[firm.id])]
    assert [pair for pair in pairs if not allowed(problem, *pair)] == []
    assert [load for load in plan.loads if load.planned > max(load.limit, contacts[load.contact].elsewhere)] == []
    assert plan.proven


def test_the_same_problem_gives_the_same_plan_and_survives_json() -> None:
    problem = drawn(7, firms=30, contacts=5)

    again = problem_from_document(document_of(problem))

    assert (again, solve(again).assignment) == (problem, solve(problem).assignment)


def test_even_loads_are_preferred_where_nothing_else_differs() -> None:
    people = tuple(Contact(f"c{number}", "", "p", 10) for number in range(3))
    firms = tuple(Firm(f"f{number}", "", "p") for number in range(9))

    plan = solve(Problem(people, firms))

    assert [load.planned for load in plan.loads] == [3, 3, 3]


def test_a_plan_never_costs_more_than_the_clerks() -> None:
    plans = [solve(drawn(seed, firms=40, contacts=6)) for seed in range(20)]

    assert [plan for plan in plans if plan.cost > plan.baseline.cost] == []


ONE = Contact("c", "示导甲", "p", 1, lat=20.0, lon=110.0)
NEAR = Firm("f", "示例甲", "p", lat=20.0, lon=110.0)


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (Problem((), (NEAR,)), LeftCode.NOBODY),
        (Problem((replace(ONE, lat=20.5),), (NEAR,), max_way_m=500), LeftCode.FAR),
        (Problem((ONE,), (NEAR,), bars=(Bar("f", "c", "亲属"),)), LeftCode.BARRED),
        (Problem((ONE,), (NEAR,), pins=(Pin("f", None),)), LeftCode.FIXED),
        (Problem((replace(ONE, limit=0),), (NEAR,)), LeftCode.FULL),
        (Problem((ONE,), (NEAR,), Weights(left=0)), LeftCode.DEARER),
    ],
)
def test_who_stays_without_is_told_why(problem: Problem, code: LeftCode) -> None:
    assert [left.code for left in solve(problem).left] == [code]


def test_why_this_one_and_what_another_would_cost() -> None:
    far = replace(ONE, id="d", name="示导乙", lat=20.01)
    problem = Problem((ONE, far), (replace(NEAR, trade="生物", today="c"),))

    found = explain(problem, solve(problem), "f")

    assert (found.contact, found.words) == ("c", "相距 0 米，不熟悉该产业链，现任，保持不变")
    assert [(one.contact, one.alone, one.words) for one in found.others] == [("d", 1512, "远 1,112 米，要更换现任")]


@pytest.mark.parametrize("seed", range(10))
def test_the_price_of_a_single_change_is_the_difference_of_the_plans(seed: int) -> None:
    problem = drawn(seed, firms=12, contacts=4)
    plan = solve(replace(problem, pins=()))
    contacts = {one.id: one for one in problem.contacts}
    loads = {one: list(plan.assignment.values()).count(one) for one in contacts}
    firm = problem.firms[3]
    target = next((one for one in problem.contacts if loads[one.id] < one.room), None)
    source = contacts.get(plan.assignment["f3"] or "")

    price = alone(problem, firm, source, target if target is not source else None, loads)

    moved = {**plan.assignment, "f3": target.id if target and target is not source else None}
    assert price == parts_of(problem, moved).total - parts_of(problem, plan.assignment).total


def test_a_lower_limit_costs_more_and_a_higher_one_less() -> None:
    problem = Problem((ONE, replace(ONE, id="d")), tuple(replace(NEAR, id=f"f{number}") for number in range(3)))

    less, more = what_if(problem, solve(problem))

    assert (less.left, more.left, solve(problem).cost > (more.cost or 0)) == (3, 0, True)


def test_a_limit_below_what_is_fixed_is_told_and_not_solved() -> None:
    problem = Problem((ONE,), (NEAR,), pins=(Pin("f", "c"),))

    (less,) = what_if(problem, solve(problem), changes=(-1,))

    assert less.cost is None


@pytest.mark.parametrize(
    ("problem", "entry"),
    [
        (Problem((ONE, ONE), ()), "contacts[1]（c）"),
        (Problem((ONE,), (NEAR, NEAR)), "firms[1]（f）"),
        (Problem((replace(ONE, limit=-1),), ()), "contacts[0]（c）"),
        (Problem((replace(ONE, lon=None),), ()), "contacts[0]（c）"),
        (Problem((), (replace(NEAR, lat=float("nan")),)), "firms[0]（f）"),
        (Problem((ONE,), (replace(NEAR, today="x"),)), "firms[0]（f）"),
        (Problem((replace(ONE, park="q"),), (replace(NEAR, today="c"),)), "firms[0]（f）"),
        (Problem((), (), Weights(trade=-1)), "weights"),
        (Problem((), (), max_way_m=-1), "max_way_m"),
        (Problem((ONE,), (NEAR,), pins=(Pin("g", "c"),)), "pins[0]（g）"),
        (Problem((ONE,), (NEAR,), bars=(Bar("f", "x", ""),)), "bars[0]"),
        (Problem((replace(ONE, park="q"),), (NEAR,), pins=(Pin("f", "c"),)), "pins[0]（f）"),
    ],
)
def test_an_ill_posed_problem_is_refused_by_name(problem: Problem, entry: str) -> None:
    with pytest.raises(InstanceError) as refused:
        solve(problem)

    assert refused.value.entry == entry


@pytest.mark.parametrize(
    "problem",
    [
        Problem((ONE,), (NEAR,), pins=(Pin("f", "c"), Pin("f", None))),
        Problem((ONE,), (NEAR,), pins=(Pin("f", "c"),), bars=(Bar("f", "c", "亲属"),)),
        Problem((replace(ONE, limit=0),), (NEAR,), pins=(Pin("f", "c"),)),
    ],
)
def test_fixed_choices_that_contradict_each_other_are_refused(problem: Problem) -> None:
    with pytest.raises(ContradictionError):
        solve(problem)


@pytest.mark.parametrize("document", [{}, {"schema": "runwu-assignment/1", "firms": [{"id": "f"}]}])
def test_a_document_that_cannot_be_read_is_refused(document: dict[str, object]) -> None:
    with pytest.raises(InstanceError):
        problem_from_document(document)
