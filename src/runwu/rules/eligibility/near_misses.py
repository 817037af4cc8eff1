"""What would have to change (还差什么): the smallest sets of facts, and who can change them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, product

from runwu.rules.eligibility.conditions import Compare, Condition, Leaf, Op, Truth, leaves
from runwu.rules.eligibility.needed_facts import needed_facts
from runwu.rules.eligibility.vocabulary import FactDef, Facts, FactType, FactValue, Vocabulary
from runwu.rules.periods import add_months
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook

_SOMETHING_ELSE = "其他"
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One fact that would have to be otherwise (一处变化)."""

    fact: FactDef
    before: FactValue | None
    after: FactValue

    @property
    def text(self) -> str:
        """Write the change as people read it."""
        return f"{self.fact.label}由 {self.fact.shown(self.before)} 变为 {self.fact.shown(self.after)}"


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Changes that together would make the enterprise eligible (还差几处)."""

    changes: tuple[Change, ...]

    @property
    def in_its_hands(self) -> bool:
        """Tell whether the enterprise itself can change all of it (企业自己能做到)."""
        return all(change.fact.changeable for change in self.changes)

    @property
    def text(self) -> str:
        """Write all changes in one line."""
        return "；".join(change.text for change in self.changes)

    def applied(self, facts: Facts) -> dict[str, FactValue | None]:
        """Give the facts as they would be."""
        return {**facts, **{change.fact.code: change.after for change in self.changes}}


@reads("eligibility.max_changes")
def near_misses(condition: Condition, facts: Facts, *, words: Vocabulary, book: Rulebook) -> tuple[NearMiss, ...]:
    """Find the smallest sets of facts whose change would meet a condition (还差什么).

    Every answer has been tried: with its changes the condition is met. What the enterprise itself
    can change comes first; nothing when more would have to change than the parameter allows.

    >>> from runwu.rules.eligibility.reading import read_condition
    >>> words = Vocabulary.of(FactDef(code="staff", label="职工", type=FactType.NUMBER, unit="人"))
    >>> condition = read_condition({"fact": "staff", "op": "≥", "value": 20}, words)
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> near_misses(condition, {"staff": Decimal(12)}, words=words, book=book)[0].text
    '职工由 12 人 变为 20 人'
    """
    choices = _choices(condition, facts, words, book.on)
    most = book.number("eligibility.max_changes")
    needed = needed_facts(condition, facts, on=book.on, most=most)
    for size in range(most + 1) if needed else ():
        found = [
            miss
            for codes in combinations(choices, size)
            if any(some <= set(codes) for some in needed)
            and (miss := _first_that_helps(codes, choices, condition, facts, words, on=book.on)) is not None
        ]
        if found:
            return tuple(sorted(found, key=lambda miss: not miss.in_its_hands)) if size else ()
    return ()


def _first_that_helps(
    codes: tuple[str, ...], choices: dict[str, list[FactValue]], condition: Condition, facts: Facts, words: Vocabulary,
    *, on: date,
) -> NearMiss | None:  # fmt: skip
    for values in product(*(choices[code] for code in codes)):
        changed = dict(zip(codes, values, strict=True))
        if condition.truth({**facts, **changed}, on) is Truth.TRUE:
            return NearMiss(
                tuple(Change(fact=words[code], before=facts.get(code), after=value) for code, value in changed.items())
            )
    return None


def _choices(condition: Condition, facts: Facts, words: Vocabulary, on: date) -> dict[str, list[FactValue]]:
    """List, for every fact that stands in the way, the values worth trying, the nearest first."""
    every = list(leaves(condition))
    blocking = {
        leaf.fact for leaf, wanted in every if leaf.truth(facts, on) is not (Truth.TRUE if wanted else Truth.FALSE)
    }
    tried: dict[str, list[FactValue]] = {}
    for code in sorted(blocking):
        fact = words.find(code)
        values = {value for leaf, _ in every if leaf.fact == code for value in _around(leaf, fact, on)}
        now = facts.get(code)
        tried[code] = sorted(
            (value for value in values if value != now), key=lambda value: (_distance(value, now), str(value))
        )
    return tried


def _around(leaf: Leaf, fact: FactDef, on: date) -> Iterator[FactValue]:
    if fact.type is FactType.TRUTH:
        yield from (True, False)
        return
    if not isinstance(leaf, Compare):
        limits: tuple[FactValue, ...] = leaf.members
    else:
        limits = _limits(leaf, on)
    for limit in limits:
        yield from _beside(limit, fact)
    if fact.type is FactType.TEXT:
        yield _SOMETHING_ELSE


def _limits(leaf: Compare, on: date) -> tuple[FactValue, ...]:
    limit = leaf.limit(on)
    if limit is None:
        return ()
    if leaf.op in (Op.MONTHS_AT_LEAST, Op.MONTHS_AT_MOST) and isinstance(limit, Decimal):
        edges = (add_months(on, -int(limit)), add_months(on, -int(limit) - 1))
        return tuple(min(edge + timedelta(days=more), on) for edge in edges for more in range(-3, 4))
    return (limit,)


def _beside(limit: FactValue, fact: FactDef) -> Iterator[FactValue]:
    yield limit
    if isinstance(limit, Decimal):
        step = _CENT if fact.type is FactType.MONEY else fact.step
        yield from (value for value in (limit - step, limit + step) if value >= 0)
    elif isinstance(limit, date):
        yield from (limit - timedelta(days=1), limit + timedelta(days=1))


def _distance(value: FactValue, now: FactValue | None) -> Decimal:
    if isinstance(value, Decimal) and isinstance(now, Decimal):
        return abs(value - now)
    if isinstance(value, date) and isinstance(now, date):
        return Decimal(abs((value - now).days))
    return Decimal(value == _SOMETHING_ELSE)
