"""The five prohibitions, one by one, and reminders around the edges of a working day."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from runwu.rules.errors import ParameterError, RuleInputError
from runwu.rules.office_hours import next_moment, read_hours
from runwu.rules.quiet import Held, Practice, Reminder, Request, may_ask, may_remind, may_require
from runwu.rules.rulebook import Rulebook
from runwu.rules.workdays import packaged_calendar

CALENDAR = packaged_calendar()
local = datetime.fromisoformat


class NoWorkdays:
    """A calendar in which nobody works."""

    def is_workday(self, day: date, /) -> bool:
        """Say no to every day."""
        return day.year < 1


@pytest.mark.parametrize("practice", Practice)
def test_nothing_that_is_prohibited_may_be_compulsory(book: Rulebook, practice: Practice) -> None:
    verdict = may_require(practice, book=book)

    assert verdict.refused
    assert verdict.chips[0] in ("国办函〔2026〕12号", "产品设定")
    assert verdict.now


@pytest.mark.parametrize(
    ("practice", "allowed"),
    [("check_in", True), ("points_ranking", True), ("online_time", True), ("tracks", False), ("likes", False)],
)
def test_an_emergency_excuses_only_what_the_document_names(book: Rulebook, practice: str, allowed: bool) -> None:
    assert may_require(Practice(practice), emergency=True, book=book).allowed is allowed


@pytest.mark.parametrize("practice", ["photos", "videos"])
def test_a_voluntary_picture_is_welcome(book: Rulebook, practice: str) -> None:
    assert may_require(Practice(practice), compulsory=False, book=book).allowed


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        (local("2026-11-23T08:29"), False),
        (local("2026-11-23T08:30"), True),
        (local("2026-11-23T11:59"), True),
        (local("2026-11-23T12:00"), False),
        (local("2026-11-23T17:29"), True),
        (local("2026-11-23T17:30"), False),
        (local("2026-10-10T09:00"), True),
        (local("2026-10-01T09:00"), False),
        (local("2026-11-23T09:00+08:00"), True),
    ],
)
def test_reminders_keep_to_office_hours_and_make_up_saturdays(book: Rulebook, at: datetime, allowed: bool) -> None:
    assert may_remind(Reminder(at=at), calendar=CALENDAR, book=book).allowed is allowed


@pytest.mark.parametrize(("at", "allowed"), [(local("2026-11-26T08:59"), False), (local("2026-11-26T09:00"), True)])
def test_three_days_lie_between_two_reminders(book: Rulebook, at: datetime, allowed: bool) -> None:
    reminder = Reminder(at=at, sent=(local("2026-11-23T09:00"),))

    assert may_remind(reminder, calendar=CALENDAR, book=book).allowed is allowed


def test_a_held_fact_may_be_asked_again_with_a_reason(book: Rulebook) -> None:
    held = Held(owner="企业信息库", confirmed_on=date(2026, 11, 1))

    assert may_ask(Request(field="staff", held=held, why_again="企业已经搬迁"), book=book).outcome == "advised"


def test_impossible_facts_are_refused(book: Rulebook) -> None:
    with pytest.raises(RuleInputError, match="晚于这一次"):
        Reminder(at=local("2026-01-01T00:00"), sent=(local("2026-01-02T00:00"),))
    with pytest.raises(RuleInputError, match="晚于今天"):
        may_ask(Request(field="staff", held=Held(owner="甲", confirmed_on=date(2027, 1, 1))), book=book)
    with pytest.raises(RuleInputError, match="没有工作日"):
        next_moment(local("2026-01-01T00:00"), read_hours(("08:30-12:00",)), NoWorkdays())


@pytest.mark.parametrize("rows", [(), ("12:00-08:30",), ("8点-9点",), ("08:30-12:00", "11:00-17:30")])
def test_hours_that_overlap_or_run_backwards_are_refused(rows: tuple[str, ...]) -> None:
    with pytest.raises(ParameterError, match="读不出来"):
        read_hours(rows)
