"""Working days (工作日), with the make-up days of the official notices."""

from runwu.rules.workdays.calendar import WorkCalendar, packaged_calendar
from runwu.rules.workdays.counting import WorkdayCount, add_workdays, workdays_between
from runwu.rules.workdays.notices import Notice, load_notices

__all__ = [
    "Notice",
    "WorkCalendar",
    "WorkdayCount",
    "add_workdays",
    "load_notices",
    "packaged_calendar",
    "workdays_between",
]
