"""May a reminder go out now (提醒能否现在发)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from runwu.rules.errors import RuleInputError
from runwu.rules.office_hours import Calendar, in_words_with_time, next_moment, read_hours
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason, Verdict, allow, refuse

_LAST_YEAR = 2999


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A reminder of one matter to one person (提醒): when, and when the earlier ones went out.

    Moments in the park's local time, all with or all without a time zone.
    Raises RuleInputError when an earlier one lies after this, or the moments are written differently.
    """

    at: datetime
    sent: tuple[datetime, ...] = ()
    urgent: bool = False

    def __post_init__(self) -> None:
        """Refuse moments out of order."""
        if any((moment.utcoffset() is None) != (self.at.utcoffset() is None) for moment in self.sent):
            raise RuleInputError(
                happened="有的时间带时区，有的不带", rule="提醒的时间写法一致", now="统一为园区当地时间"
            )
        if self.at.year > _LAST_YEAR:
            raise RuleInputError(happened=f"提醒时间填成了 {self.at.year} 年", rule="年份在日历以内", now="核对日期")
        if any(moment > self.at for moment in self.sent):
            raise RuleInputError(happened="以前的提醒晚于这一次", rule="提醒按时间先后发出", now="核对提醒记录")


@reads("quiet.reminder_hours", "quiet.reminder_gap_days", "quiet.reminder_times")
def may_remind(reminder: Reminder, *, calendar: Calendar, book: Rulebook) -> Verdict:
    """Say whether a reminder may go out now, or from when on (提醒时间).

    Safety and emergencies go out at once. Source: 产品设定, after 防治指尖形式主义意见.

    >>> from datetime import date
    >>> from runwu.rules.workdays import packaged_calendar
    >>> night = Reminder(at=datetime(2026, 11, 23, 22, 0))
    >>> may_remind(night, calendar=packaged_calendar(), book=Rulebook(on=date(2026, 11, 23))).now[0]
    '2026年11月24日 08:30 起再发'
    """
    if reminder.urgent:
        return allow("安全应急，可以立即提醒")
    if len(reminder.sent) >= book.number("quiet.reminder_times"):
        arithmetic = f"已提醒 {len(reminder.sent)} 次 ≥ {book.parameter('quiet.reminder_times').shown}"
        return refuse(
            "不再提醒",
            reasons=[book.reason("quiet.reminder_times", arithmetic=arithmetic)],
            now=["由承办人当面或电话联系"],
        )
    earliest = next_moment(_after_gap(reminder, book), read_hours(book.names("quiet.reminder_hours")), calendar)
    reasons = _reasons(book)
    if earliest <= reminder.at:
        return allow("可以提醒", reasons=reasons)
    return refuse("现在不提醒", reasons=reasons, now=[f"{in_words_with_time(earliest)} 起再发"])


def _after_gap(reminder: Reminder, book: Rulebook) -> datetime:
    gap = timedelta(days=book.number("quiet.reminder_gap_days"))
    return max([reminder.at, *(moment + gap for moment in reminder.sent)])


def _reasons(book: Rulebook) -> list[Reason]:
    return [
        book.reason("quiet.reminder_hours", arithmetic=f"工作日 {book.parameter('quiet.reminder_hours').shown}"),
        book.reason("quiet.reminder_gap_days", arithmetic=f"间隔 {book.parameter('quiet.reminder_gap_days').shown}"),
    ]
