"""Whatever is asked about money, services and privacy, a rule answers or raises the one typed error."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from inspect import signature
from typing import Any, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runwu.rules import (
    Rulebook,
    RuleInputError,
    Verdict,
    assessment,
    casework,
    dues,
    membership,
    money,
    packaged_parameters,
    points,
    privacy,
    quiet,
    training,
)
from runwu.rules.eligibility import FactDef, FactType, Vocabulary, read_condition
from runwu.rules.office_hours import Calendar
from runwu.rules.periods import Year
from runwu.rules.quiet import Reminder
from runwu.rules.registry import rules
from runwu.rules.workdays import packaged_calendar

TOPICS = (
    "coverage", "training", "dues", "money", "casework", "points", "assessment", "quiet", "privacy",
)  # fmt: skip
OURS = [name for name in rules() if name.partition(".")[0] in TOPICS]
LAST = datetime.fromisoformat("9999-12-31T23:59")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
WORDS = Vocabulary.of(
    FactDef(code="staff", label="职工", type=FactType.NUMBER, unit="人"),
    FactDef(code="revenue", label="营业收入", type=FactType.MONEY),
    FactDef(code="founded", label="成立日期", type=FactType.DATE),
    FactDef(code="industry", label="行业门类", type=FactType.TEXT),
    FactDef(code="high_tech", label="高新技术企业", type=FactType.TRUTH),
)
days = st.dates() | st.dates(date(2020, 1, 1), date(2030, 12, 31))
moments = st.datetimes() | st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31))  # noqa: DTZ001 -- park time
codes = sorted({code for parameter in packaged_parameters() for code, _label in parameter.labels})
numbers = st.integers(-5, 400) | st.integers()
BY_TYPE: dict[object, st.SearchStrategy[Any]] = {
    Rulebook: st.builds(Rulebook, on=st.dates(date(2021, 11, 1), date(2030, 12, 31)) | st.dates()),
    Decimal: st.decimals() | st.decimals(0, 10**6, places=2),
    Decimal | None: st.none() | st.decimals() | st.decimals(0, 10**6, places=2),
    str: st.sampled_from([*codes, "park", "beijing"]) | st.text(max_size=3),
    int: numbers,
    date: days,
    date | None: st.none() | days,
    datetime: moments,
    Year: st.builds(Year, numbers | st.integers(2018, 2030), st.just(1)),
    Calendar: st.just(packaged_calendar()),
}
written = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.dates() | st.datetimes(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["all", "any", "not", "at_least", "of", "fact", "op", "value", "values", "unit", "in", "from"]
            ),
            inner | st.sampled_from([*WORDS, "≥", "满月≥", "万元"]),
            max_size=4,
        )
    ),
    max_leaves=8,
)
tables = st.dictionaries(
    st.sampled_from(["all", "any", "not", "at_least", "of", "fact", "op", "value", "values", "unit", "in"]),
    written | st.sampled_from([*WORDS, "≥", "满月≥", "万元"]),
    max_size=4,
)


def rule_of(name: str) -> Callable[..., object]:
    """Find a rule by its name in the register."""
    topic, _, function = name.partition(".")
    rule: Callable[..., object] = getattr(import_module(f"runwu.rules.{topic}"), function)
    return rule


def any_facts(rule: Callable[..., object]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw every argument from its type alone."""
    hints = get_type_hints(rule)
    types = {name: hints[name] for name in signature(rule).parameters}
    return st.fixed_dictionaries({name: BY_TYPE.get(kind, st.from_type(kind)) for name, kind in types.items()})


def said(rule: Callable[..., object], data: st.DataObject) -> list[str]:
    """Ask a rule and list the words of its answer, or of the one error that it may raise."""
    try:
        answer = rule(**data.draw(any_facts(rule)))
    except RuleInputError as error:
        return [error.happened, error.rule, error.now]
    verdict = getattr(answer, "verdict", answer)
    return [verdict.title, *verdict.now] if isinstance(verdict, Verdict) else []


def read_or_refused(table: dict[str, Any]) -> str:
    """Read a condition and answer for nothing known, or say why it is refused."""
    try:
        return read_condition(table, WORDS).truth({}, date(2026, 11, 23)).label
    except RuleInputError as error:
        return error.happened


@pytest.mark.parametrize("name", OURS)
@settings(database=None, deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_rule_answers_or_raises_the_typed_error(name: str, data: st.DataObject) -> None:
    assert [text for text in said(rule_of(name), data) if not CHINESE.search(text)] == []


@settings(database=None, deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
@given(table=tables)
def test_whatever_a_policy_file_holds_it_is_read_or_refused(table: dict[str, Any]) -> None:
    assert CHINESE.search(read_or_refused(table))


@pytest.mark.parametrize("amount", [Decimal("1E+16"), Decimal("1E+999999"), Decimal("1E-999999"), Decimal("sNaN")])
@pytest.mark.parametrize(
    "ask",
    [
        lambda amount, book: dues.DuesFacts(payer=dues.PayerClass.MONTHLY_WAGE, base=amount),
        lambda amount, book: dues.DuesFacts(payer=dues.PayerClass.SELF_EMPLOYED, quarter=(amount, amount, amount)),
        lambda amount, book: dues.centre_share(amount, year=2026, book=book),
        lambda amount, book: dues.extra_payment(amount, book=book),
        lambda amount, book: money.planned(last_wages=amount, carried=Decimal(0), book=book),
        lambda amount, book: money.provident_subsidy(deposited=amount, book=book),
    ],
)
def test_an_amount_beyond_all_measure_is_refused(
    ask: Callable[[Decimal, Rulebook], object], amount: Decimal, book: Rulebook
) -> None:
    with pytest.raises(RuleInputError, match="填成了"):
        ask(amount, book)


def test_a_moment_at_the_end_of_the_calendar_is_refused(book: Rulebook) -> None:
    with pytest.raises(RuleInputError, match="9999 年"):
        Reminder(at=LAST)
    with pytest.raises(RuleInputError, match="晚于今天"):
        privacy.breach_duties(LAST, national_risk=True, book=Rulebook(on=date.max))


@pytest.mark.parametrize(
    "ask",
    [
        lambda code, book: dues.may_collect(code, book=book),
        lambda code, book: dues.DuesFacts(payer=code),
        lambda code, book: dues.may_reduce_dues([code], book=book),
        lambda code, book: dues.may_pay_at(own_branch=False, proof=code, book=book),
        lambda code, book: money.deductible(code, wages=None, spent=None, book=book),
        lambda code, book: training.hours_offered(code, 32, Year(2026, 1), book=book),
        lambda code, book: training.lesson_length(code, 10, book=book),
        lambda code, book: quiet.may_require(code, book=book),
        lambda code, book: quiet.may_go_online(code, [], complaints=True, book=book),
        lambda code, book: privacy.is_masked(code, book=book),
        lambda code, book: privacy.is_sensitive(code, book=book),
        lambda code, book: privacy.purpose_of(code, book=book),
        lambda code, book: privacy.retention_of(code, since=book.on, book=book),
        lambda code, book: privacy.deletion_due(code, book=book),
        lambda code, book: privacy.impact_assessment(code, book=book),
        lambda code, book: privacy.notice_complete([code], book=book),
        lambda code, book: privacy.answer_request(code, book=book),
        lambda code, book: privacy.needs_neutral_wording(code, book=book),
        lambda code, book: casework.may_accept(code, book=book),
        lambda code, book: casework.grades_of(code, book=book),
        lambda code, book: casework.Event(kind=code, at=LAST.replace(year=2026)),
        lambda code, book: points.PointRule(code="a", title="示例", points=1, cap=1, valid_from=book.on, subject=code),
        lambda code, book: assessment.Indicator(code="a", title="示例", weight=1, subject=code),
        lambda code, book: membership.floating_registration([code], could_move=False, book=book),
    ],
)
def test_an_unknown_code_is_refused_by_name(ask: Callable[[Any, Rulebook], object], book: Rulebook) -> None:
    with pytest.raises(RuleInputError, match="mars"):
        ask("mars", book)
