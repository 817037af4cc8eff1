"""The yearly notices on days off (放假安排) as data, checked on reading."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from importlib.resources import files

from runwu.rules.errors import ParameterError
from runwu.rules.tables import Table, field, list_field, only

SATURDAY = 5
_FIELDS = {"year", "document", "off", "worked"}


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

    Raises ParameterError for a field that is missing, unknown or of another type, a year listed twice, or a
    period that ends before it starts.
    """
    notices: dict[int, Notice] = {}
    for entry in list_field(table, "notice", dict, _unreadable):
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
    year = field(entry, "year", int, _unreadable)
    fail = partial(_fail, year)
    only(_FIELDS, entry, fail)
    periods = list_field(entry, "off", list, fail)
    return Notice(
        year=year,
        document=field(entry, "document", str, fail),
        off=frozenset(day for period in periods for day in _days(period, year)),
        worked=frozenset(list_field(entry, "worked", date, fail)),
    )


def _days(period: list[object], year: int) -> Iterable[date]:
    match period:
        case [date() as first, date() as last] if type(first) is type(last) is date and first <= last:
            return (first + timedelta(days=number) for number in range((last - first).days + 1))
    raise _fail(year, f"假期 {period} 不是起止两天，或者在开始之前就结束了")


def _unreadable(what: str) -> ParameterError:
    return _fail("某", what)


def _fail(year: int | str, what: str) -> ParameterError:
    return ParameterError(
        happened=f"{year} 年的放假安排{what}", rule="放假安排照国务院办公厅当年的通知填写", now="对照通知更正"
    )
