"""The clocks of a demand, read from its events (诉求的几只钟)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from runwu.rules.casework.counting import due_at, paused_time
from runwu.rules.casework.events import CaseLog, Event, EventKind, require_moment
from runwu.rules.casework.limits import LIMIT_KEYS, Grade, Limit, limit_of
from runwu.rules.errors import RuleInputError
from runwu.rules.office_hours import Calendar, in_words_with_time, read_hours
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason, Verdict, advise, allow, due


class ClockKind(StrEnum):
    """The clocks (时限的种类), in the order in which they start."""

    DISPATCH = "dispatch"
    SIGN = "sign"
    ANSWER = "answer"
    HANDLE = "handle"
    CALL_BACK = "call_back"

    @property
    def label(self) -> str:
        """Say it in Chinese.

        >>> ClockKind.CALL_BACK.label
        '回访'
        """
        return _LABELS[self]


_LABELS = dict(zip(ClockKind, ("派单", "签收", "首次答复", "办结", "回访"), strict=True))
_FROM = {
    ClockKind.DISPATCH: EventKind.RECEIVED,
    ClockKind.SIGN: EventKind.DISPATCHED,
    ClockKind.ANSWER: EventKind.DISPATCHED,
    ClockKind.HANDLE: EventKind.DISPATCHED,
    ClockKind.CALL_BACK: EventKind.DONE,
}
# whoever answers has taken the demand on, and whoever is done has answered
_TO = {
    ClockKind.DISPATCH: (EventKind.DISPATCHED, EventKind.DONE),
    ClockKind.SIGN: (EventKind.SIGNED, EventKind.ANSWERED, EventKind.DONE),
    ClockKind.ANSWER: (EventKind.ANSWERED, EventKind.DONE),
    ClockKind.HANDLE: (EventKind.DONE,),
    ClockKind.CALL_BACK: (EventKind.CONFIRMED,),
}
_LATE_STEPS = {
    ClockKind.DISPATCH: "立即派单",
    ClockKind.SIGN: "提醒承办单位签收",
    ClockKind.ANSWER: "向诉求人说明进展和原因",
    ClockKind.HANDLE: "向诉求人说明原因和阶段结果",
    ClockKind.CALL_BACK: "联系诉求人回访",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One clock (时限): when it started, runs out and stopped, and how long it stood still."""

    kind: ClockKind
    started: datetime
    due_at: datetime | None
    stopped: datetime | None
    paused: timedelta
    verdict: Verdict

    def overdue(self, now: datetime) -> bool:
        """Tell whether the limit had passed when the clock stopped, or has passed now (超时)."""
        return self.due_at is not None and (self.stopped or now) > self.due_at


@reads("casework.profiles", "casework.office_hours", "casework.national_limits", *LIMIT_KEYS)
def clocks(
    log: CaseLog, *, profile: str, grade: Grade, now: datetime, calendar: Calendar, book: Rulebook
) -> tuple[Clock, ...]:
    """Read the clocks that have started from a demand's events (诉求的几只钟).

    A running clock keeps the limit of the day it started on; pauses are events and outlive every
    change of a rule. After a reopening the handling clock starts anew. An extension counts only when
    it was recorded before the limit ran out. A grade that the profile does not know has the ordinary
    limit. Raises RuleInputError for an unknown profile, and for a moment before the last event.
    Source: the profile's own document; 国办发〔2020〕53号 sets no limits.

    >>> from datetime import date
    >>> from runwu.rules.casework.events import Event
    >>> from runwu.rules.workdays import packaged_calendar
    >>> start = datetime(2026, 11, 23, 9)
    >>> events = tuple(Event(kind=kind, at=start) for kind in (EventKind.RECEIVED, EventKind.DISPATCHED))
    >>> found = clocks(CaseLog(events), profile="park", grade=Grade.ORDINARY, now=start,
    ...                calendar=packaged_calendar(), book=Rulebook(on=date(2026, 11, 23)))
    >>> [clock.due_at.isoformat() for clock in found if clock.kind is ClockKind.HANDLE]
    ['2026-11-30T17:30:00']
    """
    grade = Grade(grade)
    _check_now(log, now)
    reading = _Reading(log, profile, grade, now, calendar)
    started = [(kind, _start(kind, log)) for kind in ClockKind]
    return tuple(reading.clock(kind, start, replace(book, on=start.date())) for kind, start in started if start)


def _check_now(log: CaseLog, now: datetime) -> None:
    latest = log.events[-1]
    require_moment(now, "现在")
    if (now.utcoffset() is None) != (latest.at.utcoffset() is None):
        raise RuleInputError(
            happened="现在的时间与办理记录的时区写法不同", rule="同一件诉求的时间写法一致", now="统一为园区当地时间"
        )
    if now < latest.at:
        raise RuleInputError(
            happened=f"{latest.kind.label}晚于现在", rule="发生了才登记", now=f"核对{latest.kind.label}的时间"
        )


def _start(kind: ClockKind, log: CaseLog) -> datetime | None:
    reopened = log.last(EventKind.REOPENED)
    if reopened is not None and kind in (ClockKind.HANDLE, ClockKind.CALL_BACK):
        done = log.first_after(reopened.at, EventKind.DONE)
        again = reopened if kind is ClockKind.HANDLE else done
        return again.at if again else None
    # a second dispatch asks for a new signature, but takes no time from the one who waits
    begins = _FROM[kind]
    anew = kind in (ClockKind.SIGN, ClockKind.CALL_BACK)
    event = log.last(begins) if anew else log.first_after(log.events[0].at, begins)
    return event.at if event else None


@dataclass(frozen=True, slots=True)
class _Reading:
    """What all clocks of one demand are read from."""

    log: CaseLog
    profile: str
    grade: Grade
    now: datetime
    calendar: Calendar

    def clock(self, kind: ClockKind, start: datetime, book: Rulebook) -> Clock:
        stop = self.log.first_after(start, *_TO[kind])
        stopped = stop.at if stop else None
        limit = limit_of(self.profile, kind, self.grade, book)
        moment, more = self._due_at(kind, start, limit, book) if limit else (None, 0)
        reason = self._reason((start, moment), limit, more, book)
        return Clock(
            kind=kind,
            started=start,
            due_at=moment,
            stopped=stopped,
            paused=paused_time(self.log.pauses, start, stopped or self.now),
            verdict=_verdict(kind, (start, moment), stopped, self.now, reason),
        )

    def _due_at(self, kind: ClockKind, start: datetime, limit: Limit, book: Rulebook) -> tuple[datetime, int]:
        """Find when the limit runs out, and by how much it was extended before it did."""
        hours, more = read_hours(book.names("casework.office_hours")), 0
        count = partial(due_at, start, unit=limit.unit, pauses=self.log.pauses, hours=hours, calendar=self.calendar)
        moment = count(limit.amount)
        for event in self._extensions(kind, start):
            if event.at <= moment:
                more += event.more
                moment = count(limit.amount + more)
        return moment, more

    def _extensions(self, kind: ClockKind, start: datetime) -> list[Event]:
        wanted = kind is ClockKind.HANDLE
        return [event for event in self.log.events if wanted and event.more and event.at >= start]

    def _reason(self, span: tuple[datetime, datetime | None], limit: Limit | None, more: int, book: Rulebook) -> Reason:
        start, moment = span
        if limit is None or moment is None:
            return book.reason("casework.national_limits")
        longer = f"，延长 {more} {limit.unit}" if more else ""
        pauses = sum(start < pause.end and pause.begin < moment for pause in self.log.pauses)
        stood = f"，暂停 {pauses} 次" if pauses else ""
        length = f"{limit.amount} {limit.unit}{longer}{stood}，到 {in_words_with_time(moment)}"
        return book.reason(limit.parameter.key, arithmetic=f"{in_words_with_time(start)} 起 {length}")


def _verdict(
    kind: ClockKind, span: tuple[datetime, datetime | None], stopped: datetime | None, now: datetime, reason: Reason
) -> Verdict:
    start, moment = span
    if moment is None:
        return allow(f"{kind.label}：没有设定时限", reasons=[reason])
    if (stopped or now) > moment:
        steps = ["在记录中写明原因"] if stopped else [_LATE_STEPS[kind]]
        return advise(f"{kind.label}：{'超时完成' if stopped else '已超时'}", reasons=[reason], now=steps)
    if stopped:
        return allow(f"{kind.label}：按时", reasons=[reason])
    return due(f"{kind.label}：进行中", reasons=[reason], since=start.date(), by=moment.date())
