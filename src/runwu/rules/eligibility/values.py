"""Which values of a fact are worth trying (可以试的值): one for every way its comparisons can turn out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from runwu.rules.eligibility.conditions import Compare, Condition, Leaf, Op, Truth, leaves
from runwu.rules.eligibility.vocabulary import FactDef, Facts, FactType, FactValue, Vocabulary
from runwu.rules.errors import RuleInputError
from runwu.rules.periods import add_months

_SOMETHING_ELSE = "其他"
_CENT = Decimal("0.01")


def worth_trying(condition: Condition, facts: Facts, words: Vocabulary, *, on: date) -> dict[str, list[FactValue]]:
    """List, for every fact that stands in the way, the values worth trying, the nearest first.

    Of the values under which the fact's comparisons turn out alike only the nearest is tried, and
    none under which they turn out as they do now.
    """
    every = list(leaves(condition))
    blocking = {
        leaf.fact for leaf, wanted in every if leaf.truth(facts, on) is not (Truth.TRUE if wanted else Truth.FALSE)
    }
    return {
        code: _tried(words.find(code), [leaf for leaf, _ in every if leaf.fact == code], facts.get(code), on)
        for code in sorted(blocking)
    }


def _tried(fact: FactDef, own: list[Leaf], now: FactValue | None, on: date) -> list[FactValue]:
    values = {value for leaf in own for value in _around(leaf, fact, on)}
    if fact.type is FactType.TEXT:
        values.add(_something_else(values))
    seen = {_truths(own, fact.code, now, on)}
    chosen: list[FactValue] = []
    for value in sorted(values, key=lambda value: (_distance(value, now), str(value))):
        truths = _truths(own, fact.code, value, on)
        if truths not in seen:
            seen.add(truths)
            chosen.append(value)
    return chosen


def _truths(own: list[Leaf], code: str, value: FactValue | None, on: date) -> tuple[Truth, ...]:
    return tuple(leaf.truth({code: value}, on) for leaf in own)


def _something_else(listed: set[FactValue]) -> str:
    name = _SOMETHING_ELSE
    while name in listed:
        name = f"未列出的{name}"
    return name


def _around(leaf: Leaf, fact: FactDef, on: date) -> Iterator[FactValue]:
    if fact.type is FactType.TRUTH:
        yield from (True, False)
        return
    for limit in _limits(leaf, on) if isinstance(leaf, Compare) else leaf.members:
        yield from _beside(limit, fact)


def _limits(leaf: Compare, on: date) -> Iterator[FactValue]:
    limit = leaf.limit(on)
    if leaf.op in (Op.MONTHS_AT_LEAST, Op.MONTHS_AT_MOST) and isinstance(limit, Decimal):
        for months in (int(limit), int(limit) + 1):
            yield from _days_around(on, months)
        yield on  # with the day after it, since which no months are counted at all
    elif limit is not None:
        yield limit


def _days_around(on: date, months: int) -> Iterator[date]:
    """List the days around the one that lies so many months back; months differ in length by three days."""
    try:
        edge = add_months(on, -months)
    except RuleInputError:
        return  # before the first day of the calendar: no day is so long ago
    yield from (min(day, on) for more in range(-3, 4) if (day := _step(edge, more)) is not None)


def _step(day: date, more: int) -> date | None:
    try:
        return day + timedelta(days=more)
    except OverflowError:
        return None


def _beside(limit: FactValue, fact: FactDef) -> Iterator[FactValue]:
    if isinstance(limit, Decimal):
        step = _CENT if fact.type is FactType.MONEY else fact.step
        low, high = ((limit / step).to_integral_value(side) * step for side in (ROUND_FLOOR, ROUND_CEILING))
        yield from (value for value in (low - step, low, high, high + step) if value >= 0)
        return
    yield limit
    if isinstance(limit, date):
        yield from (day for more in (-1, 1) if (day := _step(limit, more)) is not None)


def _distance(value: FactValue, now: FactValue | None) -> Decimal:
    if isinstance(value, Decimal) and isinstance(now, Decimal):
        return abs(value - now)
    if isinstance(value, date) and isinstance(now, date):
        return Decimal(abs((value - now).days))
    return Decimal(isinstance(value, str) and value.endswith(_SOMETHING_ELSE))
