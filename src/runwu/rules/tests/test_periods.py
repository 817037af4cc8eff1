"""Month ends, leap days, and the parts of a year."""

from __future__ import annotations

from datetime import date

import pytest

from runwu.rules.errors import RuleInputError
from runwu.rules.periods import AnyPeriod, HalfYear, Month, Quarter, Year, add_days, add_months, age_on, parts


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 8, 31), 0, date(2026, 8, 31)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


@pytest.mark.parametrize("months", [12 * 9000, -12 * 9000])
def test_a_step_out_of_the_calendar_is_an_error(months: int) -> None:
    with pytest.raises(RuleInputError, match="超出了日历"):
        add_months(date(2026, 1, 1), months)


@pytest.mark.parametrize(("start", "days"), [(date.max, 1), (date.min, -1), (date(2026, 1, 1), 10**10)])
def test_days_out_of_the_calendar_are_an_error(start: date, days: int) -> None:
    with pytest.raises(RuleInputError, match="超出了日历"):
        add_days(start, days)


@pytest.mark.parametrize("last", [Month(9999, 12), Quarter(9999, 4), HalfYear(9999, 2), Year(9999, 1)])
def test_there_is_no_period_after_the_last(last: AnyPeriod) -> None:
    assert parts(last, Month)[-1] == Month(9999, 12)
    with pytest.raises(RuleInputError, match="超出了日历"):
        last.next()


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        (date(2008, 2, 29), date(2026, 2, 27), 17),
        (date(2008, 2, 29), date(2026, 2, 28), 18),
        (date(2008, 5, 1), date(2026, 4, 30), 17),
        (date(2008, 5, 1), date(2026, 5, 1), 18),
        (date(2026, 5, 1), date(2020, 5, 1), 0),
    ],
)
def test_a_year_of_age_is_completed_on_the_birthday(birth: date, on: date, age: int) -> None:
    assert age_on(birth, on) == age


@pytest.mark.parametrize(
    ("period", "first", "last", "following", "preceding"),
    [
        (Year(2026, 1), date(2026, 1, 1), date(2026, 12, 31), "2027年", "2025年"),
        (HalfYear(2026, 2), date(2026, 7, 1), date(2026, 12, 31), "2027年上半年", "2026年上半年"),
        (Quarter(2026, 1), date(2026, 1, 1), date(2026, 3, 31), "2026年第2季度", "2025年第4季度"),
        (Month(2028, 2), date(2028, 2, 1), date(2028, 2, 29), "2028年3月", "2028年1月"),
    ],
)
def test_a_period_knows_its_days_and_neighbours(
    period: Year | HalfYear | Quarter | Month, first: date, last: date, following: str, preceding: str
) -> None:
    assert (period.first, period.last) == (first, last)
    assert (str(period.next()), str(period.previous())) == (following, preceding)
    assert first in period
    assert period.next().first not in period


@pytest.mark.parametrize(("kind", "number"), [(Quarter, 5), (Quarter, 0), (HalfYear, 3), (Month, 13), (Year, 2)])
def test_a_period_that_the_year_lacks_is_an_error(kind: type[Quarter], number: int) -> None:
    with pytest.raises(RuleInputError, match=f"第 {number} 期"):
        kind(2026, number)


@pytest.mark.parametrize(
    ("period", "kind", "count"),
    [
        (Year(2026, 1), Month, 12),
        (Year(2026, 1), Quarter, 4),
        (Year(2026, 1), Year, 1),
        (HalfYear(2026, 2), Month, 6),
        (Quarter(2028, 1), Month, 3),
        (Month(2026, 1), Month, 1),
        (Quarter(2026, 1), Year, 0),
        (Quarter(2026, 1), HalfYear, 0),
    ],
)
def test_a_period_is_divided_into_whole_parts(
    period: Year | HalfYear | Quarter | Month, kind: type[Month], count: int
) -> None:
    found = parts(period, kind)

    assert len(found) == count
    assert all(part.first in period and part.last in period for part in found)
