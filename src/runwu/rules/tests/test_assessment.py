"""No assessment counts clicks, pictures or persons, whatever its indicators are called."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from runwu.rules.assessment import Indicator, Subject, grade, may_configure
from runwu.rules.errors import RuleInputError
from runwu.rules.rulebook import Rulebook

BOOK = Rulebook(on=date(2026, 11, 23))
SOLVED = Indicator(code="issues_solved", title="问题解决", weight=100)


@pytest.mark.parametrize("code", BOOK.names("assessment.prohibited"))
def test_a_prohibited_ingredient_is_refused_with_its_clause(code: str) -> None:
    verdict = may_configure([Indicator(code=code, title="工作实绩", weight=100)], book=BOOK)

    assert verdict.refused
    assert verdict.chips == ("国办函〔2026〕12号",)


@pytest.mark.parametrize("word", BOOK.names("assessment.prohibited_words"))
def test_another_code_does_not_hide_a_prohibited_name(word: str) -> None:
    assert may_configure([Indicator(code="issues_solved", title=f"{word}情况", weight=100)], book=BOOK).refused


@pytest.mark.parametrize("code", BOOK.names("assessment.allowed"))
def test_no_indicator_is_about_a_person(code: str) -> None:
    asked = Indicator(code=code, title="工作实绩", weight=100, subject=Subject.PERSON)

    assert may_configure([asked], book=BOOK).refused


@pytest.mark.parametrize(
    ("result", "title"),
    [
        ("1", "好"),
        ("0.9", "好"),
        ("0.8999", "较好"),
        ("0.75", "较好"),
        ("0.6", "一般"),
        ("0.5999", "需要改进"),
        ("0", "需要改进"),
    ],
)
def test_grades_begin_at_their_limits(result: str, title: str) -> None:
    answer = grade([SOLVED], {"issues_solved": Decimal(result)}, book=BOOK)

    assert answer.verdict.title == title


def test_impossible_facts_are_refused() -> None:
    with pytest.raises(RuleInputError, match="权重是 0"):
        Indicator(code="a", title="示例", weight=0)
    with pytest.raises(RuleInputError, match="代码相同"):
        may_configure([SOLVED, SOLVED], book=BOOK)
    with pytest.raises(RuleInputError, match="没有对应的指标"):
        grade([SOLVED], {"other": Decimal(1)}, book=BOOK)
    with pytest.raises(RuleInputError, match=r"填成了 1\.1"):
        grade([SOLVED], {"issues_solved": Decimal("1.1")}, book=BOOK)
    with pytest.raises(RuleInputError, match="考核依据"):
        grade([Indicator(code="likes", title="宣传", weight=100)], {}, book=BOOK)
