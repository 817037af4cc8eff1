"""What points are given for, and what may depend on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from runwu.rules.assessed import Subject, hidden_words, plain_code
from runwu.rules.errors import RuleInputError
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, combine, refuse

_RESULTS = "改为经人确认的工作结果"


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRule:
    """What a park gives points for (积分规则), from a day to a day, up to a cap.

    Raises RuleInputError for points that are not positive, a cap below them, or swapped days.
    """

    code: str
    title: str
    points: int
    cap: int
    valid_from: date
    valid_to: date | None = None
    subject: Subject = Subject.ENTERPRISE

    def __post_init__(self) -> None:
        """Refuse a rule that takes points away, ends before it begins, or is about nobody known."""
        object.__setattr__(self, "subject", Subject(self.subject))
        if not 0 < self.points <= self.cap:
            raise RuleInputError(
                happened=f"“{self.title}”每次 {self.points} 分，上限 {self.cap} 分",
                rule="每次的分数为正，不超过上限；积分只加不扣",
                now="更正分数或上限",
            )
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise RuleInputError(happened=f"“{self.title}”在开始之前就结束", rule="先开始，后结束", now="核对起止日期")

    def covers(self, on: date) -> bool:
        """Tell whether the rule was in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@reads(
    "points.enterprises_only", "points.never_from", "points.voluntary", "assessment.prohibited",
    "assessment.prohibited_words",
)  # fmt: skip
def may_use_rule(rule: PointRule, *, book: Rulebook) -> Verdict:
    """Say whether a park may give points for something (积分规则能否启用).

    Never for a person, for what counts use of an application, or for members' number, hours or standing.
    Source: 国办函〔2026〕12号; 产品设定.

    >>> rule = PointRule(code="likes", title="点赞", points=1, cap=5, valid_from=date(2026, 1, 1))
    >>> may_use_rule(rule, book=Rulebook(on=date(2026, 11, 23))).refused
    True
    """
    refusals = _refusals(rule, book)
    if refusals:
        return combine(refusals)
    reasons = [book.reason("points.enterprises_only"), book.reason("points.voluntary")]
    return allow("可以启用", reasons=reasons, now=["向企业公开规则", "由企业自愿参加"])


def _refusals(rule: PointRule, book: Rulebook) -> list[Verdict]:
    code, labels = plain_code(rule.code), dict(book.parameter("points.never_from").labels)
    found: list[tuple[str, str, str]] = []
    if rule.subject is Subject.PERSON:
        found.append(("积分记到了个人", "points.enterprises_only", "改为记企业或组织"))
    if code in book.names("points.never_from"):
        found.append((f"积分由{labels[code]}得出", "points.never_from", _RESULTS))
    if any(label in rule.title for label in labels.values()):
        found.append(("名称里写的是党员的人数、学时或身份", "points.never_from", _RESULTS))
    if code in book.names("assessment.prohibited"):
        found.append(("积分由应用程序的使用得出", "assessment.prohibited", _RESULTS))
    words = hidden_words(rule.title, "assessment.prohibited_words", book=book)
    found += [(f"名称里有“{word}”", "assessment.prohibited", _RESULTS) for word in words]
    return [
        refuse(f"“{rule.title}”不能记分", happened=happened, reasons=[book.reason(key)], now=[step])
        for happened, key, step in found
    ]


@reads("points.never_limits")
def may_depend_on_points(service: str, *, book: Rulebook) -> Verdict:
    """Say whether a kind of service may be graded by points (分级服务); statutory services never.

    >>> may_depend_on_points("statutory", book=Rulebook(on=date(2026, 11, 23))).refused
    True
    """
    reasons = [book.reason("points.never_limits")]
    if service in book.names("points.never_limits"):
        return refuse("不能按积分提供", reasons=reasons, now=["对所有企业同样提供"])
    return allow("可以作为额外服务按档提供", reasons=reasons)
