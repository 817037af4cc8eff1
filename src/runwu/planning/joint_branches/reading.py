"""Read typed fields out of JSON objects, naming the entry whenever one is wrong (字段读取)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .errors import InstanceError

MISSING = object()
MOST = 1_000_000  # no count, limit or price of a real park comes near it


class Entry:
    """One JSON object of an instance together with the name it goes by in messages, such as “units[3]（u-17）”."""

    def __init__(self, value: Any, where: str) -> None:
        if not isinstance(value, Mapping):
            raise InstanceError(where, f"应为对象（{{…}}），读到的是{_kind(value)}")
        self._value = value
        own_id = value.get("id")
        self.where = f"{where}（{own_id}）" if isinstance(own_id, str) else where

    def has(self, key: str) -> bool:
        """Tell whether the field is there."""
        return key in self._value

    def refuse(self, key: str, problem: str) -> InstanceError:
        """Build the error for one field."""
        return InstanceError(self.where, f"{key} {problem}")

    def refuse_unknown(self, known: set[str]) -> None:
        """Refuse fields outside `known`, so that a misspelt setting is not silently the default."""
        for key in self._value:
            if key not in known:
                raise self.refuse(str(key), f"不是可用的名称，可用的是 {'、'.join(sorted(known))}")

    def _get(self, key: str, default: Any) -> Any:
        value = self._value.get(key, default)
        if value is MISSING:
            raise self.refuse(key, "缺失")
        return value

    def entry(self, key: str) -> Entry:
        """Read an object; a missing one is empty."""
        return Entry(self._value.get(key, {}), key)

    def entries(self, key: str, *, required: bool = True) -> list[Entry]:
        """Read a list of objects."""
        value = self._get(key, MISSING if required else [])
        if not isinstance(value, list):
            raise self.refuse(key, f"应为列表，读到的是{_kind(value)}")
        return [Entry(item, f"{key}[{number}]") for number, item in enumerate(value)]

    def text(self, key: str, default: Any = MISSING) -> str:
        """Read a string that may be empty."""
        value = self._get(key, default)
        if not isinstance(value, str):
            raise self.refuse(key, f"应为文字，读到的是{_kind(value)}")
        return value

    def name(self, key: str) -> str:
        """Read a string that must not be empty."""
        value = self.text(key)
        if not value.strip():
            raise self.refuse(key, "不能为空")
        return value

    def label(self, key: str) -> str | None:
        """Read an optional label; an empty one counts as not given, a whole number as its digits."""
        value = self._value.get(key)
        if value is None or value == "":
            return None
        return str(value) if _is_whole(value) else self.text(key)

    def count(self, key: str, default: Any = MISSING, *, least: int = 0) -> int:
        """Read a whole number that is at least `least`."""
        value = self._get(key, default)
        if not _is_whole(value):
            raise self.refuse(key, f"应为整数，读到的是{_kind(value)}")
        if value < least:
            raise self.refuse(key, f"是 {value}，不能小于 {least}")
        if value > MOST:
            raise self.refuse(key, f"是 {value:.6g}，不能大于 {MOST}")
        return int(value)

    def flag(self, key: str, default: bool) -> bool:
        """Read true or false."""
        value = self._get(key, default)
        if not isinstance(value, bool):
            raise self.refuse(key, f"应为 true 或 false，读到的是{_kind(value)}")
        return value

    def degrees(self, key: str, limit: int) -> float | None:
        """Read a coordinate between -limit and limit; null means that it is not known."""
        value = self._get(key, MISSING)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.refuse(key, f"应为数字（度），读到的是{_kind(value)}")
        if not abs(value) <= limit:  # written so that NaN is refused too
            raise self.refuse(key, f"是 {value}，不在 -{limit} 到 {limit} 度之间")
        return float(value)


def _is_whole(value: Any) -> bool:
    whole_float = isinstance(value, float) and value.is_integer()
    return (isinstance(value, int) and not isinstance(value, bool)) or whole_float


def _kind(value: Any) -> str:
    if value is None:
        return "空值"
    if isinstance(value, bool):
        return "真假值"
    kinds = {str: "文字", int: "数字", float: "数字", list: "列表", dict: "对象"}
    return f"{kinds.get(type(value), '其他类型')} {str(value)[:40]!r}"
