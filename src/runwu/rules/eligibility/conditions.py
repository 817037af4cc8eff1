"""Conditions over facts, with a third truth value for what nobody knows (条件)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from runwu.rules.eligibility.vocabulary import Facts, FactValue
from runwu.rules.periods import full_months


class Truth(StrEnum):
    """Whether a condition is met (是否满足); unknown is never no."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """Say it in Chinese.

        >>> Truth.UNKNOWN.label
        '还不知道'
        """
        return {"true": "满足", "false": "不满足", "unknown": "还不知道"}[self.value]

    @property
    def opposite(self) -> Truth:
        """Turn yes into no; unknown stays unknown."""
        return {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}.get(self, self)


def truth_of(answer: bool) -> Truth:
    """Turn a plain answer into a truth value."""
    return Truth.TRUE if answer else Truth.FALSE


class Op(StrEnum):
    """How a fact is compared (比较); the last two count the full months since a day."""

    EQUAL = "="
    AT_LEAST = "≥"
    MORE_THAN = ">"
    AT_MOST = "≤"
    LESS_THAN = "<"
    MONTHS_AT_LEAST = "满月≥"
    MONTHS_AT_MOST = "满月≤"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A limit in force from a day on (某日起的界限); without a day from ever."""

    value: FactValue
    valid_from: date = date.min


@dataclass(frozen=True, slots=True)
class Compare:
    """A fact against a limit that may change over time (比较), with the sentence it was read from."""

    fact: str
    op: Op
    thresholds: tuple[Threshold, ...]
    sentence: str = ""

    def limit(self, on: date) -> FactValue | None:
        """Find the limit of a day, None before the first."""
        started = [item for item in self.thresholds if item.valid_from <= on]
        return max(started, key=lambda item: item.valid_from).value if started else None

    def truth(self, facts: Facts, on: date) -> Truth:
        """Compare; unknown where the fact or the limit is."""
        value, limit = facts.get(self.fact), self.limit(on)
        return Truth.UNKNOWN if value is None or limit is None else truth_of(_holds(self.op, value, limit, on))


@dataclass(frozen=True, slots=True)
class Among:
    """A fact that is one of several (属于)."""

    fact: str
    members: tuple[FactValue, ...]
    sentence: str = ""

    def truth(self, facts: Facts, on: date) -> Truth:
        """Look the fact up; unknown where it is."""
        value = facts.get(self.fact)
        return Truth.UNKNOWN if value is None else truth_of(value in self.members)


@dataclass(frozen=True, slots=True)
class Count:
    """At least so many of the parts (至少几项): all of them, any of them, or a number between."""

    needed: int
    parts: tuple[Condition, ...]
    sentence: str = ""

    def truth(self, facts: Facts, on: date) -> Truth:
        """Count; unknown while the open parts could still decide."""
        truths = [part.truth(facts, on) for part in self.parts]
        met = truths.count(Truth.TRUE)
        if met >= self.needed:
            return Truth.TRUE
        return Truth.UNKNOWN if met + truths.count(Truth.UNKNOWN) >= self.needed else Truth.FALSE


@dataclass(frozen=True, slots=True)
class Opposite:
    """The opposite of a condition (不)."""

    part: Condition
    sentence: str = ""

    def truth(self, facts: Facts, on: date) -> Truth:
        """Turn the part's truth round."""
        return self.part.truth(facts, on).opposite


Leaf = Compare | Among
Condition = Compare | Among | Count | Opposite


def leaves(condition: Condition, wanted: bool = True) -> Iterator[tuple[Leaf, bool]]:
    """Walk the comparisons, each with what would help the whole: that it holds, or that it does not."""
    if isinstance(condition, Compare | Among):
        yield condition, wanted
    elif isinstance(condition, Opposite):
        yield from leaves(condition.part, not wanted)
    else:
        for part in condition.parts:
            yield from leaves(part, wanted)


def _holds(op: Op, value: FactValue, limit: FactValue, on: date) -> bool:
    if op is Op.EQUAL:
        return value == limit
    if op in (Op.MONTHS_AT_LEAST, Op.MONTHS_AT_MOST):
        return _months_hold(op, value, limit, on)
    if isinstance(value, Decimal) and isinstance(limit, Decimal):
        return _ordered(op, value.compare(limit))
    if isinstance(value, date) and isinstance(limit, date):
        return _ordered(op, Decimal((value - limit).days))
    return False


def _months_hold(op: Op, value: FactValue, limit: FactValue, on: date) -> bool:
    if not (isinstance(value, date) and isinstance(limit, Decimal)):
        return False
    months = full_months(value, on)
    return value <= on and (months >= limit if op is Op.MONTHS_AT_LEAST else months <= limit)


def _ordered(op: Op, difference: Decimal) -> bool:
    return {
        Op.AT_LEAST: difference >= 0,
        Op.MORE_THAN: difference > 0,
        Op.AT_MOST: difference <= 0,
        Op.LESS_THAN: difference < 0,
    }[op]
