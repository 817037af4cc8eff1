"""The yearly notices on days off (放假安排) as data, checked on reading."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from runwu.rules.errors import ParameterError

Table = Mapping[str, Any]  # Any: parsed TOML
SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The official notice of one year (放假通知): days off, and weekend days worked instead.

    Raises ParameterError for a day of another year, a worked day that is no weekend day, or a day
    that is both off and worked.
    """

    year: int
    document: str
    off: frozenset[date]
    worked: frozenset[date]

    def __post_init__(self) -> None:
        """Refuse a notice that contradicts itself."""
        if any(day.year != self.year for day in self.off | self.worked):
            raise _fail(self.year, "列了别的年份的日子")
        if any(day.weekday() < SATURDAY for day in self.worked):
            raise _fail(self.year, "调休上班的日子不在周末")
        if self.off & self.worked:
            raise _fail(self.year, "同一天既放假又上班")


def load_notices(table: Table) -> dict[int, Notice]:
    """Read notices from parsed TOML, keyed by their year.

    Raises ParameterError for a year listed twice or a period that ends before it starts.
    """
    notices: dict[int, Notice] = {}
    for entry in table.get("notice", ()):
        notice = _notice(entry)
        if notice.year in notices:
            raise _fail(notice.year, "列了两次")
        notices[notice.year] = notice
    return notices


@cache
def packaged_notices() -> Mapping[int, Notice]:
    """Read the notices that come with the library.

    >>> date(2026, 10, 10) in packaged_notices()[2026].worked
    True
    """
    text = files("runwu.rules.workdays").joinpath("notices.toml").read_text(encoding="utf-8")
    return load_notices(tomllib.loads(text))


def _notice(entry: Table) -> Notice:
    year = entry["year"]
    return Notice(
        year=year,
        document=entry["document"],
        off=frozenset(day for first, last in entry["off"] for day in _days(first, last, year)),
        worked=frozenset(entry["worked"]),
    )


def _days(first: date, last: date, year: int) -> Iterable[date]:
    if last < first:
        raise _fail(year, f"{first} 起的假期在开始之前就结束了")
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _fail(year: int, what: str) -> ParameterError:
    return ParameterError(
        happened=f"{year} 年的放假安排{what}", rule="放假安排照国务院办公厅当年的通知填写", now="对照通知更正"
    )
