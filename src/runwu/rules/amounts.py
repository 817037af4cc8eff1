"""Amounts of money as rules compare and people read them (金额)."""

from __future__ import annotations

from decimal import Decimal

from runwu.rules.errors import RuleInputError


def require_amount(amount: Decimal | None, label: str) -> None:
    """Insist that an amount is unknown, or a number that is not negative.

    Raises RuleInputError naming the amount.
    """
    if amount is not None and (not amount.is_finite() or amount < 0):
        raise RuleInputError(happened=f"{label}填成了 {amount}", rule=f"{label}是零或正数", now="更正后再试")


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
