"""Terms: impossible dates, and what a park may set."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runwu.rules import OverrideError, Rulebook, RuleInputError
from runwu.rules.branch_size import OrganizationLevel
from runwu.rules.overrides import Override
from runwu.rules.terms import (
    TermFacts,
    election_due,
    may_be_secretary,
    may_shift_election,
    term_ends,
    term_start,
    term_steps,
)

BRANCH = OrganizationLevel.BRANCH
quick = settings(database=None, deadline=None, max_examples=100)
starts = st.dates(date(2019, 1, 1), date(2026, 11, 23))


def test_a_term_that_begins_tomorrow_is_an_error(book: Rulebook) -> None:
    with pytest.raises(RuleInputError, match="晚于今天"):
        election_due(TermFacts(level=BRANCH, started=date(2026, 11, 24)), book=book)


def test_an_extension_that_does_not_extend_is_an_error(book: Rulebook) -> None:
    facts = TermFacts(level=BRANCH, started=date(2024, 11, 24), extended_to=date(2027, 11, 24))

    with pytest.raises(RuleInputError, match="不晚于届满日"):
        election_due(facts, book=book)


def test_a_term_without_a_beginning_has_no_end(book: Rulebook) -> None:
    with pytest.raises(RuleInputError, match="没有人填过"):
        term_ends(TermFacts(level=BRANCH, started=None), book=book)


def test_a_secretary_before_conversion_is_an_error(book: Rulebook) -> None:
    with pytest.raises(RuleInputError, match="早于转正日期"):
        may_be_secretary(converted=date(2026, 11, 23), takes_office=date(2026, 11, 22), book=book)


@pytest.mark.parametrize(
    ("planned", "outcome"),
    [
        (date(2027, 2, 28), "allowed"),
        (date(2027, 2, 27), "advised"),
        (date(2028, 2, 28), "allowed"),
        (date(2029, 2, 28), "allowed"),
        (date(2029, 3, 1), "advised"),
    ],
)
def test_a_leap_day_is_shifted_to_the_last_of_february(book: Rulebook, planned: date, outcome: str) -> None:
    verdict = may_shift_election(ends=date(2028, 2, 29), planned=planned, approved=True, book=book)

    assert verdict.outcome == outcome


def test_a_park_may_ask_for_the_request_earlier_but_not_shorten_a_village_term() -> None:
    since = date(2026, 1, 1)
    earlier = Override(key="terms.request_months", value=5, valid_from=since, document="示例通知")
    shorter = Override(key="terms.village_years", value=3, valid_from=since, document="示例通知")
    book = Rulebook(on=date(2026, 11, 23), overrides=(earlier,))

    steps = term_steps(TermFacts(level=BRANCH, started=date(2024, 8, 31)), book=book)

    assert [step.by for step in steps] == [date(2027, 2, 28), date(2027, 3, 31), date(2027, 7, 31)]
    with pytest.raises(OverrideError, match="硬性规定"):
        Rulebook(on=date(2026, 11, 23), overrides=(shorter,))


@quick
@given(started=starts, on=st.dates(date(2026, 11, 23), date(2040, 1, 1)), later=st.integers(0, 4000))
def test_an_election_once_due_stays_due(started: date, on: date, later: int) -> None:
    facts = TermFacts(level=BRANCH, started=started)
    before = election_due(facts, book=Rulebook(on=on))
    after = election_due(facts, book=Rulebook(on=date.fromordinal(on.toordinal() + later)))

    assert after.outcome == "due" or before.outcome != "due"


def test_a_park_may_count_terms_from_the_approval() -> None:
    override = Override(key="terms.counts_from_approval", value=True, valid_from=date(2026, 1, 1), document="示例通知")
    book = Rulebook(on=date(2026, 11, 23), overrides=(override,))

    assert term_start(elected=date(2024, 3, 1), approved=date(2024, 3, 20), book=book) == date(2024, 3, 20)


@pytest.mark.parametrize(
    ("elected", "approved", "message"),
    [(None, date(2024, 3, 20), "当选日期没有人填过"), (date(2024, 3, 2), date(2024, 3, 1), "早于当选日期")],
)
def test_a_term_without_its_first_day_is_an_error(
    book: Rulebook, elected: date | None, approved: date, message: str
) -> None:
    with pytest.raises(RuleInputError, match=message):
        term_start(elected=elected, approved=approved, book=book)


def test_the_steps_of_a_contradictory_term_are_an_error(book: Rulebook) -> None:
    facts = TermFacts(level=BRANCH, started=date(2024, 11, 24), extended_to=date(2026, 12, 1))

    with pytest.raises(RuleInputError, match="不晚于届满日"):
        term_steps(facts, book=book)
