"""Compare a number with a parameter, and write the sum down as people read it."""

from __future__ import annotations

from dataclasses import dataclass

from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A comparison with its outcome (比较): whether it holds, the limit, and the reason to cite."""

    met: bool
    limit: int
    reason: Reason


def reaches(amount: int, key: str, *, label: str, book: Rulebook, remark: str = "") -> Check:
    """Check that an amount is not below a parameter (不少于).

    >>> from datetime import date
    >>> check = reaches(2, "formation.min_full_members", label="正式党员", book=Rulebook(on=date(2026, 1, 1)))
    >>> check.met, check.reason.arithmetic
    (False, '正式党员 2 名 < 3 名')
    """
    limit, unit = book.number(key), book.parameter(key).unit
    met = amount >= limit
    arithmetic = f"{label} {amount} {unit} {'≥' if met else '<'} {limit} {unit}{remark}"
    return Check(met=met, limit=limit, reason=book.reason(key, arithmetic=arithmetic))


def stays_within(amount: int, key: str, *, label: str, book: Rulebook, remark: str = "") -> Check:
    """Check that an amount is not above a parameter (不超过).

    >>> from datetime import date
    >>> check = stays_within(51, "formation.max_members", label="党员", book=Rulebook(on=date(2026, 1, 1)))
    >>> check.met, check.reason.arithmetic
    (False, '党员 51 名 > 50 名')
    """
    limit, unit = book.number(key), book.parameter(key).unit
    met = amount <= limit
    arithmetic = f"{label} {amount} {unit} {'≤' if met else '>'} {limit} {unit}{remark}"
    return Check(met=met, limit=limit, reason=book.reason(key, arithmetic=arithmetic))
