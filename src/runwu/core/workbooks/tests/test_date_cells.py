"""Dates are read as written; what could be two days is an error."""

import datetime as dt
from typing import Any

import pytest

from runwu.core.workbooks import ColumnSpec, Kind, cell_reader
from runwu.core.workbooks.cells.dates import date_cell

READ = cell_reader(ColumnSpec("opened", "投产日期", kind=Kind.DATE))
JUNE = dt.date(2024, 6, 1)


@pytest.mark.parametrize(
    "raw",
    [
        JUNE,
        dt.datetime.fromisoformat("2024-06-01 08:30"),
        "2024-06-01",
        "2024-6-1",
        "2024/6/1",
        "2024.06.01",
        "2024.6.1.",
        "2024年6月1日",
        "2024 年 6 月 1 日",
        "２０２４年６月１日",
        "二〇二四年六月一日",
        "20240601",
        20240601.0,
        "2024-06-01 00:00:00",
        "2024/6/1 8:30",
        "2024-06-01T08:30:00Z",
    ],
)
def test_a_day_is_a_day_however_it_is_written(raw: Any) -> None:
    cell = READ(raw)

    assert (cell.value, cell.precision, cell.problems) == (JUNE, "day", ())


@pytest.mark.parametrize(
    "raw", ["2024.6", "2024-06", "2024年6月", "2024/6", "202406", 202406.0, 2024.6, 2024.06, "二〇二四年六月"]
)
def test_a_month_is_its_first_day_and_says_so(raw: Any) -> None:
    cell = READ(raw)

    assert (cell.value, cell.precision, [problem.code for problem in cell.problems]) == (JUNE, "month", ["month_only"])


@pytest.mark.parametrize("raw", ["2024", "2024年", 2024.0])
def test_a_year_is_its_first_day_and_says_so(raw: Any) -> None:
    cell = READ(raw)

    assert (cell.value, cell.precision, cell.problems[0].code) == (dt.date(2024, 1, 1), "year", "year_only")


@pytest.mark.parametrize(("raw", "date_1904"), [(45444.0, False), ("45444", False), (45444.35, False), (43982.0, True)])
def test_a_serial_number_is_the_day_of_its_calendar_and_says_so(raw: Any, date_1904: bool) -> None:
    cell = date_cell(raw, date_1904=date_1904)

    assert (cell.value, [problem.code for problem in cell.problems]) == (JUNE, ["serial_date"])


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("24.6.1", "two_digit_year"),
        ("24-06", "two_digit_year"),
        ("99年12月", "two_digit_year"),
        ("6/1/2024", "day_month_ambiguous"),
        (2024.1, "month_ambiguous"),
        ("2024-02-30", "impossible_date"),
        ("2024-13-01", "impossible_date"),
        ("20240631", "impossible_date"),
        ("2024.0", "impossible_date"),
        ("0024-06-01", "impossible_date"),
        (12.0, "not_a_date"),
        (-3.0, "not_a_date"),
        (1e12, "not_a_date"),
        (True, "not_a_date"),
        (dt.time(8, 30), "not_a_date"),
        ("长期", "not_a_date"),
        ("2024年夏", "not_a_date"),
    ],
)
def test_what_is_no_certain_date_is_an_error(raw: Any, code: str) -> None:
    cell = READ(raw)

    assert (cell.value, [problem.code for problem in cell.problems]) == (None, [code])


@pytest.mark.parametrize("raw", ["", "—", "/", "不详", "待定", "无"])
def test_a_date_that_is_not_known_is_none(raw: str) -> None:
    cell = READ(raw)

    assert (cell.value, cell.problems) == (None, ())
