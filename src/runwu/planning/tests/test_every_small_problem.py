"""Problems of up to twelve units in any shape: the plan equals brute force, and its proof holds."""

from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from runwu.planning.certificate.check import check_plan
from runwu.planning.joint_branches import Branch, Costs, Forced, Pair, Parameters, Park, Problem, Unit, solve

from .checker import faults_of
from .exhaustive import cheapest
from .instances import branch, costs, unit

SPOTS = (0, 0, 1, 400, 400, 1100, 1499, 1500, 1501, 2600)
LABELS = (None, "甲", "乙")

metres = st.sampled_from(SPOTS)
labels = st.sampled_from(LABELS)


@st.composite
def units(draw: st.DrawFn, number: int) -> Unit:
    """Draw a unit on one of a few spots, so that ties and zero distances are common."""
    full = draw(st.sampled_from((1, 1, 1, 2, 2, 3, 0)))
    place: dict[str, Any] = {"x": draw(metres), "y": draw(st.sampled_from((0, 0, 700)))}
    labelled: dict[str, Any] = {
        "chain": draw(labels),
        "today": draw(labels),
        "grid": draw(st.sampled_from(("g1", "g2", ""))),
    }
    return unit(f"u{number}", full, probationary=draw(st.integers(0, 2)), **place, **labelled)


@st.composite
def branches(draw: st.DrawFn, number: int) -> Branch:
    """Draw an existing branch that may be full already."""
    full = draw(st.integers(3, 8))
    return branch(f"b{number}", units=draw(st.integers(1, 6)), full=full, x=draw(metres), today=draw(labels))


@st.composite
def pairs(draw: st.DrawFn, entries: tuple[Unit, ...]) -> tuple[Pair, ...]:
    """Draw forbidden pairs, and required ones among units that join branches."""
    ids = [entry.id for entry in entries]
    small = [entry.id for entry in entries if entry.full_members < 3]
    drawn: dict[frozenset[str], Pair] = {}
    for kind, pool in (("apart", ids), ("apart", ids), ("together", small)):
        if len(pool) > 1 and draw(st.booleans()):
            a, b = draw(st.permutations(pool))[:2]
            drawn.setdefault(frozenset((a, b)), Pair("apart" if kind == "apart" else "together", a, b))
    return tuple(drawn.values())


@st.composite
def problems(draw: st.DrawFn, most: int) -> Problem:
    """Draw a whole problem."""
    count = draw(st.integers(0, most))
    here = tuple(draw(units(number)) for number in range(count))
    return Problem(
        name="任意",
        parks=(Park("p", "示例园区"),),
        units=here,
        branches=tuple(draw(branches(number)) for number in range(draw(st.integers(0, 2)))),
        pairs=draw(pairs(here)),
        parameters=Parameters(
            max_units=draw(st.sampled_from((5, 5, 4, 2))),
            max_members=draw(st.sampled_from((50, 50, 5))),
            max_way_m=draw(st.sampled_from((1500, 1500, 0))),
            big_units_may_take_in=draw(st.booleans()),
        ),
        costs=draw(st.sampled_from((Costs(), costs(left=0), costs(left=250), costs(three=800), costs(branch=0)))),
    )


QUICK = settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(problems(9))
@example(Problem("空", (Park("p", "示例园区"),), ()))
def test_every_small_problem_equals_brute_force(problem: Problem) -> None:
    plan = solve(problem)

    assert (plan.cost, plan.bound) == (cheapest(problem), plan.cost)
    assert faults_of(problem, plan.assignment) == []
    assert check_plan(problem, plan) == ()


@settings(QUICK, max_examples=12)
@given(problems(12).filter(lambda problem: len(problem.units) > 10))
def test_twelve_units_in_any_shape_equal_brute_force(problem: Problem) -> None:
    plan = solve(problem)

    assert (plan.cost, plan.bound) == (cheapest(problem), plan.cost)
    assert check_plan(problem, plan) == ()


@QUICK
@given(problems(8).filter(lambda problem: any(unit.full_members < 3 for unit in problem.units)), st.randoms())
def test_the_best_of_all_places_of_one_unit_is_the_best_plan(problem: Problem, dice: Any) -> None:
    free = [entry.id for entry in problem.units if entry.full_members < 3]
    chosen = dice.choice(free)
    best = solve(problem)

    around = solve(problem, forced=[Forced(chosen, None)])

    assert around.cost >= best.cost == cheapest(problem)
    assert check_plan(problem, around, forced=[Forced(chosen, None)]) == ()
