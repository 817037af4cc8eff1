"""Instances and answers as JSON (数据与答案的 JSON 格式)."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .checks import check
from .errors import InstanceError
from .locating import KINDS, Estimate, located, summary
from .problem import (
    ANSWER_SCHEMA,
    NEAR,
    PROFILES,
    SCHEMA,
    Branch,
    Costs,
    Pair,
    PairKind,
    Parameters,
    Park,
    Problem,
    Unit,
)
from .reading import Entry

if TYPE_CHECKING:
    from .plan import Plan


def read_instance(path: Path) -> Problem:
    """Read an instance file in UTF-8; raises InstanceError for anything that is not a well-posed instance."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InstanceError(path.name, "不是 UTF-8 文本", "请另存为 UTF-8 编码的 JSON。") from error
    return problem_from_text(text, name=path.name)


def problem_from_text(text: str, *, name: str = "测算数据") -> Problem:
    """Read an instance from JSON text."""
    try:
        document = json.loads(text, object_pairs_hook=_without_repeats)
    except (json.JSONDecodeError, RecursionError) as error:
        where = f"第 {error.lineno} 行第 {error.colno} 列" if isinstance(error, json.JSONDecodeError) else "嵌套过深"
        raise InstanceError(name, f"不是有效的 JSON（{where}）") from error
    return problem_from_document(document)


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entries = dict(pairs)
    if len(entries) != len(pairs):
        repeated = next(key for number, (key, _) in enumerate(pairs) if key in dict(pairs[:number]))
        raise InstanceError(str(entries.get("id", "测算数据")), f"名称 {repeated} 在同一个对象里出现了两次")
    return entries


def problem_from_document(document: Any) -> Problem:
    """Read an instance from parsed JSON and check it."""
    entry = Entry(document, "测算数据")
    if entry.text("schema") != SCHEMA:
        raise entry.refuse("schema", f"是 {entry.text('schema')}，这里只读 {SCHEMA}")
    profile = entry.text("profile", NEAR)
    if profile not in PROFILES:
        raise entry.refuse("profile", f"是 {profile}，只能是 {'、'.join(PROFILES)}")
    parameters = _parameters(entry.entry("parameters"))
    units = [_unit(unit) for unit in entry.entries("units")]
    branches = [_branch(branch) for branch in entry.entries("branches", required=False)]
    earlier = [_estimate(one) for one in entry.entries("estimates", required=False)]
    estimates = (*earlier, *located(units, branches, parameters.max_way_m))
    problem = Problem(
        name=entry.text("name", ""),
        profile=profile,
        parameters=parameters,
        costs=_costs(entry.entry("costs"), PROFILES[profile]),
        parks=tuple(_park(park) for park in entry.entries("parks")),
        units=tuple(Unit(**unit) for unit in units),
        branches=tuple(Branch(**branch) for branch in branches),
        pairs=tuple(_pair(pair) for pair in entry.entries("pairs", required=False)),
        estimates=estimates,
    )
    check(problem)
    return problem


def _parameters(entry: Entry) -> Parameters:
    default = Parameters()
    entry.refuse_unknown({field.name for field in fields(Parameters)})
    return Parameters(
        min_full=entry.count("min_full", default.min_full, least=1),
        max_members=entry.count("max_members", default.max_members, least=1),
        max_units=entry.count("max_units", default.max_units, least=1),
        max_way_m=entry.count("max_way_m", default.max_way_m),
        big_units_may_take_in=entry.flag("big_units_may_take_in", default.big_units_may_take_in),
    )


def _costs(entry: Entry, default: Costs) -> Costs:
    names = [field.name for field in fields(Costs)]
    entry.refuse_unknown(set(names))
    return Costs(**{name: entry.count(name, getattr(default, name)) for name in names})


def _park(entry: Entry) -> Park:
    return Park(entry.name("id"), entry.text("name", ""))


def _estimate(entry: Entry) -> Estimate:
    how = entry.text("how")
    if how not in KINDS:
        raise entry.refuse("how", f"是 {how}，只能是 {'、'.join(KINDS)}")
    return Estimate(entry.name("entry"), how, entry.count("known"))


def _place(entry: Entry) -> dict[str, Any]:
    lat, lon = entry.degrees("lat", 90), entry.degrees("lon", 180)
    if (lat is None) != (lon is None):
        raise entry.refuse("lon" if lon is None else "lat", "缺失，而另一个坐标有值；两个都要有，或都为空（null）")
    return {
        "id": entry.name("id"),
        "name": entry.text("name", ""),
        "park": entry.name("park"),
        "lat": lat,
        "lon": lon,
        "grid": entry.label("grid") or "",
        "chain": entry.label("chain"),
        "full_members": entry.count("full_members"),
        "today": entry.label("today"),
    }


def _unit(entry: Entry) -> dict[str, Any]:
    building = entry.label("building") or ""
    return {**_place(entry), "building": building, "probationary": entry.count("probationary", 0)}


def _branch(entry: Entry) -> dict[str, Any]:
    return {**_place(entry), "units": entry.count("units"), "members": entry.count("members")}


def _pair(entry: Entry) -> Pair:
    kind = entry.text("kind")
    if kind not in ("apart", "together"):
        raise entry.refuse("kind", f"是 {kind}，只能是 apart 或 together")
    checked: PairKind = "apart" if kind == "apart" else "together"
    return Pair(checked, entry.name("a"), entry.name("b"), entry.label("reason") or "")


def document_of(problem: Problem) -> dict[str, Any]:
    """Write a problem as the document that `problem_from_document` reads."""
    parts = {one.name: _plain(getattr(problem, one.name)) for one in fields(problem)}
    return {"schema": SCHEMA, **parts}


def _plain(value: Any) -> Any:
    """Return a part of a problem as plain data; its entries hold plain values only, so `asdict` need not copy them deeply."""
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    return {one.name: getattr(value, one.name) for one in fields(value)} if is_dataclass(value) else value


def answer_of(plan: Plan, problem: Problem | None = None) -> dict[str, Any]:
    """Write a plan as an answer; null stands for the catch-all branch. With the problem, estimated places are counted."""
    estimates = problem.estimates if problem is not None else ()
    return {
        "schema": ANSWER_SCHEMA,
        "name": plan.name,
        "profile": plan.profile,
        "assignment": dict(plan.assignment),
        "cost": plan.cost,
        "bound": plan.bound,
        "gap": plan.gap,
        "parts": asdict(plan.parts),
        "seconds": round(plan.seconds, 3),
        "ended": plan.ended.value,
        "clerks_cost": plan.baseline.cost,
    } | ({"estimated": summary(estimates)} if estimates else {})


def write_answer(plan: Plan, path: Path, problem: Problem | None = None) -> None:
    """Write the answer file in UTF-8."""
    path.write_text(json.dumps(answer_of(plan, problem), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
