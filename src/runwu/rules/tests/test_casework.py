"""Clocks around weekends, holidays, pauses and changes of rules."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runwu.rules.casework import (
    CaseLog,
    CaseOutcome,
    Clock,
    ClockKind,
    Event,
    EventKind,
    Grade,
    clocks,
    may_extend,
    three_rates,
)
from runwu.rules.errors import RuleInputError
from runwu.rules.overrides import Override
from runwu.rules.rulebook import Rulebook
from runwu.rules.workdays import packaged_calendar

BOOK = Rulebook(on=date(2026, 11, 23))
CALENDAR = packaged_calendar()
quick = settings(database=None, deadline=None, max_examples=80)
local = datetime.fromisoformat


def event(kind: str, at: str, **more: Any) -> Event:
    """Write an event briefly."""
    return Event(kind=EventKind(kind), at=local(at), **more)


def pause(at: str, until: date) -> Event:
    """Write a pause briefly."""
    return event("paused", at, reason="等企业补材料", until=until)


def clock(
    kind: ClockKind, *events: Event, book: Rulebook = BOOK, profile: str = "park", grade: str = "ordinary"
) -> Clock:
    """Read one clock on the moment of the last event."""
    found = clocks(
        CaseLog(events), profile=profile, grade=Grade(grade), now=events[-1].at, calendar=CALENDAR, book=book
    )
    return next(item for item in found if item.kind is kind)


def changed(days: int, since: date) -> Rulebook:
    """Let ordinary demands have so many working days since a day."""
    return Rulebook(
        on=BOOK.on, parameters=BOOK.parameters.with_value("casework.park_handle_ordinary", days, since=since)
    )


@pytest.mark.parametrize(
    ("dispatched", "due"),
    [
        ("2026-11-20T17:29", "2026-11-27T17:30"),
        ("2026-11-21T10:00", "2026-11-27T17:30"),
        ("2026-11-22T10:00", "2026-11-27T17:30"),
        ("2026-09-30T10:00", "2026-10-13T17:30"),
        ("2026-02-28T10:00", "2026-03-06T17:30"),
    ],
)
def test_five_working_days_pass_over_weekends_and_holidays(dispatched: str, due: str) -> None:
    found = clock(ClockKind.HANDLE, event("received", "2026-02-01T09:00"), event("dispatched", dispatched))

    assert found.due_at == local(due)


@pytest.mark.parametrize(
    ("dispatched", "due"),
    [
        ("2026-11-23T08:30", "2026-11-23T15:00"),
        ("2026-11-23T16:00", "2026-11-24T11:00"),
        ("2026-11-27T17:30", "2026-11-30T15:00"),
        ("2026-11-28T03:00", "2026-11-30T15:00"),
    ],
)
def test_working_hours_run_in_office_hours_alone(dispatched: str, due: str) -> None:
    found = clock(ClockKind.SIGN, event("received", "2026-11-01T09:00"), event("dispatched", dispatched))

    assert found.due_at == local(due)


def test_hours_stand_still_during_a_pause() -> None:
    found = clock(
        ClockKind.DISPATCH,
        event("received", "2026-11-23T23:30"),
        pause("2026-11-23T23:40", date(2026, 11, 25)),
        event("resumed", "2026-11-24T00:40"),
        profile="beijing",
        grade="urgent",
    )

    assert found.due_at == local("2026-11-24T01:30")
    assert found.paused == timedelta(hours=1)


def test_a_pause_within_one_day_costs_no_working_day() -> None:
    start = (event("received", "2026-11-23T09:00"), event("dispatched", "2026-11-23T10:00"))

    found = clock(
        ClockKind.HANDLE, *start, pause("2026-11-24T09:00", date(2026, 11, 30)), event("resumed", "2026-11-24T16:00")
    )

    assert found.due_at == clock(ClockKind.HANDLE, *start).due_at


def test_a_limit_that_changed_later_leaves_a_running_clock_alone() -> None:
    start = (event("received", "2026-11-23T09:00"), event("dispatched", "2026-11-23T10:00"))

    shortened = clock(ClockKind.HANDLE, *start, book=changed(1, since=date(2026, 11, 24)))

    assert shortened.due_at == clock(ClockKind.HANDLE, *start).due_at


def test_a_park_sets_its_own_limit() -> None:
    own = Override(key="casework.park_handle_ordinary", value=3, valid_from=date(2026, 1, 1), document="示例办理办法")
    start = (event("received", "2026-11-23T09:00"), event("dispatched", "2026-11-23T10:00"))

    found = clock(ClockKind.HANDLE, *start, book=Rulebook(on=BOOK.on, overrides=(own,)))

    assert found.due_at == local("2026-11-26T17:30")
    assert found.verdict.chips == ("示例办理办法",)


@pytest.mark.parametrize(("done", "overdue"), [("2026-11-30T17:30", False), ("2026-11-30T17:31", True)])
def test_the_last_minute_is_still_in_time(done: str, overdue: bool) -> None:
    found = clock(
        ClockKind.HANDLE,
        event("received", "2026-11-23T09:00"),
        event("dispatched", "2026-11-23T10:00"),
        event("done", done),
    )

    assert found.overdue(local("2027-01-01T00:00")) is overdue


def test_a_second_dispatch_takes_no_time_from_the_one_who_waits() -> None:
    start = (event("received", "2026-11-23T09:00"), event("dispatched", "2026-11-23T10:00"))
    again = event("dispatched", "2026-11-25T10:00")

    assert clock(ClockKind.HANDLE, *start, again).due_at == clock(ClockKind.HANDLE, *start).due_at
    assert clock(ClockKind.SIGN, *start, again).started == again.at


def test_after_a_reopening_the_call_back_waits_for_the_new_end() -> None:
    log = CaseLog(
        (
            event("received", "2026-11-23T09:00"),
            event("dispatched", "2026-11-23T10:00"),
            event("done", "2026-11-24T10:00"),
            event("confirmed", "2026-11-25T10:00"),
            event("reopened", "2026-11-26T10:00"),
        )
    )

    found = clocks(
        log, profile="park", grade=Grade.ORDINARY, now=local("2026-11-26T10:00"), calendar=CALENDAR, book=BOOK
    )

    assert [item.kind.value for item in found] == ["dispatch", "sign", "answer", "handle"]


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ((), "不是从一次受理开始"),
        ((("dispatched", "2026-11-23T09:00"),), "不是从一次受理开始"),
        ((("received", "2026-11-23T09:00"), ("received", "2026-11-23T09:00")), "不是从一次受理开始"),
        ((("received", "2026-11-23T09:00"), ("dispatched", "2026-11-23T08:00")), "派单早于受理"),
        ((("received", "2026-11-23T09:00"), ("signed", "2026-11-23T10:00")), "还没有派单就签收"),
        ((("received", "2026-11-23T09:00"), ("confirmed", "2026-11-23T10:00")), "还没有办结就回访"),
        ((("received", "2026-11-23T09:00"), ("resumed", "2026-11-23T10:00")), "没有暂停就恢复"),
        ((("received", "2026-11-23T09:00"), ("dispatched", "2026-11-23T10:00+08:00")), "时区"),
    ],
)
def test_events_that_contradict_each_other_are_refused(events: tuple[tuple[str, str], ...], message: str) -> None:
    with pytest.raises(RuleInputError, match=message):
        CaseLog(tuple(event(kind, at) for kind, at in events))


def test_a_pause_needs_a_reason_an_end_and_no_other_pause() -> None:
    with pytest.raises(RuleInputError, match="没有写明理由"):
        event("paused", "2026-11-23T09:00", until=date(2026, 12, 1))
    with pytest.raises(RuleInputError, match="没有写明理由或截止日期"):
        event("paused", "2026-11-23T09:00", reason="等材料")
    with pytest.raises(RuleInputError, match="不晚于开始日期"):
        pause("2026-11-23T09:00", date(2026, 11, 23))
    with pytest.raises(RuleInputError, match="暂停期间又暂停"):
        CaseLog(
            (
                event("received", "2026-11-22T09:00"),
                pause("2026-11-23T09:00", date(2026, 11, 25)),
                pause("2026-11-24T09:00", date(2026, 11, 26)),
            )
        )
    with pytest.raises(RuleInputError, match="延期的长度不对"):
        event("extended", "2026-11-23T09:00")


def test_other_impossible_facts_are_refused() -> None:
    with pytest.raises(RuleInputError, match="没有名为 mars 的时限方案"):
        clock(ClockKind.DISPATCH, event("received", "2026-11-23T09:00"), profile="mars")
    with pytest.raises(RuleInputError, match="有满意评价"):
        CaseOutcome(responded=True, satisfied=True)
    with pytest.raises(RuleInputError, match="延长的时间填成了 -1"):
        may_extend(limit=5, more=-1, times_before=0, reason="示例", told=True, book=BOOK)


def test_a_place_may_count_the_silent_as_not_solved() -> None:
    own = Override(
        key="casework.rates_from_call_back", value=False, valid_from=date(2026, 1, 1), document="示例考核办法"
    )
    outcomes = [CaseOutcome(responded=True, solved=True), CaseOutcome(responded=True)]

    rates = three_rates(outcomes, book=Rulebook(on=BOOK.on, overrides=(own,)))

    assert rates.solved.fraction == "1/2"


starts = st.datetimes(local("2026-02-01T00:00"), local("2026-11-30T00:00"))


@quick
@given(start=starts, wait=st.integers(0, 200), pause_days=st.integers(1, 30), back=st.integers(0, 800),
       limits=st.tuples(st.integers(1, 20), st.integers(1, 20)))  # fmt: skip
def test_pauses_survive_a_change_of_the_rule(
    start: datetime, wait: int, pause_days: int, back: int, limits: tuple[int, int]
) -> None:
    before, after = limits
    begin = start + timedelta(hours=wait)
    until = begin.date() + timedelta(days=pause_days)
    resumed = begin + timedelta(hours=back)
    running = [Event(kind=kind, at=start) for kind in (EventKind.RECEIVED, EventKind.DISPATCHED)]
    paused = [*running, Event(kind=EventKind.PAUSED, at=begin, reason="等企业补材料", until=until)]
    returns = [Event(kind=EventKind.RESUMED, at=resumed)] * (resumed.date() < until)

    old = clock(ClockKind.HANDLE, *paused, *returns, book=changed(before, since=date(2020, 1, 1)))
    new = clock(ClockKind.HANDLE, *paused, *returns, book=changed(after, since=date(2020, 1, 1)))
    without = clock(ClockKind.HANDLE, *running, book=changed(after, since=date(2020, 1, 1)))

    assert old.paused == new.paused
    assert new.due_at is not None
    assert without.due_at is not None
    assert new.due_at >= without.due_at


START = (event("received", "2026-11-23T09:00"), event("dispatched", "2026-11-23T10:00"))
ENDED = (*START, event("done", "2026-11-24T10:00"))


@pytest.mark.parametrize("second", [event("confirmed", "2026-11-27T10:00"), event("reopened", "2026-11-27T10:00")])
def test_after_a_reopening_the_demand_has_to_be_done_again_first(second: Event) -> None:
    with pytest.raises(RuleInputError, match="还没有办结就"):
        CaseLog((*ENDED, event("reopened", "2026-11-26T10:00"), second))


def test_an_extension_does_not_heal_what_is_done_late() -> None:
    with pytest.raises(RuleInputError, match="办结以后又延期"):
        CaseLog((*ENDED, event("extended", "2026-11-25T10:00", more=5)))


@pytest.mark.parametrize(
    ("at", "due"), [("2026-11-30T17:30", "2026-12-02T17:30"), ("2026-11-30T17:31", "2026-11-30T17:30")]
)
def test_an_extension_counts_until_the_limit_runs_out(at: str, due: str) -> None:
    assert clock(ClockKind.HANDLE, *START, event("extended", at, more=2)).due_at == local(due)


@pytest.mark.parametrize("kind", [ClockKind.SIGN, ClockKind.ANSWER, ClockKind.HANDLE])
def test_no_clock_of_a_demand_that_is_done_runs_on(kind: ClockKind) -> None:
    assert clock(kind, *ENDED).stopped == local("2026-11-24T10:00")


@pytest.mark.parametrize(
    ("now", "message"), [("2026-11-23T09:30", "派单晚于现在"), ("2026-11-24T09:30+08:00", "时区写法不同")]
)
def test_a_moment_that_does_not_fit_the_events_is_refused(now: str, message: str) -> None:
    with pytest.raises(RuleInputError, match=message):
        clocks(CaseLog(START), profile="park", grade=Grade.ORDINARY, now=local(now), calendar=CALENDAR, book=BOOK)


@pytest.mark.parametrize("more", [-1, 1001])
def test_an_extension_has_a_sensible_length(more: int) -> None:
    with pytest.raises(RuleInputError, match="延期的长度不对"):
        event("extended", "2026-11-23T09:00", more=more)
