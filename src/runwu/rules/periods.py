"""Months, quarters and half-years as the regulations count them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self, TypeVar

from runwu.rules.errors import RuleInputError

_IN_EVERY_MONTH = 28


def add_months(start: date, months: int) -> date:
    """Step to the same day of a later (or earlier) month, or to that month's last day.

    >>> add_months(date(2027, 1, 31), 1)
    datetime.date(2027, 2, 28)
    >>> add_months(date(2024, 2, 29), 12)
    datetime.date(2025, 2, 28)
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise RuleInputError(
            happened=f"{start} 加 {months} 个月超出了日历", rule="年份在 1 到 9999 之间", now="核对日期"
        )
    if start.day <= _IN_EVERY_MONTH:
        return date(year, month + 1, start.day)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def add_days(start: date, days: int) -> date:
    """Step some days on (or back).

    >>> add_days(date(2026, 11, 23), 90)
    datetime.date(2027, 2, 21)
    """
    try:
        return start + timedelta(days=days)
    except OverflowError:
        raise RuleInputError(
            happened=f"{start} 加 {days} 天超出了日历", rule="年份在 1 到 9999 之间", now="核对日期"
        ) from None


def full_months(start: date, end: date) -> int:
    """Count the months that have passed completely; negative never, an earlier end gives zero.

    >>> full_months(date(2026, 5, 31), date(2026, 11, 30))
    6
    >>> full_months(date(2026, 5, 31), date(2026, 11, 29))
    5
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    return max(0, months if add_months(start, months) <= end else months - 1)


def latest_start(months: int, end: date) -> date:
    """Give the last day from which so many months have passed completely by another day, as `full_months` counts.

    >>> latest_start(6, date(2026, 11, 23)), latest_start(6, date(2026, 11, 30))
    (datetime.date(2026, 5, 23), datetime.date(2026, 5, 31))
    """
    start = add_months(end, -months)
    ends_its_month = end.day == monthrange(end.year, end.month)[1]
    return start.replace(day=monthrange(start.year, start.month)[1]) if ends_its_month else start


def age_on(birth: date, on: date) -> int:
    """Count the years of age completed on a day (周岁).

    >>> age_on(date(2008, 11, 23), date(2026, 11, 22)), age_on(date(2008, 11, 23), date(2026, 11, 23))
    (17, 18)
    """
    return full_months(birth, on) // 12


def in_words(day: date) -> str:
    """Write a day as papers do.

    >>> in_words(date(2026, 11, 23))
    '2026年11月23日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True, slots=True, order=True)
class _Part:
    """A part of a year; `number` starts at 1."""

    year: int
    number: int

    def __post_init__(self) -> None:
        """Refuse a part that the year does not have."""
        if not (1 <= self.year <= 9999 and 1 <= self.number <= 12 // self._months()):
            raise RuleInputError(
                happened=f"没有 {self.year} 年第 {self.number} 期", rule="期数不超过一年", now="核对期数"
            )

    @classmethod
    def _months(cls) -> int:
        return 12

    @classmethod
    def containing(cls, day: date) -> Self:
        """Find the period that a day lies in."""
        return cls(day.year, (day.month - 1) // cls._months() + 1)

    @property
    def first(self) -> date:
        """Give the first day."""
        return date(self.year, (self.number - 1) * self._months() + 1, 1)

    @property
    def last(self) -> date:
        """Give the last day."""
        month = self.number * self._months()
        return date(self.year, month, monthrange(self.year, month)[1])

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def next(self) -> Self:
        """Step to the following period."""
        return self.containing(add_days(self.last, 1))

    def previous(self) -> Self:
        """Step to the preceding period."""
        return self.containing(add_days(self.first, -1))


@dataclass(frozen=True, slots=True, order=True)
class Year(_Part):
    """A calendar year (年度); its `number` is 1.

    >>> str(Year.containing(date(2026, 5, 1)))
    '2026年'
    """

    def __str__(self) -> str:
        return f"{self.year}年"


@dataclass(frozen=True, slots=True, order=True)
class HalfYear(_Part):
    """Half a calendar year (半年).

    >>> half = HalfYear.containing(date(2026, 7, 1))
    >>> str(half), half.last
    ('2026年下半年', datetime.date(2026, 12, 31))
    """

    @classmethod
    def _months(cls) -> int:
        return 6

    def __str__(self) -> str:
        return f"{self.year}年{'上下'[self.number - 1]}半年"


@dataclass(frozen=True, slots=True, order=True)
class Quarter(_Part):
    """A quarter of a calendar year (季度).

    >>> quarter = Quarter.containing(date(2026, 11, 23))
    >>> str(quarter), quarter.first, str(quarter.next())
    ('2026年第4季度', datetime.date(2026, 10, 1), '2027年第1季度')
    """

    @classmethod
    def _months(cls) -> int:
        return 3

    def __str__(self) -> str:
        return f"{self.year}年第{self.number}季度"


@dataclass(frozen=True, slots=True, order=True)
class Month(_Part):
    """A calendar month (月份).

    >>> str(Month.containing(date(2024, 2, 10))), Month(2024, 2).last
    ('2024年2月', datetime.date(2024, 2, 29))
    """

    @classmethod
    def _months(cls) -> int:
        return 1

    def __str__(self) -> str:
        return f"{self.year}年{self.number}月"


AnyPeriod = Year | HalfYear | Quarter | Month
SomePeriod = TypeVar("SomePeriod", Year, HalfYear, Quarter, Month)


def parts(period: AnyPeriod, kind: type[SomePeriod]) -> tuple[SomePeriod, ...]:
    """List the shorter periods that lie wholly in a longer one (期间的划分); none where `kind` is longer.

    >>> [str(quarter) for quarter in parts(HalfYear(2026, 1), Quarter)]
    ['2026年第1季度', '2026年第2季度']
    >>> parts(Month(2026, 1), Quarter)
    ()
    """
    first, last = kind.containing(period.first), kind.containing(period.last)
    if first.first < period.first or last.last > period.last:
        return ()
    found = [first]
    while found[-1] < last:
        found.append(found[-1].next())
    return tuple(found)
