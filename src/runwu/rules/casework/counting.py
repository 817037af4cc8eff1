"""When a limit runs out, pauses left out (到期时刻)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from runwu.rules.casework.events import Pause
from runwu.rules.casework.limits import TimeUnit
from runwu.rules.errors import RuleInputError
from runwu.rules.office_hours import Calendar, Hours, at, windows_from

Windows = Iterator[tuple[datetime, datetime]]


def due_at(
    start: datetime, amount: int, unit: TimeUnit, *, pauses: tuple[Pause, ...], hours: Hours, calendar: Calendar
) -> datetime:
    """Find the last moment of a limit (到期时刻).

    The day of the start does not count in days; the last working day ends with the office hours, the
    last calendar day at midnight. A day on which a pause stands does not count, the day of the
    return does; in hours the pause itself is left out.
    """
    if unit is TimeUnit.HOURS:
        return _after(timedelta(hours=amount), _without(iter(_days_around(start)), pauses))
    if unit is TimeUnit.WORKING_HOURS:
        return _after(timedelta(hours=amount), _without(windows_from(start, hours, calendar), pauses))
    worked = calendar if unit is TimeUnit.WORKING_DAYS else None
    last = _last_day(start.date(), amount, pauses, worked)
    if unit is TimeUnit.WORKING_DAYS:
        return at(last, hours[-1][1], start)
    return at(last + timedelta(days=1), time.min, start)


def paused_time(pauses: tuple[Pause, ...], start: datetime, end: datetime) -> timedelta:
    """Add up the time that pauses take out of a stretch; no rule has a say in it."""
    parts = (min(pause.end, end) - max(pause.begin, start) for pause in pauses)
    return sum((part for part in parts if part > timedelta(0)), timedelta(0))


def _days_around(start: datetime) -> Windows:
    begin = start
    while True:
        end = at(begin.date() + timedelta(days=1), time.min, start)
        yield begin, end
        begin = end


def _without(windows: Windows, pauses: tuple[Pause, ...]) -> Windows:
    for window in windows:
        pieces = [window]
        for pause in pauses:
            pieces = [
                piece
                for begin, end in pieces
                for piece in ((begin, min(end, pause.begin)), (max(begin, pause.end), end))
            ]
        yield from ((begin, end) for begin, end in pieces if begin < end)


def _after(amount: timedelta, windows: Windows) -> datetime:
    for begin, end in windows:
        if end - begin >= amount:
            return begin + amount
        amount -= end - begin
    raise AssertionError  # pragma: no cover - windows never end


def _last_day(start: date, amount: int, pauses: tuple[Pause, ...], calendar: Calendar | None) -> date:
    day, left, idle = start, amount, 0
    while left and idle < _LONGEST:
        day += timedelta(days=1)
        counts = not _stands(day, pauses) and (calendar is None or calendar.is_workday(day))
        left, idle = (left - 1, 0) if counts else (left, idle + 1)
    if left:
        raise RuleInputError(happened=f"{day} 以前长期没有可计的日子", rule="时限须能走完", now="核对暂停和工作日历")
    return day


_LONGEST = 3660


def _stands(day: date, pauses: tuple[Pause, ...]) -> bool:
    return any(pause.begin.date() <= day < pause.end.date() for pause in pauses)
