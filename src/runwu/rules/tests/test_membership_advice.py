"""Transfers, lost contact and the like: advice that changes nobody's standing, and impossible dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runwu.rules import Rulebook, RuleInputError, Verdict
from runwu.rules.membership import (
    StudyAbroad,
    TransferFacts,
    absence_decision,
    correction_period,
    graduate_relation,
    lost_contact_decision,
    study_abroad,
    suspension_decision,
    transfer_state,
)
from runwu.rules.overrides import Override

TOMORROW = date(2026, 11, 24)
BOOK = Rulebook(on=date(2026, 11, 23))
quick = settings(database=None, deadline=None, max_examples=100)


@pytest.mark.parametrize(
    "ask",
    [
        lambda book: lost_contact_decision(last_contact=date(2020, 1, 1), book=book),
        lambda book: suspension_decision(suspended_on=date(2020, 1, 1), book=book),
        lambda book: absence_decision(since=date(2020, 1, 1), book=book),
        lambda book: study_abroad(StudyAbroad(left=date(2020, 1, 1)), book=book),
        lambda book: correction_period(since=date(2020, 1, 1), until=date(2020, 6, 1), book=book),
    ],
)
def test_a_due_decision_leaves_the_standing_to_people(book: Rulebook, ask: Callable[[Rulebook], Verdict]) -> None:
    verdict = ask(book)

    assert verdict.outcome == "due"
    assert "没有决定以前，党员身份不变" in verdict.now
    assert "membership.standing_needs_decision" in [reason.key for reason in verdict.reasons]


@pytest.mark.parametrize(
    "ask",
    [
        lambda book: lost_contact_decision(last_contact=TOMORROW, book=book),
        lambda book: transfer_state(TransferFacts(issued=TOMORROW), book=book),
        lambda book: study_abroad(StudyAbroad(left=TOMORROW), book=book),
        lambda book: graduate_relation(graduated=TOMORROW, book=book),
    ],
)
def test_what_begins_tomorrow_is_an_error(book: Rulebook, ask: Callable[[Rulebook], Verdict]) -> None:
    with pytest.raises(RuleInputError, match="晚于今天"):
        ask(book)


def test_dates_in_the_wrong_order_are_errors(book: Rulebook) -> None:
    with pytest.raises(RuleInputError, match="早于开出介绍信"):
        TransferFacts(issued=date(2026, 2, 2), accepted=date(2026, 2, 1))
    with pytest.raises(RuleInputError, match="早于出国日期"):
        StudyAbroad(left=date(2026, 2, 2), last_contact=date(2026, 2, 1))
    with pytest.raises(RuleInputError, match="开始之前"):
        correction_period(since=date(2026, 2, 2), until=date(2026, 2, 1), book=book)


@pytest.mark.parametrize(
    ("last_contact", "outcome"),
    [(date(2027, 8, 31), "due"), (date(2027, 9, 1), "allowed"), (date(2027, 8, 29), "due")],
)
def test_six_months_end_on_the_leap_day(last_contact: date, outcome: str) -> None:
    assert lost_contact_decision(last_contact=last_contact, book=Rulebook(on=date(2028, 2, 29))).outcome == outcome


def test_a_park_shortens_the_letter_and_names_its_document() -> None:
    override = Override(key="membership.letter_days", value=30, valid_from=date(2026, 1, 1), document="示例通知")
    book = Rulebook(on=date(2026, 11, 23), overrides=(override,))

    verdict = transfer_state(TransferFacts(issued=date(2026, 10, 24)), book=book)

    assert verdict.due == date(2026, 11, 23)
    assert "示例通知" in verdict.chips


@quick
@given(issued=st.dates(date(2019, 6, 1), date(2026, 11, 23)))
def test_a_letter_of_any_age_leaves_the_old_organization_responsible(issued: date) -> None:
    verdict = transfer_state(TransferFacts(issued=issued), book=BOOK)

    assert verdict.allowed
    assert verdict.happened == "还没有接收，由原组织负责"
