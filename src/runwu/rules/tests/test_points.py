"""Points are monotone, bounded and free of order; nothing about persons gets in."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runwu.rules.errors import ParameterError, RuleInputError
from runwu.rules.grading import grade_of
from runwu.rules.points import PointFact, PointRule, Subject, score
from runwu.rules.rulebook import Rulebook

BOOK = Rulebook(on=date(2026, 11, 23))
quick = settings(database=None, deadline=None, max_examples=100)
RULES = (
    PointRule(code="a", title="开放场地", points=7, cap=30, valid_from=date(2020, 1, 1)),
    PointRule(code="b", title="协同解决问题", points=20, cap=90, valid_from=date(2020, 1, 1)),
)
GENEROUS = (
    PointRule(code="a", title="开放场地", points=25, cap=30, valid_from=date(2020, 1, 1)),
    PointRule(code="b", title="协同解决问题", points=60, cap=90, valid_from=date(2020, 1, 1)),
)
facts = st.builds(
    PointFact,
    rule=st.sampled_from(["a", "b"]),
    on=st.dates(date(2020, 1, 1), BOOK.on),
    evidence=st.sampled_from(["甲", "乙", "丙", "丁"]),
)


def one(days_ago: int) -> Decimal:
    """Ask for the points of one fact of so many days ago."""
    fact = PointFact(rule="b", on=BOOK.on - timedelta(days=days_ago), evidence="甲")
    return score(RULES, [fact], book=BOOK).amount


@quick
@given(listed=st.lists(facts, max_size=12), more=facts)
def test_another_fact_never_takes_points_away(listed: list[PointFact], more: PointFact) -> None:
    assert score(RULES, [*listed, more], book=BOOK).amount >= score(RULES, listed, book=BOOK).amount


@quick
@given(listed=st.lists(facts, max_size=30))
def test_points_stay_within_their_bounds(listed: list[PointFact]) -> None:
    alone = [fact for fact in listed if fact.rule == "a"]

    assert 0 <= score(GENEROUS, listed, book=BOOK).amount <= 100
    assert score(GENEROUS, alone, book=BOOK).amount <= GENEROUS[0].cap


@quick
@given(listed=st.lists(facts, max_size=12), chance=st.randoms())
def test_the_order_of_facts_and_rules_does_not_matter(listed: list[PointFact], chance: Any) -> None:
    shuffled = listed.copy()
    chance.shuffle(shuffled)

    assert score(RULES[::-1], shuffled, book=BOOK) == score(RULES, listed, book=BOOK)


@pytest.mark.parametrize(("days_ago", "points"), [(0, 20), (365, 20), (366, 10), (730, 10), (731, 0)])
def test_points_fade_at_the_end_of_each_year(days_ago: int, points: int) -> None:
    assert one(days_ago) == points


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"points": 0}, "积分只加不扣"),
        ({"points": -5}, "积分只加不扣"),
        ({"points": 50}, "不超过上限"),
        ({"valid_to": date(2019, 1, 1)}, "在开始之前就结束"),
    ],
)
def test_a_rule_that_takes_points_away_is_refused(changes: dict[str, Any], message: str) -> None:
    start: dict[str, Any] = {"code": "a", "title": "示例", "points": 5, "cap": 10, "valid_from": date(2020, 1, 1)}

    with pytest.raises(RuleInputError, match=message):
        PointRule(**start | changes)


@pytest.mark.parametrize(
    ("fact", "message"),
    [
        (PointFact(rule="c", on=date(2026, 1, 1), evidence="甲"), "没有名为 c"),
        (PointFact(rule="a", on=date(2026, 1, 1), evidence=" "), "没有凭据"),
        (PointFact(rule="a", on=date(2026, 12, 1), evidence="甲"), "晚于今天"),
        (PointFact(rule="a", on=date(2019, 1, 1), evidence="甲"), "当日没有"),
    ],
)
def test_a_fact_that_does_not_hold_is_refused(fact: PointFact, message: str) -> None:
    with pytest.raises(RuleInputError, match=message):
        score(RULES, [fact], book=BOOK)


def test_a_rule_about_persons_cannot_be_scored() -> None:
    rule = PointRule(code="p", title="党员得分", points=1, cap=1, valid_from=date(2020, 1, 1), subject=Subject.PERSON)

    with pytest.raises(RuleInputError, match="不能记分"):
        score([rule], [], book=BOOK)


def test_two_rules_of_one_code_are_refused() -> None:
    with pytest.raises(RuleInputError, match="代码重复"):
        score([RULES[0], RULES[0]], [], book=BOOK)


@pytest.mark.parametrize(
    ("figure", "band"), [("100", "一档"), ("80", "一档"), ("79.99", "二档"), ("50", "二档"), ("0", "三档")]
)
def test_bands_begin_at_their_limits(figure: str, band: str) -> None:
    assert grade_of(BOOK.names("points.bands"), Decimal(figure)) == band


@pytest.mark.parametrize("rows", [(), ("≥5 甲",), ("≥0 甲", "≥5 乙"), ("80 甲", "≥0 乙"), ("≥0",)])
def test_bands_that_do_not_fall_to_zero_are_refused(rows: tuple[str, ...]) -> None:
    with pytest.raises(ParameterError, match="读不出来"):
        grade_of(rows, Decimal(1))
