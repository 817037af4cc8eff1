"""Conditions in three truth values, and near misses that hold when tried."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runwu.rules.eligibility import (
    FactDef,
    FactType,
    FactValue,
    Policy,
    Status,
    Truth,
    Vocabulary,
    explain,
    match_policy,
    near_misses,
    read_condition,
)
from runwu.rules.errors import RuleInputError
from runwu.rules.rulebook import Rulebook
from runwu.rules.sources import Source, Sure

BOOK = Rulebook(on=date(2026, 11, 23))
SOURCE = Source(document="《示例办法》", short="示例办法", article="第二条", sure=Sure.LOCAL, effective_from=None)
WORDS = Vocabulary.of(
    FactDef(code="staff", label="职工", type=FactType.NUMBER, unit="人"),
    FactDef(code="revenue", label="营业收入", type=FactType.MONEY),
    FactDef(code="founded", label="成立日期", type=FactType.DATE, changeable=False),
    FactDef(code="industry", label="行业门类", type=FactType.TEXT, changeable=False),
    FactDef(code="high_tech", label="高新技术企业", type=FactType.TRUTH),
)
quick = settings(database=None, deadline=None, max_examples=150)
numbers = st.integers(0, 30)
leaf = st.one_of(
    st.builds(
        lambda op, value: {"fact": "staff", "op": op, "value": value},
        st.sampled_from(["=", "≥", ">", "≤", "<"]),
        numbers,
    ),
    st.builds(
        lambda op, value: {"fact": "revenue", "op": op, "value": value, "unit": "万元"},
        st.sampled_from(["≥", "≤"]),
        numbers,
    ),
    st.builds(
        lambda op, value: {"fact": "founded", "op": op, "value": value}, st.sampled_from(["满月≥", "满月≤"]), numbers
    ),
    st.builds(lambda members: {"fact": "industry", "in": members}, st.lists(st.sampled_from("ACI"), min_size=1)),
    st.builds(lambda value: {"fact": "high_tech", "value": value}, st.booleans()),
)
trees = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"at_least": 2, "of": parts}, st.lists(inner, min_size=2, max_size=4)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=6,
)
known = st.fixed_dictionaries(
    {},
    optional={
        "staff": numbers.map(Decimal),
        "revenue": st.integers(0, 300_000).map(Decimal),
        "founded": st.dates(date(2024, 1, 1), BOOK.on),
        "industry": st.sampled_from("ACIX"),
        "high_tech": st.booleans(),
    },
)
whole = st.fixed_dictionaries(
    {
        "staff": numbers.map(Decimal),
        "revenue": st.integers(0, 300_000).map(Decimal),
        "founded": st.dates(date(2024, 1, 1), BOOK.on),
        "industry": st.sampled_from("ACIX"),
        "high_tech": st.booleans(),
    }
)


@quick
@given(table=trees, facts=known)
def test_a_near_miss_once_changed_is_eligible(table: dict[str, Any], facts: dict[str, Any]) -> None:
    condition = read_condition(table, WORDS)

    found = near_misses(condition, facts, words=WORDS, book=BOOK)

    assert all(condition.truth(miss.applied(facts), BOOK.on) is Truth.TRUE for miss in found)
    assert len({len(miss.changes) for miss in found}) <= 1


@quick
@given(table=trees, facts=known, filled=whole)
def test_what_is_decided_stays_decided_when_more_becomes_known(
    table: dict[str, Any], facts: dict[str, Any], filled: dict[str, Any]
) -> None:
    condition = read_condition(table, WORDS)
    before = condition.truth(facts, BOOK.on)

    after = condition.truth({**filled, **facts}, BOOK.on)

    assert before in (Truth.UNKNOWN, after)
    assert after is not Truth.UNKNOWN


@quick
@given(table=trees, facts=known)
def test_the_explanation_agrees_with_the_answer(table: dict[str, Any], facts: dict[str, Any]) -> None:
    condition = read_condition(table, WORDS)

    assert explain(condition, facts, words=WORDS, on=BOOK.on).truth is condition.truth(facts, BOOK.on)


@pytest.mark.parametrize(
    ("value", "unit", "revenue", "met"),
    [
        (2000, "万元", "20000000", True),
        (2000, "万元", "19999999.99", False),
        (Decimal("0.2"), "亿元", "20000000", True),
        (20000000, "元", "20000000", True),
    ],
)
def test_money_is_compared_in_one_unit(value: Any, unit: str, revenue: str, met: bool) -> None:
    condition = read_condition({"fact": "revenue", "op": "≥", "value": value, "unit": unit}, WORDS)

    assert (condition.truth({"revenue": Decimal(revenue)}, BOOK.on) is Truth.TRUE) is met


@pytest.mark.parametrize(
    ("on", "truth"),
    [
        (date(2025, 12, 31), "unknown"),
        (date(2026, 1, 1), "true"),
        (date(2026, 6, 30), "true"),
        (date(2026, 7, 1), "false"),
    ],
)
def test_a_limit_counts_from_its_day_on(on: date, truth: str) -> None:
    dated = [{"from": date(2026, 7, 1), "value": 20}, {"from": date(2026, 1, 1), "value": 10}]
    condition = read_condition({"fact": "staff", "op": "≥", "values": dated}, WORDS)

    assert condition.truth({"staff": Decimal(15)}, on) == truth


@pytest.mark.parametrize(
    ("founded", "met"), [(date(2025, 11, 23), True), (date(2025, 11, 24), False), (date(2026, 12, 1), False)]
)
def test_a_year_is_full_on_its_day(founded: date, met: bool) -> None:
    condition = read_condition({"fact": "founded", "op": "满月≥", "value": 12}, WORDS)

    assert (condition.truth({"founded": founded}, BOOK.on) is Truth.TRUE) is met


@pytest.mark.parametrize(("op", "met"), [("=", True), ("≥", True), ("≤", True), (">", False), ("<", False)])
def test_days_are_compared_as_days(op: str, met: bool) -> None:
    condition = read_condition({"fact": "founded", "op": op, "value": date(2025, 7, 1)}, WORDS)

    assert (condition.truth({"founded": date(2025, 7, 1)}, BOOK.on) is Truth.TRUE) is met


def test_a_day_too_late_is_a_near_miss_by_one_day() -> None:
    condition = read_condition({"fact": "founded", "op": "<", "value": date(2025, 7, 1)}, WORDS)

    found = near_misses(condition, {"founded": date(2025, 7, 1)}, words=WORDS, book=BOOK)

    assert [miss.text for miss in found] == ["成立日期由 2025年7月1日 变为 2025年6月30日"]


def test_too_many_gaps_are_seen_without_trying() -> None:
    words = Vocabulary.of(*(FactDef(code=f"f{n}", label=f"事实{n}", type=FactType.NUMBER) for n in range(40)))
    condition = read_condition({"all": [{"fact": code, "op": "≥", "value": 20} for code in words]}, words)

    assert near_misses(condition, {}, words=words, book=BOOK) == ()


def test_what_the_enterprise_can_change_comes_first() -> None:
    table = {"any": [{"fact": "founded", "op": "满月≥", "value": 60}, {"fact": "staff", "op": "≥", "value": 20}]}
    facts: dict[str, FactValue] = {"founded": date(2026, 1, 1), "staff": Decimal(5)}

    found = near_misses(read_condition(table, WORDS), facts, words=WORDS, book=BOOK)

    assert [miss.in_its_hands for miss in found] == [True, False]


def test_an_enterprise_that_holds_the_policy_is_not_matched_again() -> None:
    condition = read_condition({"fact": "high_tech", "value": True}, WORDS)
    policy = Policy(code="p", title="示例", condition=condition, words=WORDS, source=SOURCE)

    answer = match_policy(policy, {"high_tech": True}, held={"p"}, book=BOOK)

    assert answer.status is Status.EXCLUDED
    assert answer.verdict.happened == "已经享受这项政策"


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({}, "不是一种写法"),
        ({"all": [], "any": []}, "不是一种写法"),
        ({"all": []}, "0 项中要求满足 0 项"),
        ({"at_least": 3, "of": [{"fact": "high_tech", "value": True}]}, "1 项中要求满足 3 项"),
        ({"fact": "weather", "value": 1}, "没有名为 weather 的事实"),
        ({"fact": "staff", "op": "~", "value": 1}, "不能用“~”比较"),
        ({"fact": "industry", "op": "≥", "value": "C"}, "不能用“≥”比较"),
        ({"fact": "staff", "op": "满月≥", "value": 1}, "不能用“满月≥”比较"),
        ({"fact": "staff", "op": "≥", "value": "二十"}, "“职工”填成了 二十"),
        ({"fact": "staff", "op": "≥"}, "读不出来"),
        ({"fact": "revenue", "op": "≥", "value": 1}, "写明元、万元或亿元"),
        ({"fact": "industry", "in": []}, "没有列出可选的值"),
        ({"fact": "staff", "values": [{"value": 1}, {"value": 2}]}, "界限日期重复"),
        ({"fact": "staff", "values": [{"from": "2026", "value": 1}]}, "起始日期 2026 读不出来"),
    ],
)
def test_a_condition_that_does_not_hold_together_is_refused(table: dict[str, Any], message: str) -> None:
    with pytest.raises(RuleInputError, match=message):
        read_condition(table, WORDS)


@pytest.mark.parametrize(
    "facts",
    [{"weather": Decimal(1)}, {"staff": True}, {"staff": Decimal(-1)}, {"founded": "去年"}, {"high_tech": "是"}],
)
def test_a_fact_of_the_wrong_kind_is_refused(facts: dict[str, Any]) -> None:
    policy = Policy(
        code="p", title="示例", condition=read_condition({"fact": "high_tech", "value": True}, WORDS), words=WORDS,
        source=SOURCE,
    )  # fmt: skip

    with pytest.raises(RuleInputError):
        match_policy(policy, facts, book=BOOK)
