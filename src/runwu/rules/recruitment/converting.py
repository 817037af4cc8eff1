"""The conversion of a probationary member (转正): from which day it may be discussed, and its day."""

from __future__ import annotations

from datetime import date

from runwu.rules.errors import RuleInputError
from runwu.rules.periods import add_months, in_words
from runwu.rules.recruitment.probation import probation_ends
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow, combine, due, refuse

_APPROVAL = "recruitment.conversion_approval_months"
_PROBATION = "membership.probation_months"


@reads(
    "membership.probation_months",
    "recruitment.extension_min_months",
    "recruitment.extension_max_months",
    "recruitment.conversion_approval_months",
)
def may_convert(
    *, admitted: date, extension_months: int = 0, meeting: date, converted: date, approved: date, book: Rulebook
) -> Verdict:
    """Say whether a probationary member may be recorded as converted (转正).

    REFUSED when the meeting or the day of conversion lies before the probation is complete, ADVISED when the day is
    another than that, or when the approval took longer. Raises RuleInputError for a conversion before the admission.
    Source: 党章 第七条; 发展党员工作细则 第三十二条、第三十三条.

    >>> days = dict(meeting=date(2026, 6, 1), converted=date(2026, 7, 1), approved=date(2026, 7, 2))
    >>> may_convert(admitted=date(2025, 7, 1), book=Rulebook(on=date(2026, 11, 23)), **days).title
    '预备期还没有满'
    """
    if min(converted, meeting) < admitted:
        raise RuleInputError(
            happened=f"转正（{in_words(min(converted, meeting))}）早于预备期开始（{in_words(admitted)}）",
            rule="预备期从支部大会通过接收之日算起，满了才讨论转正",
            now="核对入党日期、支部大会日期和转正日期",
        )
    ends = probation_ends(admitted, extension_months=extension_months, book=book)
    shown = book.parameter(_PROBATION).shown
    longer = f"，延长 {extension_months} 个月" if extension_months else ""
    reason = book.reason(_PROBATION, arithmetic=f"{in_words(admitted)}起 {shown}{longer}，{in_words(ends)}期满")
    if min(converted, meeting) < ends:
        early = "支部大会" if meeting < ends else "转正"
        return refuse(
            "预备期还没有满",
            happened=f"{early}在 {in_words(min(converted, meeting))}，{in_words(ends)}才期满",
            reasons=[reason],
            now=[f"{in_words(ends)}以后再讨论转正", "日期填错的，对照支部大会决议更正"],
        )
    verdicts = [allow("预备期已满", reasons=[reason])]
    if converted != ends:
        verdicts.append(
            advise(
                "转正日期不是期满那一天",
                happened=f"期满是 {in_words(ends)}，填的是 {in_words(converted)}",
                reasons=[book.reason(_APPROVAL)],
                now=["按期转正的，改填期满日期", "延期讨论的，保留并注明"],
            )
        )
    latest = add_months(meeting, book.number(_APPROVAL))
    if approved > latest:
        arithmetic = f"{in_words(meeting)}讨论，加 {book.parameter(_APPROVAL).shown}为 {in_words(latest)}"
        verdicts.append(
            advise("审批超过期限", reasons=[book.reason(_APPROVAL, arithmetic=arithmetic)], now=["写明超期的原因"])
        )
    return combine(verdicts)


@reads(
    "membership.probation_months",
    "recruitment.extension_min_months",
    "recruitment.extension_max_months",
    "recruitment.extension_once",
)
def conversion_due(*, admitted: date, extension_months: int = 0, book: Rulebook) -> Verdict:
    """Say whether a branch ought to discuss a conversion (期满讨论转正): DUE from the day the probation is complete.

    A duty of people; nothing changes by itself. Source: 发展党员工作细则 第三十二条、第三十三条.

    >>> conversion_due(admitted=date(2025, 7, 1), book=Rulebook(on=date(2026, 11, 23))).since
    datetime.date(2026, 7, 1)
    """
    ends = probation_ends(admitted, extension_months=extension_months, book=book)
    choices = "转为正式党员或者取消预备党员资格" if extension_months else "转正、延长一次预备期或者取消资格"
    reasons = [book.reason(_PROBATION, arithmetic=f"{in_words(ends)}期满"), book.reason("recruitment.extension_once")]
    if book.on < ends:
        return allow("预备期未满", reasons=reasons, now=[f"{in_words(ends)}期满，届时讨论"])
    now = [f"支部大会讨论{choices}，报上级党委审批", "没有决定以前，仍是预备党员"]
    return due("预备期已满，应当讨论转正", reasons=reasons, now=now, since=ends)
