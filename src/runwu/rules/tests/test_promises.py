"""What the product promises stays promised: no park takes it back, and no clever name slips past it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from runwu.rules.assessment import Indicator, grade, may_configure
from runwu.rules.errors import OverrideError, RuleInputError
from runwu.rules.overrides import Override
from runwu.rules.parameters import packaged_parameters
from runwu.rules.points import PointRule, may_use_rule
from runwu.rules.rulebook import Rulebook
from runwu.rules.sources import Force

BOOK = Rulebook(on=date(2026, 11, 23))
PROMISED = [
    key for key in packaged_parameters().keys()  # noqa: SIM118
    if BOOK.parameter(key).force is Force.MUST_NOT and BOOK.source(key).short == "产品设定"
]  # fmt: skip


@pytest.mark.parametrize("key", PROMISED)
def test_no_park_takes_a_promise_back(key: str) -> None:
    own = Override(key=key, value=BOOK.value(key), valid_from=BOOK.on, document="示例文件")

    with pytest.raises(OverrideError, match="硬性规定"):
        Rulebook(on=BOOK.on, overrides=(own,))


@pytest.mark.parametrize("code", BOOK.names("assessment.prohibited"))
def test_each_prohibited_ingredient_is_refused_with_its_clause(code: str) -> None:
    verdict = may_configure([Indicator(code=code, title="综合情况", weight=100)], book=BOOK)

    assert verdict.refused
    assert verdict.chips == ("国办函〔2026〕12号",)


@pytest.mark.parametrize("word", BOOK.names("assessment.prohibited_words"))
def test_no_title_hides_a_prohibited_ingredient(word: str) -> None:
    title = f"　{word[0]} {word[1:]}（数）"

    assert may_configure([Indicator(code="x", title=title, weight=100)], book=BOOK).refused
    assert may_use_rule(PointRule(code="x", title=title, points=1, cap=1, valid_from=BOOK.on), book=BOOK).refused


@pytest.mark.parametrize("code", BOOK.names("points.never_from"))
def test_points_tell_nothing_about_members(code: str) -> None:
    rule = PointRule(code=code, title="组织建设", points=1, cap=1, valid_from=BOOK.on)

    assert may_use_rule(rule, book=BOOK).refused


@pytest.mark.parametrize("result", ["NaN", "Infinity", "-0.01", "1.01"])
def test_a_result_that_is_no_share_is_refused(result: str) -> None:
    one = Indicator(code="issues_solved", title="问题解决", weight=100)

    with pytest.raises(RuleInputError, match="结果填成了"):
        grade([one], {"issues_solved": Decimal(result)}, book=BOOK)
