"""Instances: what is read comes out again; what is ill-posed is refused with the entry named."""

import json
from pathlib import Path
from typing import Any

import pytest

from runwu.planning.command import plan_instance
from runwu.planning.joint_branches import (
    PROFILES,
    InstanceError,
    Problem,
    document_of,
    problem_from_document,
    problem_from_text,
    solve,
)

from .instances import problem, random_problem, unit

PLACE = {"name": "示例", "park": "p", "lat": 20, "lon": 110, "grid": "g", "chain": None, "today": None}
UNIT = PLACE | {"building": "", "full_members": 1, "probationary": 0}
BRANCH = PLACE | {"id": "b", "units": 1, "full_members": 3, "members": 3}
PARKS = [{"id": "p", "name": "示例园区"}, {"id": "q", "name": "另一园区"}]


def document(**changed: Any) -> dict[str, Any]:
    """Return a well-posed document with some entries changed."""
    units = [UNIT | {"id": f"u{number}"} for number in range(4)]
    head = {"schema": "runwu-joint-branch/1", "name": "示例", "profile": "近便"}
    return head | {"parks": PARKS, "units": units, "branches": [BRANCH], "pairs": []} | changed


def with_unit(**changed: Any) -> dict[str, Any]:
    """Return the document with its second unit changed."""
    whole = document()
    whole["units"][1] |= changed
    return whole


def with_pairs(*pairs: tuple[str, str, str]) -> dict[str, Any]:
    """Return the document with pairs (kind, a, b)."""
    return document(pairs=[{"kind": kind, "a": a, "b": b, "reason": "示例"} for kind, a, b in pairs])


@pytest.mark.parametrize("seed", range(6))
def test_a_problem_survives_being_written_and_read(seed: int) -> None:
    drawn = random_problem(seed, 9)

    read = problem_from_text(json.dumps(document_of(drawn)))

    assert read == drawn


def test_costs_and_limits_that_are_not_given_come_from_the_profile() -> None:
    read = problem_from_document(document(profile="同链", costs={"left": 900}, parameters={"max_way_m": 800}))

    assert (read.costs.chain, read.costs.left) == (400, 900)
    assert (read.parameters.max_way_m, read.parameters.max_units) == (800, 5)


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_is_read(profile: str) -> None:
    assert problem_from_document(document(profile=profile)).costs == PROFILES[profile]


ILL_POSED = [
    ([], "测算数据"),
    (document(schema="runwu-joint-branch/2"), "schema"),
    (document(schema=7), "schema"),
    (document(profile="最省"), "最省"),
    (document(units={}), "units"),
    (document(units=[3]), "units[0]"),
    (document(units=[{"id": ""}]), "units[0]"),
    (document(parameters={"max_way": 3}), "max_way"),
    (document(parameters={"max_units": 0}), "max_units"),
    (document(parameters={"big_units_may_take_in": 1}), "big_units_may_take_in"),
    (document(costs={"left": -1}), "left"),
    (document(costs={"left": 10**30}), "left"),
    (document(parks=[{"id": "p"}, {"id": "p"}]), "parks[1]（p）"),
    (document(parks=[{"id": "p", "name": 4}]), "parks[0]（p）"),
    (with_unit(id="u0"), "units[1]（u0）"),
    (with_unit(id="b"), "branches[0]（b）"),
    (with_unit(park="z"), "units[1]（u1）"),
    (with_unit(park=None), "units[1]（u1）"),
    (with_unit(full_members=-1), "units[1]（u1）"),
    (with_unit(full_members="2"), "units[1]（u1）"),
    (with_unit(full_members=1.5), "units[1]（u1）"),
    (with_unit(full_members=True), "units[1]（u1）"),
    (with_unit(probationary=-2), "units[1]（u1）"),
    (with_unit(lat=float("nan")), "units[1]（u1）"),
    (with_unit(lat=None), "units[1]（u1）"),
    (with_unit(lat="20"), "units[1]（u1）"),
    (with_unit(lat=91), "units[1]（u1）"),
    (with_unit(lon=-180.5), "units[1]（u1）"),
    (with_unit(lon=10**400), "units[1]（u1）"),
    (with_unit(chain=["x"]), "units[1]（u1）"),
    (with_pairs(("near", "u0", "u1")), "pairs[0]"),
    (with_pairs(("apart", "u0", "u9")), "pairs[0]（u0、u9）"),
    (with_pairs(("apart", "u0", "u0")), "pairs[0]（u0、u0）"),
    (with_pairs(("together", "u0", "u1"), ("apart", "u1", "u0")), "pairs[1]（u1、u0）"),
    (with_unit(park="q") | {"pairs": [{"kind": "together", "a": "u0", "b": "u1"}]}, "pairs[0]（u0、u1）"),
    (with_unit(full_members=3) | {"pairs": [{"kind": "together", "a": "b", "b": "u1"}]}, "u1"),
    (with_unit(lat=21) | {"pairs": [{"kind": "together", "a": "b", "b": "u1"}]}, "u1"),
    (with_unit(probationary=60) | {"pairs": [{"kind": "together", "a": "b", "b": "u1"}]}, "u1"),
    (with_pairs(*[("together", "b", f"u{n}") for n in range(4)], ("apart", "u0", "u3")), "u0"),
]


@pytest.mark.parametrize(("ill_posed", "named"), ILL_POSED)
def test_an_ill_posed_instance_is_refused_with_its_entry_named(ill_posed: Any, named: str) -> None:
    with pytest.raises(InstanceError) as refusal:
        problem_from_document(ill_posed)

    assert named in str(refusal.value)


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"schema": 1, "schema": 2}', "null"])
def test_a_text_that_is_no_instance_is_refused(text: str) -> None:
    with pytest.raises(InstanceError):
        problem_from_text(text)


def test_a_problem_built_by_hand_is_checked_too() -> None:
    with pytest.raises(InstanceError, match="u1"):
        solve(problem(unit("u1"), unit("u1")))


def test_units_that_are_tied_and_kept_apart_through_others_are_left() -> None:
    tied = with_pairs(("together", "u0", "u1"), ("together", "u1", "u2"), ("apart", "u0", "u2"))

    plan = solve(problem_from_document(tied))

    assert [plan.assignment[key] for key in ("u0", "u1", "u2")] == [None, None, None]
    assert [left.code for left in plan.left] == ["kept_apart"] * 3


def test_the_command_writes_the_answer_of_an_instance_file(tmp_path: Path) -> None:
    source, target = tmp_path / "problem.json", tmp_path / "answer.json"
    source.write_text(json.dumps(document()), encoding="utf-8")

    plan = plan_instance(source, target)

    answer = json.loads(target.read_text(encoding="utf-8"))
    assert answer["schema"] == "runwu-joint-branch-answer/1"
    assert answer["assignment"] == dict(plan.assignment)
    assert sum(answer["parts"].values()) == answer["cost"] == answer["bound"]
    assert answer["gap"] == 0


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "problem.json"
    source.write_bytes(json.dumps(document(), ensure_ascii=False).encode("gb18030"))

    with pytest.raises(InstanceError, match="UTF-8"):
        plan_instance(source, tmp_path / "answer.json")


def test_an_empty_problem_has_an_empty_plan() -> None:
    plan = solve(Problem("空", (), ()))

    assert (plan.cost, plan.bound, plan.gap, dict(plan.assignment)) == (0, 0, 0.0, {})
