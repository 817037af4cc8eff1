"""What happened to a demand, in its order (办理过程)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise

from runwu.rules.codes import Code
from runwu.rules.errors import RuleInputError
from runwu.rules.office_hours import at


class EventKind(Code):
    """The events that clocks are read from (办理节点)."""

    RECEIVED = "received"
    DISPATCHED = "dispatched"
    SIGNED = "signed"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    ANSWERED = "answered"
    DONE = "done"
    CONFIRMED = "confirmed"
    REOPENED = "reopened"

    @property
    def label(self) -> str:
        """Say it in Chinese.

        >>> EventKind.CONFIRMED.label
        '回访'
        """
        return _LABELS[self]


_LABELS = dict(
    zip(EventKind, ("受理", "派单", "签收", "暂停", "恢复", "延期", "答复", "办结", "回访", "重新打开"), strict=True)
)
# what an event must find before it: a dispatch at any time, an end since the demand was last reopened
_NEEDS = {
    EventKind.SIGNED: EventKind.DISPATCHED,
    EventKind.CONFIRMED: EventKind.DONE,
    EventKind.REOPENED: EventKind.DONE,
}
_LAST_YEAR = 2999
_MOST_MORE = 1000


def require_moment(moment: object, label: str) -> None:
    """Insist on a day with its time.

    Raises RuleInputError naming the event.
    """
    if not isinstance(moment, datetime):
        raise _error(f"{label}的时间填成了 {moment}", "时间写明年月日和时分（datetime）", "更正后再试")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event (节点). A pause names its reason and the day it ends by itself; an extension how much longer."""

    kind: EventKind
    at: datetime
    reason: str = ""
    until: date | None = None
    more: int = 0

    def __post_init__(self) -> None:
        """Refuse a pause without reason or end, an extension of nothing, and days that no calendar holds."""
        object.__setattr__(self, "kind", EventKind(self.kind))
        require_moment(self.at, self.kind.label)
        if max(self.at.year, self.until.year if self.until else 0) > _LAST_YEAR:
            raise _error(f"{self.kind.label}的年份填成了 {self.at.year}", "年份在日历以内", "核对日期")
        if self.kind is EventKind.PAUSED and (not self.reason.strip() or self.until is None):
            raise _error("暂停没有写明理由或截止日期", "暂停须写明理由和到哪一天为止", "补写理由和截止日期")
        if self.until is not None and self.until <= self.at.date():
            raise _error("暂停的截止日期不晚于开始日期", "暂停到以后的某一天为止", "核对截止日期")
        if (self.kind is EventKind.EXTENDED) != (self.more != 0) or not 0 <= self.more <= _MOST_MORE:
            raise _error("延期的长度不对", "延期写明延长多少，其他节点不写", "核对延期的长度")


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the clocks stand still (暂停), from a moment to another."""

    begin: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class CaseLog:
    """All events of one demand (办理过程), in the order of time, the first one its receipt.

    Moments in the park's local time, all with or all without a time zone.
    Raises RuleInputError for events that contradict each other.

    >>> log = CaseLog((Event(kind=EventKind.RECEIVED, at=datetime(2026, 11, 23, 9)),))
    >>> log.last(EventKind.DONE) is None
    True
    """

    events: tuple[Event, ...]

    def __post_init__(self) -> None:
        """Refuse events that contradict each other."""
        kinds = [event.kind for event in self.events]
        if kinds[:1] != [EventKind.RECEIVED] or kinds.count(EventKind.RECEIVED) > 1:
            raise _error("办理过程不是从一次受理开始", "每件诉求受理一次，从受理开始计时", "核对受理记录")
        if len({event.at.utcoffset() is None for event in self.events}) > 1:
            raise _error("有的时间带时区，有的不带", "同一件诉求的时间写法一致", "统一为园区当地时间")
        for earlier, later in pairwise(self.events):
            if later.at < earlier.at:
                raise _error(f"{later.kind.label}早于{earlier.kind.label}", "节点按时间先后排列", "核对两个时间")
        for place, event in enumerate(self.events):
            self._check(event, self.events[:place])

    def _check(self, event: Event, before: tuple[Event, ...]) -> None:
        needed = _NEEDS.get(event.kind)
        known = before if needed is EventKind.DISPATCHED else _since_reopened(before)
        if needed is not None and needed not in [earlier.kind for earlier in known]:
            raise _error(
                f"还没有{needed.label}就{event.kind.label}", f"先{needed.label}，后{event.kind.label}", "核对节点"
            )
        if event.kind is EventKind.EXTENDED and EventKind.DONE in [earlier.kind for earlier in _since_reopened(before)]:
            raise _error("办结以后又延期", "延期在办结以前登记，不能补救已经超时的", "核对延期和办结的时间")
        paused = _paused_at(event.at, before)
        if event.kind is EventKind.PAUSED and paused:
            raise _error("暂停期间又暂停", "恢复以后才能再暂停", "先登记恢复")
        if event.kind is EventKind.RESUMED and not paused:
            raise _error("没有暂停就恢复", "先有暂停，后有恢复", "核对暂停记录")

    def last(self, kind: EventKind) -> Event | None:
        """Find the latest event of a kind."""
        return next((event for event in reversed(self.events) if event.kind is kind), None)

    def first_after(self, moment: datetime, *kinds: EventKind) -> Event | None:
        """Find the first event of some kinds at or after a moment."""
        return next((event for event in self.events if event.kind in kinds and event.at >= moment), None)

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """List the pauses: each until it is resumed or the demand is done, or ends by itself on its day."""
        return tuple(
            Pause(event.at, _end(event, self.events[place + 1 :]))
            for place, event in enumerate(self.events)
            if event.kind is EventKind.PAUSED
        )


def _since_reopened(before: tuple[Event, ...]) -> tuple[Event, ...]:
    reopened = [place for place, event in enumerate(before) if event.kind is EventKind.REOPENED]
    return before[reopened[-1] :] if reopened else before


def _end(pause: Event, later: tuple[Event, ...]) -> datetime:
    own = at(pause.until or pause.at.date(), time.min, pause.at)
    ends = (event.at for event in later if event.kind in (EventKind.RESUMED, EventKind.DONE))
    return min(own, next(ends, own))


def _paused_at(moment: datetime, before: tuple[Event, ...]) -> bool:
    latest = next((place for place in range(len(before))[::-1] if before[place].kind is EventKind.PAUSED), None)
    return latest is not None and moment < _end(before[latest], before[latest + 1 :])


def _error(happened: str, rule: str, now: str) -> RuleInputError:
    return RuleInputError(happened=happened, rule=rule, now=now)
