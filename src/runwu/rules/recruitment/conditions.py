"""What has to be there before a meeting discusses an admission (接收的条件)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from runwu.rules.counts import require_count
from runwu.rules.limits import reaches
from runwu.rules.periods import add_months, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow, combine, refuse, unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionFacts:
    """What is known before a meeting discusses an admission (接收前的情况); None is unknown.

    `training_exempt` tells that the committee has excused the person as an individual special case;
    `leaves` is the day on which the person will leave the unit, where one is known.
    """

    review_passed: bool | None
    training_days: int | None = None
    training_hours: int | None = None
    training_exempt: bool = False
    leaves: date | None = None

    def __post_init__(self) -> None:
        """Refuse negative spans."""
        require_count(self.training_days, "培训天数")
        require_count(self.training_hours, "培训学时")


@reads(
    "recruitment.political_review", "recruitment.training_days", "recruitment.training_hours",
    "recruitment.leaving_months",
)  # fmt: skip
def may_discuss_admission(facts: AdmissionFacts, *, book: Rulebook) -> Verdict:
    """Say whether a general meeting may discuss an admission (能否讨论接收).

    REFUSED without political review or without training, ADVISED where the training was shorter than the regulation
    generally asks, and for a person about to leave.
    Source: 发展党员工作细则 第十六条、第十七条、第十九条.

    >>> facts = AdmissionFacts(review_passed=True, training_days=2, training_hours=24)
    >>> may_discuss_admission(facts, book=Rulebook(on=date(2026, 11, 23))).allowed
    True
    """
    return combine([_reviewed(facts, book), _trained(facts, book), _stays(facts, book)])


def _reviewed(facts: AdmissionFacts, book: Rulebook) -> Verdict:
    reasons = [book.reason("recruitment.political_review")]
    if facts.review_passed is None:
        return unknown("还不能判断", happened="不知道是否政治审查合格", reasons=reasons, now=["核实政治审查结论"])
    if not facts.review_passed:
        now = ["补做政治审查，函调直系亲属和主要社会关系"]
        return refuse("不能讨论接收", happened="没有政治审查或者不合格", reasons=reasons, now=now)
    return allow("可以讨论接收", reasons=reasons)


def _trained(facts: AdmissionFacts, book: Rulebook) -> Verdict:
    keys = ("recruitment.training_days", "recruitment.training_hours")
    if facts.training_exempt:
        return allow("培训按个别特殊情况办理", reasons=[book.reason(key) for key in keys])
    if facts.training_days is None and facts.training_hours is None:
        reasons = [book.reason(key) for key in keys]
        return unknown("还不能判断", happened="不知道是否参加过集中培训", reasons=reasons, now=["核实培训证明"])
    days = reaches(facts.training_days or 0, keys[0], label="培训", book=book)
    hours = reaches(facts.training_hours or 0, keys[1], label="培训", book=book)
    reasons = [days.reason, hours.reason]
    if days.met or hours.met:
        return allow("可以讨论接收", reasons=reasons)
    now = [f"补足培训到 {days.limit} 天或者 {hours.limit} 学时"]
    if facts.training_days or facts.training_hours:
        return advise("可以办，但培训时间比一般规定短", happened="集中培训时间不够", reasons=reasons, now=now)
    return refuse("不能讨论接收", happened="没有参加集中培训", reasons=reasons, now=now)


def _stays(facts: AdmissionFacts, book: Rulebook) -> Verdict:
    key = "recruitment.leaving_months"
    limit = add_months(book.on, book.number(key))
    if facts.leaves is None or facts.leaves > limit:
        return allow("可以讨论接收", reasons=[book.reason(key)])
    arithmetic = f"{in_words(facts.leaves)}离开，在 {in_words(limit)}以前"
    now = ["把培养考察材料转给新单位党组织", "写明理由，请示上级党委"]
    reasons = [book.reason(key, arithmetic=arithmetic)]
    return advise("可以办，但一般不在离开前办理接收", happened="近期将离开本单位", reasons=reasons, now=now)
