"""Refuse ill-posed problems with one clear message each (数据检查)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import combinations

from .errors import InstanceError
from .geometry import distance_m
from .problem import Branch, Pair, Problem, Unit
from .ties import together_blocks

Place = Unit | Branch


def check(problem: Problem) -> None:
    """Raise InstanceError for the first ill-posed entry of a problem."""
    _check_numbers(problem)
    parks = _unique("parks", [park.id for park in problem.parks])
    _unique("units", [unit.id for unit in problem.units])
    places: dict[str, Place] = {unit.id: unit for unit in problem.units}
    for number, branch in enumerate(problem.branches):
        if branch.id in places:
            raise InstanceError(f"branches[{number}]（{branch.id}）", "编号与前面的单位或支部重复")
        places[branch.id] = branch
    _check_places("units", problem.units, parks)
    _check_places("branches", problem.branches, parks)
    _check_pairs(problem, places)
    _check_blocks(problem, places)


def _unique(list_name: str, ids: Sequence[str]) -> set[str]:
    seen: set[str] = set()
    for number, entry in enumerate(ids):
        if entry in seen:
            raise InstanceError(f"{list_name}[{number}]（{entry}）", "编号出现了两次")
        seen.add(entry)
    return seen


def _check_numbers(problem: Problem) -> None:
    limits = problem.parameters
    floors = {"min_full": 1, "max_members": 1, "max_units": 1, "max_way_m": 0}
    for key, floor in floors.items():
        if getattr(limits, key) < floor:
            raise InstanceError("parameters", f"{key} 是 {getattr(limits, key)}，不能小于 {floor}")
    for key in ("branch", "grid", "chain", "three", "change", "left"):
        if getattr(problem.costs, key) < 0:
            raise InstanceError("costs", f"{key} 是 {getattr(problem.costs, key)}，不能小于 0")


def _check_places(list_name: str, places: Iterable[Place], parks: set[str]) -> None:
    for number, place in enumerate(places):
        where = f"{list_name}[{number}]（{place.id}）"
        if place.park not in parks:
            raise InstanceError(where, f"园区编号 {place.park} 不在 parks 里")
        for key in ("full_members", "probationary", "members", "units"):
            if getattr(place, key, 0) < 0:
                raise InstanceError(where, f"{key} 是 {getattr(place, key)}，不能小于 0")
        _check_coordinates(where, place)
        if isinstance(place, Branch) and place.members < place.full_members:
            raise InstanceError(where, f"党员 {place.members} 名少于正式党员 {place.full_members} 名")


def _check_coordinates(where: str, place: Place) -> None:
    for key, value, limit in (("lat", place.lat, 90), ("lon", place.lon, 180)):
        if not math.isfinite(value) or abs(value) > limit:
            raise InstanceError(where, f"{key} 是 {value}，不在 -{limit} 到 {limit} 度之间")


def _check_pairs(problem: Problem, places: dict[str, Place]) -> None:
    kinds: dict[frozenset[str], str] = {}
    for number, pair in enumerate(problem.pairs):
        where = f"pairs[{number}]（{pair.a}、{pair.b}）"
        _check_pair(where, pair, places)
        if kinds.setdefault(frozenset((pair.a, pair.b)), pair.kind) != pair.kind:
            raise InstanceError(where, "同一对单位既要求同组又要求分开，两条互相矛盾")


def _check_pair(where: str, pair: Pair, places: dict[str, Place]) -> None:
    if pair.kind not in ("apart", "together"):
        raise InstanceError(where, f"kind 是 {pair.kind}，只能是 apart 或 together")
    for end in (pair.a, pair.b):
        if end not in places:
            raise InstanceError(where, f"编号 {end} 不在 units 或 branches 里")
    if pair.a == pair.b:
        raise InstanceError(where, "两端是同一个单位")
    if pair.kind == "together" and places[pair.a].park != places[pair.b].park:
        raise InstanceError(where, "要求同组的两个单位不在同一个园区")


def _check_blocks(problem: Problem, places: dict[str, Place]) -> None:
    """A block tied to a unit with its own branch, or to an existing branch, has only that one place: it must fit."""
    for block in together_blocks(places, problem.pairs):
        anchors = [entry for entry in block if _keeps_its_branch(places[entry], problem)]
        joiners = [places[entry] for entry in block if entry not in anchors]
        if len(anchors) > 1:
            raise InstanceError(f"pairs（{anchors[0]}、{anchors[1]}）", "要求同组，但两者各有自己的支部，不能并到一处")
        if anchors and joiners:
            _check_anchored(problem, places[anchors[0]], [unit for unit in joiners if isinstance(unit, Unit)])


def _keeps_its_branch(place: Place, problem: Problem) -> bool:
    return isinstance(place, Branch) or place.full_members >= problem.parameters.min_full


def _check_anchored(problem: Problem, anchor: Place, joiners: list[Unit]) -> None:
    where = f"pairs（{'、'.join([anchor.id, *(unit.id for unit in joiners)])}）"
    limits = problem.parameters
    if isinstance(anchor, Unit) and not limits.big_units_may_take_in:
        raise InstanceError(where, f"{anchor.id} 有自己的支部，而设置不让这样的单位接收邻近单位")
    far = [unit.id for unit in joiners if _way(unit, anchor) > limits.max_way_m]
    if far:
        raise InstanceError(where, f"{far[0]} 到 {anchor.id} 超过 {limits.max_way_m} 米，无法同组")
    units = anchor.units if isinstance(anchor, Branch) else 1
    if units + len(joiners) > limits.max_units:
        raise InstanceError(where, f"同组后有 {units + len(joiners)} 个单位，超过 {limits.max_units} 个")
    members = anchor.members + sum(unit.members for unit in joiners)
    if members > limits.max_members:
        raise InstanceError(where, f"同组后有党员 {members} 名，超过 {limits.max_members} 名")
    _check_apart_inside(where, problem, {anchor.id, *(unit.id for unit in joiners)})


def _way(unit: Unit, anchor: Place) -> int:
    return distance_m(unit.lat, unit.lon, anchor.lat, anchor.lon)


def _check_apart_inside(where: str, problem: Problem, block: set[str]) -> None:
    apart = {frozenset((pair.a, pair.b)) for pair in problem.pairs if pair.kind == "apart"}
    clashes = [two for two in combinations(sorted(block), 2) if frozenset(two) in apart]
    if clashes:
        raise InstanceError(where, f"{clashes[0][0]} 与 {clashes[0][1]} 又要求分开，互相矛盾")
