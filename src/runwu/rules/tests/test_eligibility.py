"""Conditions in three truth values, and near misses that hold when tried."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import example, given, settings
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
from runwu.rules.eligibility.conditions import Condition, leaves
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
        ({"fact": "staff", "values": [3]}, "界限写成了 3"),
        ({"fact": "staff", "values": "3"}, "values 写成了 3"),
        ({"fact": "industry", "in": "C"}, "in 写成了 C"),
        ({"all": 3}, "all 写成了 3"),
        ({"all": ["staff"]}, "条件写成了 staff"),
        ({"not": []}, r"条件写成了 \[\]"),
        ({"at_least": True, "of": [{"fact": "high_tech", "value": True}]}, "1 项中要求满足 True 项"),
        ({"fact": "high_tech", "value": True, "sentense": "示例"}, "不认识的 sentense"),
        ({"fact": "founded", "op": "≥", "value": datetime.fromisoformat("2026-01-01T09:00")}, "“成立日期”填成了"),
        ({"fact": "staff", "op": "≥", "value": float("nan")}, "“职工”填成了 NaN"),
    ],
)
def test_a_condition_that_does_not_hold_together_is_refused(table: dict[str, Any], message: str) -> None:
    with pytest.raises(RuleInputError, match=message):
        read_condition(table, WORDS)


@pytest.mark.parametrize(
    "facts",
    [
        {"founded": datetime.fromisoformat("2026-01-01T09:00")},
        {"weather": Decimal(1)},
        {"staff": True},
        {"staff": Decimal(-1)},
        {"founded": "去年"},
        {"high_tech": "是"},
    ],
)
def test_a_fact_of_the_wrong_kind_is_refused(facts: dict[str, Any]) -> None:
    policy = Policy(
        code="p", title="示例", condition=read_condition({"fact": "high_tech", "value": True}, WORDS), words=WORDS,
        source=SOURCE,
    )  # fmt: skip

    with pytest.raises(RuleInputError):
        match_policy(policy, facts, book=BOOK)


def every_value() -> dict[str, list[FactValue]]:
    """List all values that the conditions of `trees` can tell apart, and many more."""
    cents = (Decimal("-0.01"), Decimal(0), Decimal("0.01"))
    people: list[FactValue] = [Decimal(number) for number in range(34)]
    yuan: list[FactValue] = [Decimal(10_000 * number) + more for number in range(1, 32) for more in cents]
    return {
        "staff": people,
        "revenue": [*yuan, Decimal(0)],
        "founded": [BOOK.on - timedelta(days=days) for days in range(-1000, 1000)],
        "industry": ["A", "C", "I", "其他"],
        "high_tech": [True, False],
    }


EVERY_VALUE = every_value()


def told_apart(condition: Condition, code: str) -> list[FactValue]:
    """Keep one value of a fact for every way in which its comparisons turn out."""
    own = [leaf for leaf, _ in leaves(condition) if leaf.fact == code]
    kinds = {tuple(leaf.truth({code: value}, BOOK.on) for leaf in own): value for value in EVERY_VALUE[code]}
    return list(kinds.values())


def smallest_by_trying(condition: Condition, facts: dict[str, Any]) -> set[frozenset[str]]:
    """Try every set of facts with every value, smaller sets first, up to three."""
    kinds = {code: told_apart(condition, code) for code in EVERY_VALUE}
    for size in range(4):
        found = {
            frozenset(codes)
            for codes in combinations(EVERY_VALUE, size)
            for values in product(*(kinds[code] for code in codes))
            if condition.truth({**facts, **dict(zip(codes, values, strict=True))}, BOOK.on) is Truth.TRUE
        }
        if found:
            return found if size else set()
    return set()


@settings(database=None, deadline=None, max_examples=80)
@given(table=trees, facts=known)
@example(table={"not": {"fact": "founded", "op": "满月≥", "value": 0}}, facts={})
@example(table={"all": [{"not": {"fact": "founded", "op": op, "value": 1}} for op in ("满月≥", "满月≤")]}, facts={})
def test_near_misses_are_the_smallest_sets_that_trying_everything_finds(
    table: dict[str, Any], facts: dict[str, Any]
) -> None:
    condition = read_condition(table, WORDS)

    found = near_misses(condition, facts, words=WORDS, book=BOOK)

    assert {frozenset(change.fact.code for change in miss.changes) for miss in found} == smallest_by_trying(
        condition, facts
    )


@quick
@given(table=trees, facts=known)
def test_what_the_enterprise_is_told_to_do_is_in_its_own_hands(table: dict[str, Any], facts: dict[str, Any]) -> None:
    condition = read_condition(table, WORDS)

    found = near_misses(condition, facts, words=WORDS, own_only=True, book=BOOK)

    assert all(miss.in_its_hands for miss in found)
    assert all(condition.truth(miss.applied(facts), BOOK.on) is Truth.TRUE for miss in found)


def test_a_longer_way_in_its_own_hands_is_told_beside_a_shorter_one_that_is_not() -> None:
    longer = [{"fact": "staff", "op": "≥", "value": 20}, {"fact": "high_tech", "value": True}]
    table = {"any": [{"fact": "founded", "op": "满月≥", "value": 60}, {"all": longer}]}
    facts: dict[str, FactValue] = {"founded": date(2026, 1, 1), "staff": Decimal(5), "high_tech": False}
    policy = Policy(code="p", title="示例", condition=read_condition(table, WORDS), words=WORDS, source=SOURCE)

    answer = match_policy(policy, facts, book=BOOK)

    assert answer.verdict.now == ("高新技术企业由 否 变为 是；职工由 5 人 变为 20 人后再申请",)
    assert [len(miss.changes) for miss in answer.near_misses] == [1, 2]


def test_a_limit_that_is_not_in_force_yet_is_no_missing_fact() -> None:
    table = {"fact": "staff", "op": "≥", "values": [{"from": date(2027, 1, 1), "value": 20}]}
    policy = Policy(code="p", title="示例", condition=read_condition(table, WORDS), words=WORDS, source=SOURCE)

    answer = match_policy(policy, {"staff": Decimal(5)}, book=BOOK)

    assert answer.missing == ()
    assert answer.verdict.happened == "当日还没有关于职工的界限"


@pytest.mark.parametrize(
    ("limit", "needed"), [(Decimal("10.5"), "11 人"), (Decimal("10"), "10 人"), (Decimal("0.1"), "1 人")]
)
def test_people_are_whole(limit: Decimal, needed: str) -> None:
    condition = read_condition({"fact": "staff", "op": "≥", "value": limit}, WORDS)

    found = near_misses(condition, {"staff": Decimal(0)}, words=WORDS, book=BOOK)

    assert [miss.text for miss in found] == [f"职工由 0 人 变为 {needed}"]


def test_a_name_that_is_listed_is_not_proposed_as_something_else() -> None:
    condition = read_condition({"not": {"fact": "industry", "in": ["C", "其他"]}}, WORDS)

    found = near_misses(condition, {"industry": "C"}, words=WORDS, book=BOOK)

    assert [miss.text for miss in found] == ["行业门类由 C 变为 未列出的其他"]


def test_a_step_of_nothing_is_refused() -> None:
    with pytest.raises(RuleInputError, match="最小差"):
        FactDef(code="staff", label="职工", type=FactType.NUMBER, step=Decimal(0))
