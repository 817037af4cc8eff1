"""Count working days (工作日计算)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from runwu.rules.errors import RuleInputError
from runwu.rules.periods import add_days, in_words
from runwu.rules.workdays.calendar import WorkCalendar, packaged_calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkdayCount:
    """A span counted in working days (工作日): its last day, how many, and what is uncertain of it."""

    first: date
    last: date
    workdays: int
    remark: str = ""

    @property
    def arithmetic(self) -> str:
        """Write the sum down.

        >>> add_workdays(date(2026, 9, 30), 3).arithmetic
        '2026年9月30日后 3 个工作日为 2026年10月10日'
        """
        text = f"{in_words(self.first)}后 {self.workdays} 个工作日为 {in_words(self.last)}"
        return f"{text}（{self.remark}）" if self.remark else text


def add_workdays(start: date, count: int, *, calendar: WorkCalendar | None = None) -> WorkdayCount:
    """Step to the count-th working day after a day (期限的最后一天); the day itself is not counted.

    With a count of zero the answer is the day itself, worked or not. Raises RuleInputError for a
    negative count.

    >>> add_workdays(date(2026, 9, 30), 3).last
    datetime.date(2026, 10, 10)
    >>> add_workdays(date(2030, 1, 30), 1).remark
    '2030年没有登记放假通知，按法定节假日推算，调休上班的日子没有计入'
    """
    if count < 0:
        raise RuleInputError(happened=f"工作日数填成了 {count}", rule="工作日数是零或正整数", now="更正后再试")
    chosen, day, left = calendar or packaged_calendar(), start, count
    while left:
        day = add_days(day, 1)
        left -= chosen.is_workday(day)
    return _counted(start, day, count, chosen)


def workdays_between(start: date, end: date, *, calendar: WorkCalendar | None = None) -> WorkdayCount:
    """Count the working days after `start` up to and including `end` (相隔的工作日).

    Raises RuleInputError when the end lies before the start.

    >>> workdays_between(date(2026, 9, 30), date(2026, 10, 12)).workdays
    4
    """
    if end < start:
        raise RuleInputError(happened=f"{end} 早于 {start}", rule="先有开始，后有结束", now="核对两个日期")
    chosen = calendar or packaged_calendar()
    count = sum(chosen.is_workday(add_days(start, step)) for step in range(1, (end - start).days + 1))
    return _counted(start, end, count, chosen)


def _counted(first: date, last: date, workdays: int, calendar: WorkCalendar) -> WorkdayCount:
    years = range(add_days(first, 1).year, last.year + 1) if last > first else ()
    remark = calendar.remark(years)
    return WorkdayCount(first=first, last=last, workdays=workdays, remark=remark)
