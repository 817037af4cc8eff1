"""Which indicators a park may use (考核指标的配置)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runwu.rules.assessed import Subject, hidden_words, plain_code
from runwu.rules.errors import RuleInputError
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow, combine, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One weighted indicator (考核指标); `code` says what it counts.

    Raises RuleInputError for a weight that is not positive.
    """

    code: str
    title: str
    weight: int
    subject: Subject = Subject.ORGANIZATION

    def __post_init__(self) -> None:
        """Refuse a weight that is not positive, and an unknown subject."""
        object.__setattr__(self, "subject", Subject(self.subject))
        if self.weight <= 0:
            raise RuleInputError(happened=f"“{self.title}”的权重是 {self.weight}", rule="权重为正", now="更正权重")


@reads(
    "assessment.prohibited", "assessment.prohibited_words", "assessment.person_words", "assessment.organizations_only",
    "assessment.allowed", "assessment.weights_total",
)  # fmt: skip
def may_configure(indicators: Sequence[Indicator], *, book: Rulebook) -> Verdict:
    """Say whether a set of indicators may be used (考核方案能否启用).

    REFUSED, with the clause, for likes, forwards, votes, study time, logins, pictures and whatever
    is about a person; ADVISED for an indicator that nobody has described yet.
    Source: 国办函〔2026〕12号; 防治指尖形式主义意见.

    >>> from datetime import date
    >>> study = Indicator(code="study_time", title="学习情况", weight=100)
    >>> may_configure([study], book=Rulebook(on=date(2026, 11, 23))).chips
    ('国办函〔2026〕12号',)
    """
    if len({indicator.code for indicator in indicators}) < len(indicators):
        raise RuleInputError(happened="有两项指标的代码相同", rule="每项指标有唯一的代码", now="更正代码")
    refused = [verdict for indicator in indicators for verdict in _refusals(indicator, book)]
    if refused:
        return combine(refused)
    return combine([_weights(indicators, book), *(_described(indicator, book) for indicator in indicators)])


def _refusals(indicator: Indicator, book: Rulebook) -> list[Verdict]:
    problems: list[tuple[str, str]] = []
    if indicator.subject is Subject.PERSON:
        problems.append(("考核到个人", "assessment.organizations_only"))
    code = plain_code(indicator.code)
    if code in book.names("assessment.prohibited"):
        label = dict(book.parameter("assessment.prohibited").labels)[code]
        problems.append((f"{label}不得作为考核依据", "assessment.prohibited"))
    words = hidden_words(indicator.title, "assessment.prohibited_words", book=book)
    problems += [(f"名称里有“{word}”", "assessment.prohibited") for word in words]
    problems += [(f"名称里有“{word}”", "assessment.organizations_only") for word in _about_persons(indicator, book)]
    return [
        refuse(
            "考核方案不能启用",
            happened=f"“{indicator.title}”：{problem}",
            reasons=[book.reason(key)],
            now=[f"去掉“{indicator.title}”，改用经人确认的工作结果"],
        )
        for problem, key in problems
    ]


def _about_persons(indicator: Indicator, book: Rulebook) -> tuple[str, ...]:
    return hidden_words(indicator.title, "assessment.person_words", book=book)


def _weights(indicators: Sequence[Indicator], book: Rulebook) -> Verdict:
    total, wanted = sum(indicator.weight for indicator in indicators), book.number("assessment.weights_total")
    added = " + ".join(str(indicator.weight) for indicator in indicators) or "0"
    weighed = book.reason("assessment.weights_total", arithmetic=f"权重合计 {added} = {total}")
    reasons = [weighed, book.reason("assessment.organizations_only")]
    if total == wanted:
        return allow("考核方案可以启用", reasons=reasons, now=["启用前向被考核的组织公开"])
    return refuse("考核方案不能启用", happened=f"权重合计 {total}", reasons=reasons, now=[f"把权重调到合计 {wanted}"])


def _described(indicator: Indicator, book: Rulebook) -> Verdict:
    reasons = [book.reason("assessment.allowed")]
    if indicator.code in book.names("assessment.allowed"):
        return allow("考核方案可以启用", reasons=reasons)
    return advise(
        "可以办，但有没列出的指标",
        happened=f"“{indicator.title}”不在列出的指标里",
        reasons=reasons,
        now=["写明这项指标由谁确认、从哪里得出"],
    )
