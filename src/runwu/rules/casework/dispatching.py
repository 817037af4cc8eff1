"""What is accepted, to whom it goes, and who may pass it on (受理与派单)."""

from __future__ import annotations

from dataclasses import dataclass

from runwu.rules.codes import Code
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow, combine, due, refuse


class NotAccepted(Code):
    """Grounds on which a demand goes elsewhere (不受理的情形)."""

    EMERGENCY = "emergency"
    LEGAL_PROCEDURE = "legal_procedure"
    ANSWERED = "answered"
    CONFIDENTIAL = "confidential"
    OUTSIDE = "outside"


_ELSEWHERE = {
    NotAccepted.EMERGENCY: "立即转紧急救助渠道",
    NotAccepted.LEGAL_PROCEDURE: "告诉诉求人走哪个法定程序",
    NotAccepted.ANSWERED: "把上次的答复再告诉诉求人；有新情况的重新受理",
    NotAccepted.CONFIDENTIAL: "不要录入系统，按保密规定处理",
    NotAccepted.OUTSIDE: "告诉诉求人归哪个单位管",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatching:
    """How a demand is about to be dispatched (派单情况).

    `in_catalogue` tells whether the dispatch catalogue names the unit, None where nobody has looked.
    """

    in_catalogue: bool | None
    limit_stated: bool
    duplicate: bool = False
    pushed_down: bool = False


@reads("casework.not_accepted", "casework.classes", "casework.flow")
def may_accept(ground: NotAccepted | None = None, *, book: Rulebook) -> Verdict:
    """Say whether a demand is accepted (能否受理), or where it goes on one of the listed grounds.

    Source: 国办发〔2020〕53号; 北京市接诉即办工作条例 第十一条, by analogy.

    >>> from datetime import date
    >>> may_accept(NotAccepted.OUTSIDE, book=Rulebook(on=date(2026, 11, 23))).now
    ('告诉诉求人归哪个单位管',)
    """
    ground = None if ground is None else NotAccepted(ground)
    listed = book.names("casework.not_accepted")
    if ground is None or ground not in listed:
        reasons = [book.reason("casework.classes"), book.reason("casework.flow")]
        return allow("可以受理", reasons=reasons, now=["选定类别后派单"])
    label = dict(book.parameter("casework.not_accepted").labels)[ground]
    reasons = [book.reason("casework.not_accepted")]
    return advise("一般不受理，转出或者告知", happened=label, reasons=reasons, now=[_ELSEWHERE[ground]])


@reads(
    "casework.dispatch_catalogue", "casework.lead_agreed", "casework.limit_stated", "casework.duplicates_merged",
    "casework.not_pushed_down",
)  # fmt: skip
def may_dispatch(facts: Dispatching, *, book: Rulebook) -> Verdict:
    """Say whether a demand may be dispatched like this (能否派单).

    REFUSED where a department's own matter is pushed down to the grass roots; DUE where the
    catalogue does not tell the unit, so that lead and helpers have to be agreed on.
    Source: 国办函〔2025〕66号; 北京市接诉即办工作条例 第十三条, by analogy.

    >>> from datetime import date
    >>> facts = Dispatching(in_catalogue=False, limit_stated=True)
    >>> may_dispatch(facts, book=Rulebook(on=date(2026, 11, 23))).title
    '应当先商定主办和协办单位'
    """
    return combine([_unit(facts, book), _level(facts, book), _limit(facts, book), _duplicate(facts, book)])


def _unit(facts: Dispatching, book: Rulebook) -> Verdict:
    catalogue = book.reason("casework.dispatch_catalogue")
    if facts.in_catalogue:
        return allow("可以派单", reasons=[catalogue])
    happened = "派单目录里没有这类事项" if facts.in_catalogue is False else "还没有查过派单目录"
    now = ["会商确定一个主办单位", "把结果补进派单目录"] if facts.in_catalogue is False else ["先查派单目录"]
    reasons = [catalogue, book.reason("casework.lead_agreed")]
    return due("应当先商定主办和协办单位", happened=happened, reasons=reasons, now=now)


def _level(facts: Dispatching, book: Rulebook) -> Verdict:
    reasons = [book.reason("casework.not_pushed_down")]
    if not facts.pushed_down:
        return allow("可以派单", reasons=reasons)
    happened = "职能部门自己的事项派给了基层"
    return refuse(
        "不能派给基层", happened=happened, reasons=reasons, now=["派给负责的职能部门", "需要基层配合的写成协办"]
    )


def _limit(facts: Dispatching, book: Rulebook) -> Verdict:
    reasons = [book.reason("casework.limit_stated")]
    if facts.limit_stated:
        return allow("可以派单", reasons=reasons)
    return advise("可以办，但没有写明办理时限", reasons=reasons, now=["在派单上写明办理时限"])


def _duplicate(facts: Dispatching, book: Rulebook) -> Verdict:
    reasons = [book.reason("casework.duplicates_merged")]
    if not facts.duplicate:
        return allow("可以派单", reasons=reasons)
    return advise("可以办，但与在办的诉求重复", reasons=reasons, now=["并入在办的诉求，一并答复"])


@reads("casework.first_receiver_leads", "casework.objection_reviewed")
def may_pass_on(*, objection: str, upheld: bool | None, book: Rulebook) -> Verdict:
    """Say whether the unit that received a demand may hand it on (能否退单); only after a review of its objection.

    `upheld` is what the review found, None while it is open.
    Source: 北京市接诉即办工作条例 第十四条, by analogy; 国办函〔2025〕66号.

    >>> from datetime import date
    >>> may_pass_on(objection="", upheld=None, book=Rulebook(on=date(2026, 11, 23))).refused
    True
    """
    first, review = book.reason("casework.first_receiver_leads"), book.reason("casework.objection_reviewed")
    if not objection.strip() or upheld is False:
        happened = "派单异议没有成立" if objection.strip() else "没有提出派单异议"
        now = ["由首接单位牵头，请有关单位协办", "确不属于本单位的写明理由，提请审核"]
        return refuse("不能退单", happened=happened, reasons=[first, review], now=now)
    if upheld is None:
        return due("应当先审核派单异议", happened=f"异议：{objection.strip()}", reasons=[review], now=["由派单方审核"])
    return allow("可以改派", reasons=[review], now=["改派给审核确定的单位，时限从首次派单算起"])
