"""What an organization's results add up to (考核得分与等次)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from runwu.rules.amounts import plain_number
from runwu.rules.assessment.indicators import Indicator, may_configure
from runwu.rules.errors import RuleInputError
from runwu.rules.grading import grade_of
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason, Verdict, allow, unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentAnswer:
    """The weighted score (得分), None while a result is missing, and the grade with its reasons."""

    amount: Decimal | None
    verdict: Verdict


@reads(
    "assessment.prohibited", "assessment.prohibited_words", "assessment.person_words", "assessment.organizations_only",
    "assessment.allowed", "assessment.weights_total", "assessment.grades",
)  # fmt: skip
def grade(
    indicators: Sequence[Indicator], results: Mapping[str, Decimal | None], *, book: Rulebook
) -> AssessmentAnswer:
    """Weigh an organization's confirmed results, each between 0 and 1 (考核等次).

    A missing result is unknown, not zero: there is no grade until it is there.
    Raises RuleInputError for a configuration that is refused, a result without an indicator, or one out of range.

    >>> from datetime import date
    >>> one = Indicator(code="issues_solved", title="问题解决", weight=100)
    >>> grade([one], {"issues_solved": Decimal("0.9")}, book=Rulebook(on=date(2026, 11, 23))).verdict.title
    '好'
    """
    _check(indicators, results, book)
    missing = [item.title for item in indicators if results.get(item.code) is None]
    if missing:
        verdict = unknown(
            "还不能定等次",
            happened=f"{'、'.join(missing)}还没有结果；未知不等于零",
            reasons=[book.reason("assessment.grades")],
            now=["由负责的人确认结果"],
        )
        return AssessmentAnswer(amount=None, verdict=verdict)
    parts = [_part(item, results[item.code] or Decimal(0)) for item in indicators]
    total = sum((points for points, _ in parts), Decimal(0)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    reasons = [Reason(text="加权得分", arithmetic=text) for _, text in parts]
    title = grade_of(book.names("assessment.grades"), total)
    return AssessmentAnswer(amount=total, verdict=allow(title, reasons=[*reasons, book.reason("assessment.grades")]))


def _part(item: Indicator, result: Decimal) -> tuple[Decimal, str]:
    points = result * item.weight
    return points, f"{item.title} {plain_number(result * 100)}% × {item.weight} = {points:.2f}"


def _check(indicators: Sequence[Indicator], results: Mapping[str, Decimal | None], book: Rulebook) -> None:
    configured = may_configure(indicators, book=book)
    if configured.refused:
        raise RuleInputError(happened=configured.happened, rule=configured.reasons[0].text, now=configured.now[0])
    strange = sorted(set(results) - {item.code for item in indicators})
    if strange:
        raise RuleInputError(
            happened=f"结果 {strange[0]} 没有对应的指标", rule="结果与指标一一对应", now="核对指标代码"
        )
    for code, result in results.items():
        if result is not None and not (result.is_finite() and 0 <= result <= 1):
            raise RuleInputError(happened=f"{code} 的结果填成了 {result}", rule="结果在零和一之间", now="更正结果")
