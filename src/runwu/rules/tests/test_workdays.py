"""Working days: make-up Saturdays, long holidays, and years without a notice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runwu.rules.errors import ParameterError, RuleInputError
from runwu.rules.workdays import Notice, WorkCalendar, add_workdays, load_notices, packaged_calendar, workdays_between

quick = settings(database=None, deadline=None, max_examples=100)
NOTICE_2027 = Notice(
    year=2027, document="示例通知", off=frozenset({date(2027, 1, 1)}), worked=frozenset({date(2027, 1, 3)})
)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),  # the make-up Saturday
        (date(2026, 10, 11), False),
        (date(2026, 9, 20), True),  # a make-up Sunday
        (date(2025, 1, 26), True),
        (date(2025, 1, 28), False),
        (date(2024, 2, 9), True),
        (date(2024, 2, 29), True),
        (date(2027, 2, 8), False),  # by the statutory days
        (date(2027, 10, 1), False),
    ],
)
def test_a_day_is_worked_as_the_notice_says(day: date, worked: bool) -> None:
    assert packaged_calendar().is_workday(day) == worked


@pytest.mark.parametrize(
    ("start", "count", "last"),
    [
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 9, 30), 4, date(2026, 10, 12)),
        (date(2026, 10, 1), 0, date(2026, 10, 1)),
        (date(2026, 11, 20), 5, date(2026, 11, 27)),
        (date(2024, 2, 28), 1, date(2024, 2, 29)),
    ],
)
def test_working_days_skip_holidays_and_count_make_up_days(start: date, count: int, last: date) -> None:
    assert add_workdays(start, count).last == last


def test_a_year_without_a_notice_says_so() -> None:
    assert "2027年没有登记放假通知" in add_workdays(date(2026, 12, 31), 1).remark
    assert "2027年" in add_workdays(date(2026, 12, 31), 1).arithmetic
    assert add_workdays(date(2026, 12, 1), 5).remark == ""


def test_a_span_over_a_whole_year_without_a_notice_says_so() -> None:
    calendar = WorkCalendar().with_notice(NOTICE_2027)

    assert calendar.remark([2026, 2027, 2028]).startswith("2028年没有")
    assert workdays_between(date(2026, 12, 31), date(2028, 1, 1), calendar=calendar).remark.startswith("2028年")


def test_a_typed_in_notice_is_followed() -> None:
    calendar = packaged_calendar().with_notice(NOTICE_2027)

    assert add_workdays(date(2026, 12, 31), 1, calendar=calendar).last == date(2027, 1, 3)
    assert add_workdays(date(2026, 12, 31), 1).last == date(2027, 1, 4)


@pytest.mark.parametrize("day", [date(1949, 10, 1), date(2100, 1, 1)])
def test_a_year_beyond_the_calendar_is_an_error(day: date) -> None:
    with pytest.raises(RuleInputError, match="法定节假日无从查知"):
        packaged_calendar().is_workday(day)


def test_a_negative_count_and_a_reversed_span_are_errors() -> None:
    with pytest.raises(RuleInputError, match="-1"):
        add_workdays(date(2026, 1, 1), -1)
    with pytest.raises(RuleInputError, match="早于"):
        workdays_between(date(2026, 1, 2), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("off", "worked", "message"),
    [
        ([[date(2028, 1, 1), date(2028, 1, 1)]], [], "别的年份"),
        ([[date(2027, 1, 2), date(2027, 1, 1)]], [], "开始之前就结束"),
        ([], [date(2027, 1, 4)], "不在周末"),
        ([[date(2027, 1, 3), date(2027, 1, 3)]], [date(2027, 1, 3)], "既放假又上班"),
    ],
)
def test_a_notice_that_contradicts_itself_is_refused(off: list[list[date]], worked: list[date], message: str) -> None:
    entry = {"year": 2027, "document": "示例通知", "off": off, "worked": worked}

    with pytest.raises(ParameterError, match=message):
        load_notices({"notice": [entry]})


def test_a_year_listed_twice_is_refused() -> None:
    entry = {"year": 2027, "document": "示例通知", "off": [], "worked": []}

    with pytest.raises(ParameterError, match="列了两次"):
        load_notices({"notice": [entry, entry]})


@quick
@given(start=st.dates(date(2024, 1, 1), date(2026, 9, 1)), count=st.integers(1, 60))
def test_counting_back_gives_the_count(start: date, count: int) -> None:
    last = add_workdays(start, count).last

    assert workdays_between(start, last).workdays == count
    assert workdays_between(start, last - timedelta(days=1)).workdays == count - 1
