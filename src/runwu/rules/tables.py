"""Read a field of a parsed TOML table, or say which file and field does not fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

Table = Mapping[str, Any]  # Any: parsed TOML
AnyType = TypeVar("AnyType")
Fail = Callable[[str], Exception]


def field(table: Table, name: str, kind: type[AnyType], fail: Fail) -> AnyType:
    """Read a field that has to be there, of exactly this type: a moment is no day, true is no number.

    >>> field({"year": 2026}, "year", int, ValueError)
    2026
    """
    found = table.get(name) if isinstance(table, Mapping) else None
    if type(found) is not kind:
        raise fail(f"字段 {name} 缺少或类型不对")
    return found


def list_field(table: Table, name: str, kind: type[AnyType], fail: Fail) -> list[AnyType]:
    """Read a field that holds a list of one type.

    >>> list_field({"after": ["talk"]}, "after", str, ValueError)
    ['talk']
    """
    found = field(table, name, list, fail)
    if any(type(entry) is not kind for entry in found):
        raise fail(f"字段 {name} 里有类型不对的项")
    return found


def only(known: set[str], table: Table, fail: Fail) -> None:
    """Refuse fields that nobody reads.

    >>> only({"year"}, {"year": 2026}, ValueError)
    """
    strange = sorted(set(table) - known)
    if strange:
        raise fail(f"有不认识的字段 {'、'.join(strange)}")
