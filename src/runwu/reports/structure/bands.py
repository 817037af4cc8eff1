"""Bands of ages and of years of Party standing, education and five years to come (党员结构): what each counts, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from runwu.people.models import Education, Gender

Row = Mapping[str, Any]
NOT_TOLD = "unknown"
TURNS = 60  # the age of the outlook; who retires when is not recorded
YEARS_AHEAD = 5
_AGES = ((0, 30), (31, 35), (36, 40), (41, 45), (46, 50), (51, 55), (56, 60), (61, 200))
_STANDING = ((0, 4), (5, 9), (10, 19), (20, 29), (30, 49), (50, 200))


@dataclass(frozen=True, slots=True)
class Band:
    """One bar: its key in addresses, its words, and whom it counts on a day."""

    key: str
    label: Any
    counts: Callable[[Row, date], bool]


@dataclass(frozen=True, slots=True)
class Part:
    """One question about the members, its bars, and how they are counted."""

    key: str
    title: Any
    formula: Any
    bands: Sequence[Band]


def whole_years(since: date, on: date) -> int:
    """Return how many years are complete on a day (周岁).

    >>> whole_years(date(2000, 6, 30), date(2026, 6, 29)), whole_years(date(2000, 6, 30), date(2026, 6, 30))
    (25, 26)
    """
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))


def _born(row: Row) -> date | None:
    return date.fromisoformat(row["person__birth_date"]) if row["person__birth_date"] else None


def _years(first: int, last: int, since: Callable[[Row], date | None]) -> Callable[[Row, date], bool]:
    def counts(row: Row, on: date) -> bool:
        day = since(row)
        return day is not None and first <= whole_years(day, on) <= last

    return counts


def _untold(since: Callable[[Row], date | None]) -> Callable[[Row, date], bool]:
    return lambda row, on: since(row) is None


def _converted(row: Row) -> date | None:
    return row["converted_on"]  # type: ignore[no-any-return]


def _span(first: int, last: int, most: int) -> str:
    if first == 0:
        return f"{last} 岁及以下" if most == 61 else f"不满 {last + 1} 年"
    unit = "岁" if most == 61 else "年"
    return f"{first} {unit}及以上" if last == 200 else f"{first}–{last} {unit}"


def _turning(years: int) -> Callable[[Row, date], bool]:
    def counts(row: Row, on: date) -> bool:
        born = _born(row)
        return born is not None and born.year + TURNS == on.year + years and whole_years(born, on) < TURNS

    return counts


def _is(column: str, value: str) -> Callable[[Row, date], bool]:
    return lambda row, on: row[column] == value


_UNTOLD = _("没有登记")


def ages() -> tuple[Band, ...]:
    """Return the bands of ages and those without a birth date."""
    return (
        *(Band(f"{a}-{b}", _span(a, b, 61), _years(a, b, _born)) for a, b in _AGES),
        Band(NOT_TOLD, _UNTOLD, _untold(_born)),
    )


def parts(on: date) -> tuple[Part, ...]:
    """Return every question with its bars as of a day."""
    return (
        Part("age", _("年龄"), _("当日周岁；出生日期没有登记的单列"), ages()),
        Part(
            "turning", _("未来五年满 60 周岁"), _("按出生年份推算每年满 60 周岁的人数；何时退休没有登记，这里不推断"),
            tuple(Band(str(on.year + n), f"{on.year + n} 年", _turning(n)) for n in range(YEARS_AHEAD + 1)),
        ),
        Part(
            "education", _("学历"), _("登记的最高学历；没有登记的单列"),
            (
                *(Band(str(code), label, _is("person__education", str(code))) for code, label in Education.choices),
                Band(NOT_TOLD, _UNTOLD, _is("person__education", "")),
            ),
        ),
        Part(
            "years", _("党龄"), _("从转为正式党员之日算到当日的整年数；预备党员和没有登记转正日期的单列"),
            (
                *(Band(f"{a}-{b}", _span(a, b, 50), _years(a, b, _converted)) for a, b in _STANDING),
                Band(NOT_TOLD, _("预备或没有登记"), _untold(_converted)),
            ),
        ),
    )  # fmt: skip


GENDERS = ((Gender.FEMALE, _("女")), (Gender.MALE, _("男")), ("", _("没有登记")))
