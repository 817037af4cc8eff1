"""Dues at every edge of a band, and what holds for all incomes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runwu.rules.bands import read_bands
from runwu.rules.dues import DuesFacts, PayerClass, centre_share, dues_from, may_pay_arrears, monthly_dues
from runwu.rules.errors import ParameterError, RuleInputError
from runwu.rules.overrides import Override
from runwu.rules.rulebook import Rulebook

BOOK = Rulebook(on=date(2026, 11, 23))
BANDED = (PayerClass.MONTHLY_WAGE, PayerClass.ANNUAL_SALARY, PayerClass.RETIRED)
BY_QUARTER = (PayerClass.SELF_EMPLOYED, PayerClass.BUSINESS_OWNER)
quick = settings(database=None, deadline=None, max_examples=150)
amounts = st.decimals(0, 200_000, places=2)


def paid(payer: PayerClass, base: Decimal) -> Decimal:
    """Ask for the dues of a base that is known."""
    amount = monthly_dues(DuesFacts(payer=payer, base=base), book=BOOK).amount
    assert amount is not None
    return amount


@pytest.mark.parametrize(
    ("base", "amount"),
    [
        ("0", "0.00"),
        ("1", "0.01"),
        ("2999.99", "15.00"),
        ("3000.00", "15.00"),
        ("3000.01", "30.00"),
        ("4200", "42.00"),
        ("5000.00", "50.00"),
        ("5000.01", "75.00"),
        ("9999.99", "150.00"),
        ("10000.00", "150.00"),
        ("10000.01", "200.00"),
        ("12345.67", "246.91"),
    ],
)
@pytest.mark.parametrize("payer", [PayerClass.MONTHLY_WAGE, PayerClass.ANNUAL_SALARY])
def test_the_whole_wage_takes_the_rate_of_its_band(payer: PayerClass, base: str, amount: str) -> None:
    assert paid(payer, Decimal(base)) == Decimal(amount)


@pytest.mark.parametrize(
    ("base", "amount"), [("3000.01", "15.00"), ("5000", "25.00"), ("5000.01", "50.00"), ("20000", "200.00")]
)
def test_pensions_have_two_bands(base: str, amount: str) -> None:
    assert paid(PayerClass.RETIRED, Decimal(base)) == Decimal(amount)


def test_an_average_a_fraction_above_an_edge_is_above_it() -> None:
    quarter = (Decimal("3000.00"), Decimal("3000.00"), Decimal("3000.01"))

    assert monthly_dues(DuesFacts(payer=PayerClass.SELF_EMPLOYED, quarter=quarter), book=BOOK).amount == Decimal(
        "30.00"
    )


def test_a_place_sets_the_farmers_amount_within_the_range() -> None:
    override = Override(
        key="dues.farmer_amount", value=Decimal("0.8"), valid_from=date(2026, 1, 1), document="示例党费文件"
    )

    answer = monthly_dues(DuesFacts(payer=PayerClass.FARMER), book=Rulebook(on=BOOK.on, overrides=(override,)))

    assert answer.amount == Decimal("0.80")
    assert "示例党费文件" in answer.verdict.chips


def test_a_farmers_amount_outside_the_range_is_refused() -> None:
    override = Override(
        key="dues.farmer_amount", value=Decimal("1.01"), valid_from=date(2026, 1, 1), document="示例党费文件"
    )

    with pytest.raises(RuleInputError, match=r"定为 1\.01 元"):
        monthly_dues(DuesFacts(payer=PayerClass.FARMER), book=Rulebook(on=BOOK.on, overrides=(override,)))


def test_a_park_cannot_change_the_bands() -> None:
    override = Override(key="dues.wage_bands", value=(">0 1%",), valid_from=date(2026, 1, 1), document="示例文件")

    with pytest.raises(RuleInputError, match="硬性规定"):
        Rulebook(on=BOOK.on, overrides=(override,))


@pytest.mark.parametrize("rows", [("3000 1%",), ("≤3000 1%", "≤2000 2%"), ("≤3000 1%", ">4000 2%"), (">0 1%", ">5 2%")])
def test_bands_with_a_gap_are_refused(rows: tuple[str, ...]) -> None:
    with pytest.raises(ParameterError, match="读不出来"):
        read_bands(rows)


def test_impossible_facts_are_refused() -> None:
    with pytest.raises(RuleInputError, match="交纳基数填成了 -1"):
        DuesFacts(payer=PayerClass.MONTHLY_WAGE, base=Decimal(-1))
    with pytest.raises(RuleInputError, match="三个月"):
        DuesFacts(payer=PayerClass.SELF_EMPLOYED, quarter=(Decimal(1),))  # type: ignore[arg-type]
    with pytest.raises(RuleInputError, match="晚于今天"):
        dues_from(date(2027, 1, 1), book=BOOK)
    with pytest.raises(RuleInputError, match="补交的月数"):
        may_pay_arrears(-1, book=BOOK)
    with pytest.raises(RuleInputError, match="没有 10000 年"):
        centre_share(Decimal(1), year=9999, book=BOOK)


@quick
@given(payer=st.sampled_from(BANDED), base=amounts, more=amounts)
def test_dues_never_fall_when_pay_rises(payer: PayerClass, base: Decimal, more: Decimal) -> None:
    assert paid(payer, base) <= paid(payer, base + more)


months = st.tuples(*(st.decimals(-50_000, 50_000, places=2),) * 3)


@quick
@given(payer=st.sampled_from(BY_QUARTER), quarter=months, place=st.integers(0, 2), more=amounts)
def test_dues_never_fall_when_a_quarter_earns_more(
    payer: PayerClass, quarter: tuple[Decimal, Decimal, Decimal], place: int, more: Decimal
) -> None:
    better = (*quarter[:place], quarter[place] + more, *quarter[place + 1 :])
    first, second = (
        monthly_dues(DuesFacts(payer=payer, quarter=(one[0], one[1], one[2])), book=BOOK).amount
        for one in (quarter, better)
    )

    assert first is None or (second is not None and first <= second)


@quick
@given(payer=st.sampled_from(PayerClass), base=amounts)
def test_dues_are_never_more_than_two_per_cent(payer: PayerClass, base: Decimal) -> None:
    quarter = (base, base, base)
    amount = monthly_dues(DuesFacts(payer=payer, base=base, quarter=quarter), book=BOOK).amount

    assert amount is None or amount <= max(base / 50 + Decimal("0.01"), Decimal(1))
