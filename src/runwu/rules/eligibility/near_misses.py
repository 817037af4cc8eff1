"""What would have to change (还差什么): the smallest sets of facts, and who can change them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

from runwu.rules.eligibility.conditions import Condition, Truth
from runwu.rules.eligibility.needed_facts import FactSets, needed_facts
from runwu.rules.eligibility.values import worth_trying
from runwu.rules.eligibility.vocabulary import FactDef, Facts, FactValue, Vocabulary
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook


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
def near_misses(
    condition: Condition, facts: Facts, *, words: Vocabulary, own_only: bool = False, book: Rulebook
) -> tuple[NearMiss, ...]:
    """Find the smallest sets of facts whose change would meet a condition (还差什么).

    Every answer has been tried: with its changes the condition is met. What the enterprise itself
    can change comes first; `own_only` looks for nothing else, even where that takes more changes.
    Nothing when more would have to change than the parameter allows.
    Raises RuleInputError for a fact that is not in the words or of another type.

    >>> from decimal import Decimal
    >>> from runwu.rules.eligibility import FactType, read_condition
    >>> words = Vocabulary.of(FactDef(code="staff", label="职工", type=FactType.NUMBER, unit="人"))
    >>> condition = read_condition({"fact": "staff", "op": "≥", "value": 20}, words)
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> near_misses(condition, {"staff": Decimal(12)}, words=words, book=book)[0].text
    '职工由 12 人 变为 20 人'
    """
    words.check(facts)
    choices = worth_trying(condition, facts, words, on=book.on)
    if own_only:
        choices = {code: values for code, values in choices.items() if words[code].changeable}
    most = book.number("eligibility.max_changes")
    needed = needed_facts(condition, facts, on=book.on, most=most)
    for size in range(most + 1) if needed else ():
        tried = (
            _first_that_helps(codes, choices, condition, facts, words, on=book.on)
            for codes in _containing(needed, choices, size)
        )
        found = [miss for miss in tried if miss is not None]
        if found:
            return tuple(sorted(found, key=lambda miss: not miss.in_its_hands)) if size else ()
    return ()


def _containing(needed: FactSets, choices: Mapping[str, object], size: int) -> list[tuple[str, ...]]:
    """List the sets of facts of one size that contain a needed one, each once and in order."""
    grown = {
        some.union(more)
        for some in needed
        if len(some) <= size and some <= choices.keys()
        for more in combinations(sorted(choices.keys() - some), size - len(some))
    }
    return sorted(tuple(sorted(codes)) for codes in grown)


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
