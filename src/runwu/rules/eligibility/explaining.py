"""Why a condition is met or not, part by part (为什么)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from runwu.rules.eligibility.conditions import Among, Compare, Condition, Count, Opposite, Truth
from runwu.rules.eligibility.vocabulary import FactDef, Facts, FactType, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A part of the answer (逐条说明): its truth, the comparison in words, and the policy's own sentence."""

    truth: Truth
    text: str
    sentence: str
    fact: str = ""
    parts: tuple[Explained, ...] = ()
    negates: bool = False

    def comparisons(self) -> Iterator[Explained]:
        """Walk the comparisons at the ends of the tree."""
        if self.fact:
            yield self
        for part in self.parts:
            yield from part.comparisons()

    def in_the_way(self, wanted: Truth = Truth.TRUE) -> Iterator[Explained]:
        """Walk the comparisons that keep the whole from being as wanted, leaving out what is settled."""
        if self.truth is wanted:
            return
        if self.fact:
            yield self
        for part in self.parts:
            yield from part.in_the_way(wanted.opposite if self.negates else wanted)

    def lines(self, depth: int = 0) -> Iterator[str]:
        """Write the tree as indented lines."""
        yield f"{'　' * depth}{self.truth.label}：{self.text}"
        for part in self.parts:
            yield from part.lines(depth + 1)


def explain(condition: Condition, facts: Facts, *, words: Vocabulary, on: date) -> Explained:
    """Explain a condition for the facts of a day (逐条说明).

    Raises RuleInputError for a fact that is not in the words or of another type.

    >>> from decimal import Decimal
    >>> from runwu.rules.eligibility.reading import read_condition
    >>> words = Vocabulary.of(FactDef(code="staff", label="职工", type=FactType.NUMBER, unit="人"))
    >>> condition = read_condition({"all": [{"fact": "staff", "op": "≥", "value": 20}]}, words)
    >>> list(explain(condition, {"staff": Decimal(12)}, words=words, on=date(2026, 11, 23)).lines())
    ['不满足：同时满足 1 项，已满足 0 项', '\u3000不满足：职工 12 人，要求 ≥ 20 人']
    """
    words.check(facts)
    return _explain(condition, facts, words, on)


def _explain(condition: Condition, facts: Facts, words: Vocabulary, on: date) -> Explained:
    truth = condition.truth(facts, on)
    if isinstance(condition, Compare | Among):
        fact = words.find(condition.fact)
        text = f"{fact.label} {fact.shown(facts.get(fact.code))}，要求 {_wanted(condition, fact, on)}"
        return Explained(truth=truth, text=text, sentence=condition.sentence, fact=fact.code)
    inner = (condition.part,) if isinstance(condition, Opposite) else condition.parts
    parts = tuple(_explain(part, facts, words, on) for part in inner)
    text = "不得有下列情形" if isinstance(condition, Opposite) else _counted(condition, parts)
    negates = isinstance(condition, Opposite)
    return Explained(truth=truth, text=text, sentence=condition.sentence, parts=parts, negates=negates)


def _counted(condition: Count, parts: tuple[Explained, ...]) -> str:
    met = sum(part.truth is Truth.TRUE for part in parts)
    all_of_them = condition.needed == len(parts)
    asked = f"同时满足 {len(parts)} 项" if all_of_them else f"{len(parts)} 项中至少满足 {condition.needed} 项"
    return f"{asked}，已满足 {met} 项"


def _wanted(condition: Compare | Among, fact: FactDef, on: date) -> str:
    if isinstance(condition, Among):
        return f"属于{'、'.join(fact.shown(member) for member in condition.members)}"
    limit = condition.limit(on)
    if limit is None:
        return "当日还没有界限"
    months = FactDef(code=fact.code, label=fact.label, type=FactType.NUMBER, unit="个月")
    by_months = condition.op.value.startswith("满月")
    return f"{condition.op.value} {(months if by_months else fact).shown(limit)}"
