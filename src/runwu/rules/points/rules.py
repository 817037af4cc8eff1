"""What points are given for, and what may depend on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from runwu.rules.assessed import Subject
from runwu.rules.errors import RuleInputError
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, refuse


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
        """Refuse a rule that takes points away or ends before it begins."""
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


@reads("points.enterprises_only", "points.voluntary", "assessment.prohibited", "assessment.prohibited_words")
def may_use_rule(rule: PointRule, *, book: Rulebook) -> Verdict:
    """Say whether a park may give points for something (积分规则能否启用).

    Source: 国办函〔2026〕12号; 产品设定.

    >>> rule = PointRule(code="likes", title="点赞", points=1, cap=5, valid_from=date(2026, 1, 1))
    >>> may_use_rule(rule, book=Rulebook(on=date(2026, 11, 23))).refused
    True
    """
    if rule.subject is Subject.PERSON:
        return refuse(
            f"“{rule.title}”不能记分",
            happened="积分记到了个人",
            reasons=[book.reason("points.enterprises_only")],
            now=["改为记企业或组织"],
        )
    worded = any(word in rule.title for word in book.names("assessment.prohibited_words"))
    if rule.code in book.names("assessment.prohibited") or worded:
        reasons = [book.reason("assessment.prohibited"), book.reason("assessment.prohibited_words")]
        return refuse(f"“{rule.title}”不能记分", reasons=reasons, now=["改为经人确认的工作结果"])
    reasons = [book.reason("points.enterprises_only"), book.reason("points.voluntary")]
    return allow("可以启用", reasons=reasons, now=["向企业公开规则", "由企业自愿参加"])


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
