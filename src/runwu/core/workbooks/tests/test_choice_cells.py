"""Yes, no and choices, with a third answer: not known."""

from typing import Any

import pytest

from runwu.core.workbooks import ChoiceSpec, ColumnSpec, Kind, cell_reader

READ = cell_reader(ColumnSpec("active", "是否在产", kind=Kind.BOOLEAN))
CHOICES = ChoiceSpec({"state": ("国有", "国企"), "private": ("民营", "私营"), "none": ("无", "未定")})
CHOOSE = cell_reader(ColumnSpec("form", "企业类型", kind=Kind.CHOICE, choices=CHOICES))


@pytest.mark.parametrize("raw", ["是", " 是　", "有", "√", "✓", "✔", "Y", "yes", "1", "１", 1.0, True, "TRUE"])
def test_these_say_yes(raw: Any) -> None:
    assert READ(raw).value is True


@pytest.mark.parametrize("raw", ["否", "无", "没有", "×", "✗", "✕", "X", "N", "no", "0", 0.0, False, "FALSE"])
def test_these_say_no(raw: Any) -> None:
    assert READ(raw).value is False


@pytest.mark.parametrize("raw", ["", "不清楚", "不详", "未知", "？", "—", "/", "待核"])
def test_these_say_nothing(raw: str) -> None:
    cell = READ(raw)

    assert (cell.value, cell.problems) == (None, ())


@pytest.mark.parametrize("raw", ["部分", "是否", 2.0, "停产"])
def test_anything_else_is_asked_about(raw: Any) -> None:
    assert [problem.code for problem in READ(raw).problems] == ["not_yes_no"]


@pytest.mark.parametrize(
    ("raw", "value"),
    [("state", "state"), ("国有", "state"), ("国 企", "state"), ("民营　", "private"), ("无", "none"), ("不详", None)],
)
def test_a_choice_is_found_by_value_or_synonym(raw: str, value: str | None) -> None:
    cell = CHOOSE(raw)

    assert (cell.value, cell.problems) == (value, ())


def test_an_unknown_choice_names_those_there_are() -> None:
    problem = CHOOSE("个体").problems[0]

    assert (problem.code, problem.now) == ("not_a_choice", "请从这些里选：国有、民营、无。")
