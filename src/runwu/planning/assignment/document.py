"""Assignments as JSON and back (数据的写法), schema `runwu-assignment/1`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ..joint_branches.errors import InstanceError
from .problem import Bar, Contact, Firm, Pin, Problem, Weights

SCHEMA = "runwu-assignment/1"
_SETS = ("languages", "trades")


def document_of(problem: Problem) -> dict[str, Any]:
    """Write a problem as JSON; sets as sorted lists."""
    return {
        "schema": SCHEMA,
        "contacts": [_plain(one) for one in problem.contacts],
        "firms": [_plain(one) for one in problem.firms],
        "weights": asdict(problem.weights),
        "max_way_m": problem.max_way_m,
        "pins": [asdict(one) for one in problem.pins],
        "bars": [asdict(one) for one in problem.bars],
    }


def problem_from_document(document: Mapping[str, Any]) -> Problem:
    """Read a problem. Raises InstanceError naming the entry that can't be read."""
    if document.get("schema") != SCHEMA:
        raise InstanceError("schema", f"是 {document.get('schema')!r}，只认 {SCHEMA}")
    return Problem(
        contacts=tuple(_read(Contact, "contacts", row, at) for at, row in enumerate(document.get("contacts", ()))),
        firms=tuple(_read(Firm, "firms", row, at) for at, row in enumerate(document.get("firms", ()))),
        weights=_read(Weights, "weights", document.get("weights", {}), None),
        max_way_m=document.get("max_way_m"),
        pins=tuple(_read(Pin, "pins", row, at) for at, row in enumerate(document.get("pins", ()))),
        bars=tuple(_read(Bar, "bars", row, at) for at, row in enumerate(document.get("bars", ()))),
    )


def _plain(entry: Contact | Firm) -> dict[str, Any]:
    return {key: sorted(value) if key in _SETS else value for key, value in asdict(entry).items()}


def _read(kind: Any, name: str, row: Mapping[str, Any], at: int | None) -> Any:
    where = name if at is None else f"{name}[{at}]"
    try:
        return kind(**{key: frozenset(value) if key in _SETS else value for key, value in row.items()})
    except (TypeError, AttributeError) as error:
        raise InstanceError(where, "缺少必填的项，或有不认识的项") from error
