"""Coordinates that are missing: estimated where something is known, and said."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from runwu.planning.command import plan_instance
from runwu.planning.joint_branches import InstanceError, document_of, problem_from_document, solve
from runwu.planning.joint_branches.locating import summary, summary_text

from .checker import faults_of
from .instances import problem, random_problem, unit


def without_places(document: dict[str, Any], *keys: str) -> dict[str, Any]:
    for entry in document["units"]:
        if entry["id"] in keys:
            entry |= {"lat": None, "lon": None}
    return document


def instance(*units: Any) -> dict[str, Any]:
    written: dict[str, Any] = json.loads(json.dumps(document_of(problem(*units))))
    return written


TOWER: dict[str, Any] = {"building": "甲楼", "grid": "g1"}


def test_a_place_is_estimated_by_building_then_by_grid_cell() -> None:
    document = instance(
        unit("a", x=100, **TOWER), unit("b", x=200, **TOWER), unit("c", **TOWER), unit("d", building="乙楼", grid="g1")
    )

    read = problem_from_document(without_places(document, "c", "d"))

    places = {one.id: (one.lat, round(one.lon, 9)) for one in read.units}
    middle = round((read.units[0].lon + read.units[1].lon) / 2, 9)
    assert [(one.entry, one.how, one.known) for one in read.estimates] == [("c", "building", 2), ("d", "grid", 2)]
    assert places["c"] == places["d"] == (read.units[0].lat, middle)


def test_unknown_places_meet_only_inside_their_building() -> None:
    document = instance(
        *(unit(f"k{n}", x=10 * n, grid="g1") for n in range(3)),
        *(unit(f"u{n}", building="丙楼", grid="g9") for n in range(3)),
        unit("lonely", grid="", building=""),
    )

    plan = solve(read := problem_from_document(without_places(document, "u0", "u1", "u2", "lonely")))

    assert len({plan.assignment[key] for key in ("u0", "u1", "u2")}) == 1
    assert plan.assignment["lonely"] is None
    assert "位置未知" in plan.left[0].text
    assert summary(read.estimates) == {"building": 0, "grid": 0, "unknown": 4}


def test_half_of_the_places_missing_is_solved_and_counted(tmp_path: Path) -> None:
    document: dict[str, Any] = json.loads(json.dumps(document_of(random_problem(91, 40, pairs=0))))
    without_places(document, *(f"u{number}" for number in range(0, 40, 2)))
    source, target = tmp_path / "in.json", tmp_path / "out.json"
    source.write_text(json.dumps(document), encoding="utf-8")
    said: list[str] = []

    plan = plan_instance(source, target, say=said.append)

    read = problem_from_document(document)
    answer = json.loads(target.read_text(encoding="utf-8"))
    assert sum(answer["estimated"].values()) == 20
    assert "20 家没有坐标" in said[0]
    assert said[0] == summary_text(read.estimates, len(read.units) + len(read.branches))
    assert faults_of(read, plan.assignment) == []


def test_estimates_stay_known_when_a_problem_is_written_and_read_again() -> None:
    read = problem_from_document(without_places(instance(unit("a", **TOWER), unit("b", **TOWER)), "b"))

    again = problem_from_document(json.loads(json.dumps(document_of(read))))

    assert [asdict(one) for one in again.estimates] == [asdict(one) for one in read.estimates]


def test_half_a_coordinate_is_refused() -> None:
    document = instance(unit("a"))
    document["units"][0]["lon"] = None

    with pytest.raises(InstanceError, match=r"units\[0\]（a）：lon 缺失"):
        problem_from_document(document)


def test_ways_too_long_for_unknown_places_are_refused() -> None:
    document = without_places(instance(unit("a", building="甲"), unit("b", building="乙", grid="x")), "a", "b")
    document["parameters"]["max_way_m"] = 1_000_000

    problem_from_document(document)
    document["units"] = [document["units"][0] | {"id": f"n{n}", "building": f"楼{n}", "grid": ""} for n in range(9)]
    with pytest.raises(InstanceError, match="位置完全未知"):
        problem_from_document(document)
