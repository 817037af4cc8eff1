"""Parks where many units are alike: solved as classes, with the same proofs as any other park."""

from dataclasses import replace

import pytest

from runwu.planning.certificate.check import check_plan
from runwu.planning.joint_branches import Limits, Pair, Parameters, Problem, solve
from runwu.planning.joint_branches.arrangements import arrange
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.solver import model as models
from runwu.planning.joint_branches.solver import park as parks
from runwu.planning.joint_branches.solver.alike import classes_of
from runwu.planning.joint_branches.solver.build import build_park

from .exhaustive import cheapest
from .instances import problem, random_problem, unit
from .test_certificate import raised

ONLY_CLASSES = 0  # items beyond which a park is left to its classes


def one_spot(count: int, **fields: object) -> Problem:
    """Put units on one spot: three chains, one or two members, every ninth strong enough to take in."""
    return problem(
        *(
            unit(f"u{n}", 3 if n % 9 == 0 else 1 + n % 2, chain=f"c{n % 3}", today="t1" if n % 7 == 0 else None)
            for n in range(count)
        ),
        **fields,
    )


def test_units_that_differ_in_nothing_share_a_class() -> None:
    drawn = one_spot(180, pairs=(Pair("apart", "u1", "u2", "示例原因"),))
    index = Index(drawn)

    classes = classes_of(build_park(index, "p", arrange(index, (), ())))

    assert classes is not None
    alone = [number for number, count in enumerate(classes.counts.tolist()) if count == 1]
    assert sum(classes.counts) == 160
    assert {"u1", "u2"} <= {
        classes.small.unit_ids[item] for item, number in enumerate(classes.small_of.tolist()) if number in alone
    }


def test_what_can_make_no_difference_does_not_part_a_class() -> None:
    units = [unit(f"u{n}", 1, probationary=n % 2, today=f"t{n}") for n in range(170)]
    index = Index(problem(*units, unit("big", 3)))
    bound = Index(problem(*units, unit("big", 3), parameters=Parameters(max_members=5)))

    alike = build_park(index, "p", arrange(index, (), ())).alike
    parted = build_park(bound, "p", arrange(bound, (), ())).alike

    assert len(set(alike.tolist())) == 1
    assert len(set(parted.tolist())) == 2


def test_a_branch_of_today_that_two_share_parts_them_from_the_others() -> None:
    units = [unit(f"u{n}", 1, today="shared" if n < 2 else f"t{n}") for n in range(170)]
    index = Index(problem(*units))

    alike = build_park(index, "p", arrange(index, (), ())).alike.tolist()

    assert [alike.count(number) for number in dict.fromkeys(alike)] == [2, 168]


def test_a_park_of_many_alike_units_is_nearly_closed_by_its_classes_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parks, "LARGE", ONLY_CLASSES)
    drawn = one_spot(180)

    plan = solve(drawn)

    assert check_plan(drawn, plan) == ()
    assert check_plan(drawn, raised(plan, 0)) != ()
    assert plan.gap is not None
    assert plan.gap <= 0.01


@pytest.mark.parametrize("seed", range(40))
def test_small_parks_solved_as_classes_cost_what_brute_force_finds(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "LEAST_ALIKE", 2)
    monkeypatch.setattr(models, "MOST_CLASSES", 1.0)
    drawn = random_problem(seed, 2 + seed % 8, span=0, parks=1)

    plan = solve(drawn)

    assert plan.cost == cheapest(drawn)
    assert check_plan(drawn, plan) == ()


@pytest.mark.parametrize("seed", range(40))
def test_the_bound_of_classes_alone_holds_and_cannot_be_raised(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "LEAST_ALIKE", 2)
    monkeypatch.setattr(models, "MOST_CLASSES", 1.0)
    monkeypatch.setattr(parks, "LARGE", ONLY_CLASSES)
    drawn = random_problem(seed, 4 + seed % 9, parks=1)
    twins = tuple(replace(other, id=f"{other.id}b") for other in drawn.units)

    plan = solve(replace(drawn, units=(*drawn.units, *twins)), limits=Limits(rounds=1))

    assert check_plan(replace(drawn, units=(*drawn.units, *twins)), plan) == ()
    assert check_plan(replace(drawn, units=(*drawn.units, *twins)), raised(plan, 0)) != ()
