"""Which days are worked (工作日历)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from runwu.rules.errors import RuleInputError
from runwu.rules.workdays.notices import SATURDAY, Notice, packaged_notices

FIRST_YEAR, LAST_YEAR = 1950, 2099


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The working days by official notices, and by the statutory days where none is out (工作日历).

    `with_notice` adds the notice of a year that an installation has typed in.

    >>> calendar = packaged_calendar()
    >>> calendar.is_workday(date(2026, 10, 10)), calendar.is_workday(date(2026, 10, 7))
    (True, False)
    """

    notices: Mapping[int, Notice] = field(default_factory=packaged_notices)

    def is_workday(self, day: date) -> bool:
        """Tell whether a day is worked.

        Raises RuleInputError outside the years of which the statutory days are known.
        """
        notice = self.notices.get(day.year)
        if notice is not None:
            return day in notice.worked or (day.weekday() < SATURDAY and day not in notice.off)
        return day not in _statutory(day.year) and day.weekday() < SATURDAY

    def with_notice(self, notice: Notice) -> WorkCalendar:
        """Copy the calendar with one more notice, or with a corrected one."""
        return WorkCalendar({**self.notices, notice.year: notice})

    def remark(self, years: Iterable[int]) -> str:
        """Say which years were counted without their official notice; empty where all are announced.

        >>> packaged_calendar().remark([2026, 2030])
        '2030年没有登记放假通知，按法定节假日推算，调休上班的日子没有计入'
        """
        missing = [f"{year}年" for year in sorted(set(years)) if year not in self.notices]
        return f"{'、'.join(missing)}没有登记放假通知，按法定节假日推算，调休上班的日子没有计入" if missing else ""


@cache
def packaged_calendar() -> WorkCalendar:
    """Give the calendar with the packaged notices."""
    return WorkCalendar()


@cache
def _statutory(year: int) -> frozenset[date]:
    """List the statutory days off of a year, with the days given for those on a weekend (法定节假日)."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RuleInputError(
            happened=f"{year} 年的法定节假日无从查知",
            rule=f"工作日只算 {FIRST_YEAR} 年到 {LAST_YEAR} 年",
            now="核对日期",
        )
    from holidays import country_holidays  # heavy; only years without a notice need it

    return frozenset(country_holidays("CN", years=year))
