"""Amounts of money as rules compare and people read them (金额)."""

from __future__ import annotations

from decimal import Decimal

from runwu.rules.errors import RuleInputError

# more money than any province has, and more decimals than any division leaves: sums stay exact and readable
_LARGEST = Decimal(10) ** 15
_MOST_DECIMALS = 28


def require_amount(amount: Decimal | None, label: str) -> None:
    """Insist that an amount is unknown, or a number that is not negative and not beyond all measure.

    Raises RuleInputError naming the amount.
    """
    if amount is not None and not (is_measurable(amount) and amount >= 0):
        raise RuleInputError(happened=f"{label}填成了 {amount}", rule=f"{label}是零或正数", now=_now(amount))


def _now(amount: object) -> str:
    return "更正后再试" if isinstance(amount, Decimal) else "写成 Decimal 再试"


def is_measurable(amount: Decimal) -> bool:
    """Tell whether an amount, negative or not, is a number that can be reckoned with.

    >>> is_measurable(Decimal("-3000.5")), is_measurable(Decimal("1E+40")), is_measurable(Decimal("NaN"))
    (True, False, False)
    """
    exponent = amount.as_tuple().exponent if isinstance(amount, Decimal) else None
    return isinstance(exponent, int) and exponent >= -_MOST_DECIMALS and abs(amount) <= _LARGEST


def plain_number(amount: Decimal) -> str:
    """Write a number with its thousands, without needless zeros.

    >>> plain_number(Decimal("80000")), plain_number(Decimal("1.50"))
    ('80,000', '1.5')
    """
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def yuan(amount: Decimal) -> str:
    """Write an amount in yuan with two decimals, or with all that it has.

    >>> yuan(Decimal(3000)), yuan(Decimal("3000.005"))
    ('3,000.00 元', '3,000.005 元')
    """
    exponent = amount.as_tuple().exponent
    decimals = max(2, -exponent if isinstance(exponent, int) else 2)
    return f"{amount:,.{decimals}f} 元"
