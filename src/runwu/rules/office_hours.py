"""Office hours on working days (办公时间)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Protocol

from runwu.rules.errors import ParameterError, RuleInputError

Hours = tuple[tuple[time, time], ...]
_LONGEST_REST = 60


class Calendar(Protocol):
    """Whatever knows the working days (工作日历), such as `workdays.WorkCalendar`."""

    def is_workday(self, day: date, /) -> bool:
        """Tell whether a day is worked."""


def read_hours(rows: tuple[str, ...]) -> Hours:
    """Read rows such as `08:30-12:00`, in the order of the day.

    Raises ParameterError for hours that end before they begin or overlap.

    >>> read_hours(("08:30-12:00", "14:30-17:30"))[1][0]
    datetime.time(14, 30)
    """
    try:
        hours = tuple((time.fromisoformat(begin), time.fromisoformat(end)) for begin, end in map(_split, rows))
    except ValueError:
        raise _broken(rows) from None
    moments = [moment for window in hours for moment in window]
    if not moments or any(later <= earlier for earlier, later in pairwise(moments)):
        raise _broken(rows)
    return hours


def _split(row: str) -> tuple[str, str]:
    begin, _, end = row.partition("-")
    return begin, end


def windows_from(start: datetime, hours: Hours, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """Walk the office hours from a moment on, without end, the first cut off at the moment.

    Raises RuleInputError where the calendar knows no working day for two months.
    """
    day, rested = start.date(), 0
    while rested < _LONGEST_REST:
        rested = 0 if calendar.is_workday(day) else rested + 1
        for begin, end in hours if not rested else ():
            first, last = at(day, begin, start), at(day, end, start)
            if last > start:
                yield max(first, start), last
        day += timedelta(days=1)
    raise RuleInputError(happened=f"{day} 以前连续两个月没有工作日", rule="工作日历须有工作日", now="核对工作日历")


def next_moment(start: datetime, hours: Hours, calendar: Calendar) -> datetime:
    """Find the first moment within office hours from a moment on (下一个工作时段)."""
    return next(windows_from(start, hours, calendar))[0]


def at(day: date, moment: time, like: datetime) -> datetime:
    """Join a day and a time, in the time zone of another moment."""
    return datetime.combine(day, moment, tzinfo=like.tzinfo)


def in_words_with_time(moment: datetime) -> str:
    """Write a moment as papers do.

    >>> in_words_with_time(datetime(2026, 11, 23, 8, 30))
    '2026年11月23日 08:30'
    """
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"


def _broken(rows: tuple[str, ...]) -> ParameterError:
    return ParameterError(
        happened=f"办公时间“{'、'.join(rows)}”读不出来", rule="写成 08:30-12:00，先后不重叠", now="修正该参数"
    )
