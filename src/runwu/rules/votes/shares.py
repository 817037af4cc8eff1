"""Compare a number with a share of a base, exactly, and write the sum down."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A comparison with a share (占比): whether it holds, and the reason to cite."""

    met: bool
    reason: Reason


def more_than_share(amount: int, base: int, key: str, *, labels: tuple[str, str], book: Rulebook) -> Share:
    """Check that an amount lies above a share of a base (超过); `labels` name the two.

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> share = more_than_share(12, 23, "votes.passing_percent", labels=("赞成", "应到会"), book=book)
    >>> share.met, share.reason.arithmetic
    (True, '赞成 12，应到会 23，须超过 11.5')
    """
    limit = _limit(base, key, book)
    arithmetic = f"{labels[0]} {amount}，{labels[1]} {base}，须超过 {_shown(limit)}"
    return Share(met=amount > limit, reason=book.reason(key, arithmetic=arithmetic))


def at_least_share(amount: int, base: int, key: str, *, labels: tuple[str, str], book: Rulebook) -> Share:
    """Check that an amount reaches a share of a base (不少于); `labels` name the two.

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> share = at_least_share(18, 23, "votes.election_quorum_percent", labels=("实到会", "应到会"), book=book)
    >>> share.met, share.reason.arithmetic
    (False, '实到会 18，应到会 23，不得少于 18.4，即至少 19')
    """
    limit = _limit(base, key, book)
    arithmetic = f"{labels[0]} {amount}，{labels[1]} {base}，不得少于 {_whole(limit)}"
    return Share(met=amount >= limit, reason=book.reason(key, arithmetic=arithmetic))


def _limit(base: int, key: str, book: Rulebook) -> Decimal:
    return Decimal(base * book.number(key)) / 100


def _whole(limit: Decimal) -> str:
    """Say which whole number reaches a limit that is none."""
    return _shown(limit) if limit == ceil(limit) else f"{_shown(limit)}，即至少 {ceil(limit)}"


def _shown(limit: Decimal) -> str:
    return f"{limit.normalize():f}"
