"""The three rates with their counts (三率): response, solved, satisfied."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from runwu.rules.coverage.rates import Rate
from runwu.rules.errors import RuleInputError
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOutcome:
    """What came of one assessed demand (办理结果); None where the call-back reached nobody.

    Raises RuleInputError when somebody was satisfied whom nobody asked whether it was solved.
    """

    responded: bool
    solved: bool | None = None
    satisfied: bool | None = None

    def __post_init__(self) -> None:
        """Refuse half a call-back."""
        if self.satisfied is not None and self.solved is None:
            raise RuleInputError(
                happened="有满意评价，没有是否解决", rule="回访先问是否解决，再问是否满意", now="补问是否解决"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreeRates:
    """The three rates, each with numerator, denominator and those whom the call-back did not reach."""

    response: Rate
    solved: Rate
    satisfied: Rate

    def lines(self) -> tuple[str, ...]:
        """Write each rate as its fraction: a percentage of few cases says little."""
        named = (("响应率", self.response), ("解决率", self.solved), ("满意率", self.satisfied))
        return tuple(
            f"{label} {rate.fraction}" + (f"，未回访到 {rate.unknown}" if rate.unknown else "") for label, rate in named
        )


@reads("casework.rates_from_call_back")
def three_rates(outcomes: Iterable[CaseOutcome], *, book: Rulebook) -> ThreeRates:
    """Count response, solved and satisfied (三率).

    Solved and satisfied come from call-backs alone: whom nobody reached is shown beside, unless the
    place counts them as not solved. They never rank people.
    Source: 产品设定; denominators differ from city to city.

    >>> from datetime import date
    >>> outcomes = [CaseOutcome(responded=True, solved=True, satisfied=True), CaseOutcome(responded=True)]
    >>> three_rates(outcomes, book=Rulebook(on=date(2026, 11, 23))).lines()
    ('响应率 2/2', '解决率 1/1，未回访到 1', '满意率 1/1，未回访到 1')
    """
    listed = list(outcomes)
    asked_only = book.value("casework.rates_from_call_back") is True
    return ThreeRates(
        response=Rate(sum(case.responded for case in listed), len(listed)),
        solved=_rate([case.solved for case in listed], asked_only),
        satisfied=_rate([case.satisfied for case in listed], asked_only),
    )


def _rate(answers: list[bool | None], asked_only: bool) -> Rate:
    silent = answers.count(None) if asked_only else 0
    return Rate(answers.count(True), len(answers) - silent, silent)
