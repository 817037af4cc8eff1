"""What a caller of the library may get wrong first: numbers as text, halves of people, unknown codes, days for moments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from runwu.rules import Rulebook, RuleInputError, casework, dues, eligibility, formation, votes
from runwu.rules.workdays import packaged_calendar

BOOK = Rulebook(on=date(2026, 11, 23))
WORDS = eligibility.Vocabulary.of(
    eligibility.FactDef(code="staff", label="职工", type=eligibility.FactType.NUMBER, unit="人")
)
LIMIT: Any = {"fact": "staff", "op": "≥", "value": 20}
NINE = datetime(2026, 11, 23, 9)  # noqa: DTZ001 -- park time


def reckoned(base: Any) -> object:
    facts = dues.DuesFacts(payer=dues.PayerClass.MONTHLY_WAGE, base=base)
    return dues.monthly_dues(facts, book=BOOK)


def elected(**counts: Any) -> object:
    usual: dict[str, Any] = {"seats": 3, "should_attend": 23, "present": 20, "returned": 20, "votes": {"甲": 18}}
    return votes.ElectionCount(**(usual | counts))


def missed(value: Any) -> object:
    condition = eligibility.read_condition(LIMIT, WORDS)
    return eligibility.near_misses(condition, {"staff": value}, words=WORDS, book=BOOK)


def clocked(now: Any) -> object:
    log = casework.CaseLog((casework.Event(kind=casework.EventKind.RECEIVED, at=NINE),))
    grade, calendar = casework.Grade.ORDINARY, packaged_calendar()
    return casework.clocks(log, profile="park", grade=grade, now=now, calendar=calendar, book=BOOK)


def received(at: Any) -> object:
    return casework.Event(kind=casework.EventKind.RECEIVED, at=at)


def quorum(should_attend: Any) -> object:
    return votes.election_quorum(should_attend=should_attend, present=19, book=BOOK)


@pytest.mark.parametrize(
    ("asked", "given", "words"),
    [
        (lambda full: formation.MemberCounts(full=full), 2.5, "正式党员人数填成了 2.5"),
        (lambda full: formation.MemberCounts(full=full), "3", "零或正整数"),
        (lambda full: formation.MemberCounts(full=full), True, "零或正整数"),
        (lambda months: dues.unpaid(months, book=BOOK), "6", "零或正整数"),
        (lambda months: dues.may_pay_arrears(months, book=BOOK), 2.5, "零或正整数"),
        (reckoned, 6500, "写成 Decimal"),
        (reckoned, 6500.1, "写成 Decimal"),
        (reckoned, "6500", "写成 Decimal"),
        (quorum, "23", "应到会人数填成了 23"),
        (lambda named: elected(votes=named), ["甲"], "每个候选人的得票数"),
        (lambda seats: elected(seats=seats), "3", "应选名额填成了 3"),
        (missed, 12, "写成 Decimal"),
        (clocked, date(2026, 11, 24), "时间写明年月日和时分"),
        (received, "2026-11-23", "受理的时间填成了 2026-11-23"),
    ],
)
def test_a_value_of_another_type_is_named_in_the_refusal(
    asked: Callable[[Any], object], given: object, words: str
) -> None:
    with pytest.raises(RuleInputError, match=words):
        asked(given)


def test_a_matter_may_be_given_by_its_code() -> None:
    count = votes.VoteCount(should_attend=23, present=12, in_favor=12)
    asked: Any = "other"

    assert votes.matter_passes(asked, count, book=BOOK).title == "支部事项通过"


def test_an_unknown_matter_is_refused_with_those_there_are() -> None:
    count = votes.VoteCount(should_attend=23, present=12, in_favor=12)
    asked: Any = "junk"

    with pytest.raises(RuleInputError, match="admission"):
        votes.matter_passes(asked, count, book=BOOK)


def test_a_fact_cannot_be_defined_twice() -> None:
    one = eligibility.FactDef(code="staff", label="职工", type=eligibility.FactType.NUMBER)

    with pytest.raises(RuleInputError, match="列了两次"):
        eligibility.Vocabulary.of(one, one)


def test_dues_of_a_usual_wage_take_one_rate_for_the_whole() -> None:
    facts = dues.DuesFacts(payer=dues.PayerClass.MONTHLY_WAGE, base=Decimal(6500))

    assert dues.monthly_dues(facts, book=BOOK).amount == Decimal("97.50")
