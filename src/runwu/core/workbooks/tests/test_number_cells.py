"""Numbers are taken as meant, and nothing unknown becomes a zero."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from runwu.core.workbooks import ColumnSpec, Kind, cell_reader

STAFF = ColumnSpec("staff", "职工人数", kind=Kind.INTEGER, unit="人")
CAPITAL = ColumnSpec("capital", "注册资本", kind=Kind.DECIMAL, unit="万元")


@pytest.mark.parametrize(
    ("raw", "value", "problems"),
    [
        (46, 46, []),
        (46.0, 46, []),
        ("46", 46, []),
        (" 46　", 46, []),
        ("0", 0, []),
        ("1,204", 1204, []),
        ("-5", -5, []),
        ("４６人", 46, ["unit_removed"]),
        ("46 人", 46, ["unit_removed"]),
        ("1，204", 1204, ["unit_removed"]),
        ("2万", 20_000, ["unit_converted"]),
        ("约50", 50, ["approximate"]),
        ("50人左右", 50, ["approximate"]),
        ("50余人", 50, ["approximate"]),
        ("近 50", 50, ["approximate"]),
        ("50-60", None, ["bound_not_number"]),
        ("５０～６０人", None, ["bound_not_number"]),
        ("50人以上", None, ["bound_not_number"]),
        ("不足50", None, ["bound_not_number"]),
        (">50", None, ["bound_not_number"]),
        ("50+", None, ["bound_not_number"]),
        ("46家", None, ["wrong_unit"]),
        ("四十六", None, ["not_a_number"]),
        ("4,6", None, ["not_a_number"]),
        ("46.5", None, ["not_an_integer"]),
        (46.5, None, ["not_an_integer"]),
        (True, None, ["not_a_number"]),
        (dt.date(2024, 6, 1), None, ["not_a_number"]),
        (float("inf"), None, ["not_a_number"]),
    ],
)
def test_a_number_of_people(raw: Any, value: int | None, problems: list[str]) -> None:
    cell = cell_reader(STAFF)(raw)

    assert (cell.value, [problem.code for problem in cell.problems]) == (value, problems)


@pytest.mark.parametrize("raw", ["无", "—", "－", "-", "/", "不详", "未知", "待核实", "不清楚", "N/A", "？", "", "　"])
def test_what_is_not_known_is_none_and_no_zero(raw: str) -> None:
    cell = cell_reader(STAFF)(raw)

    assert (cell.value, cell.problems) == (None, ())


@pytest.mark.parametrize(
    ("raw", "value", "problems"),
    [
        (500, Decimal(500), []),
        (1200.25, Decimal("1200.25"), []),
        (0.1, Decimal("0.1"), []),
        ("3,000.5", Decimal("3000.5"), []),
        ("￥500", Decimal(500), ["unit_removed"]),
        ("120万元", Decimal(120), ["unit_removed"]),
        ("120万", Decimal(120), ["unit_converted"]),
        ("1.2亿元", Decimal(12_000), ["unit_converted"]),
        ("5000000元", Decimal(500), ["unit_converted"]),
        ("500美元", None, ["not_a_number"]),
        ("50%", None, ["wrong_unit"]),
    ],
)
def test_an_amount_of_money(raw: Any, value: Decimal | None, problems: list[str]) -> None:
    cell = cell_reader(CAPITAL)(raw)

    assert (cell.value, [problem.code for problem in cell.problems]) == (value, problems)


@pytest.mark.parametrize(("raw", "value"), [(5_000_000.0, 500), ("5,000,000", 500), ("5000000", 500), ("500万元", 500)])
def test_a_heading_in_another_unit_converts_bare_figures_only(raw: Any, value: int) -> None:
    assert cell_reader(CAPITAL, unit="元")(raw).value == Decimal(value)


def test_a_cleaned_number_says_what_was_kept() -> None:
    problem = cell_reader(STAFF)("４６人").problems[0]

    assert problem.happened == "“４６人”里的全角数字或单位已去掉，记 46。"
