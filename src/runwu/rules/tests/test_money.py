"""The one per cent, and when a state-owned enterprise stops setting aside."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runwu.rules.errors import RuleInputError
from runwu.rules.money import Funding, deductible, planned
from runwu.rules.overrides import Override
from runwu.rules.rulebook import Rulebook

BOOK = Rulebook(on=date(2026, 11, 23))
amounts = st.decimals(0, 10**9, places=2)


@pytest.mark.parametrize(
    ("wages", "spent", "amount"),
    [("0", "10", "0.00"), ("1000", "0", "0.00"), ("1000", "9.99", "9.99"), ("1000", "10", "10"), ("1000", "11", "10")],
)
@pytest.mark.parametrize("funding", [Funding.NON_PUBLIC, Funding.STATE_OWNED])
def test_one_per_cent_of_the_wages_is_deductible(funding: Funding, wages: str, spent: str, amount: str) -> None:
    answer = deductible(funding, wages=Decimal(wages), spent=Decimal(spent), book=BOOK)

    assert answer.amount == Decimal(amount)


def test_a_park_that_has_confirmed_the_scope_counts_foreign_enterprises() -> None:
    confirmed = Override(key="money.foreign_scope", value=True, valid_from=date(2026, 1, 1), document="示例税务复函")
    book = Rulebook(on=BOOK.on, overrides=(confirmed,))

    assert deductible(Funding.FOREIGN, wages=Decimal(1000), spent=Decimal(5), book=book).amount == 5


@pytest.mark.parametrize(("carried", "amount"), [("0", "10"), ("20", "10"), ("20.01", "0")])
def test_a_balance_above_two_per_cent_stops_the_plan(carried: str, amount: str) -> None:
    assert planned(last_wages=Decimal(1000), carried=Decimal(carried), book=BOOK).amount == Decimal(amount)


def test_negative_amounts_are_refused() -> None:
    with pytest.raises(RuleInputError, match="实际支出填成了"):
        deductible(Funding.NON_PUBLIC, wages=Decimal(1), spent=Decimal(-1), book=BOOK)
    with pytest.raises(RuleInputError, match="结转的经费填成了"):
        planned(last_wages=Decimal(1), carried=Decimal(-1), book=BOOK)


@settings(database=None, deadline=None, max_examples=100)
@given(wages=amounts, spent=amounts)
def test_never_more_is_deducted_than_was_spent(wages: Decimal, spent: Decimal) -> None:
    amount = deductible(Funding.NON_PUBLIC, wages=wages, spent=spent, book=BOOK).amount

    assert amount is not None
    assert 0 <= amount <= spent
