"""The approval of a resolution to admit (审批预备党员)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from runwu.rules.errors import RuleInputError
from runwu.rules.periods import add_months, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason, Verdict, allow, due


@reads("recruitment.approval_months", "recruitment.approval_extended_months")
def admission_approval(*, received: date, approved: date | None = None, book: Rulebook) -> Verdict:
    """Say by when the committee approves an admission (审批期限), and when the branch starts over.

    DUE within three months and, for a stated reason, within six; after that the branch holds the
    admission again and the probation counts from the new meeting. Raises RuleInputError when the
    approval is older than the resolution or a day lies after the rulebook's. Source: 发展党员工作细则.

    >>> admission_approval(received=date(2026, 11, 30), book=Rulebook(on=date(2026, 12, 1))).due
    datetime.date(2027, 2, 28)
    """
    if approved is not None and approved < received:
        raise RuleInputError(happened="批准日期早于收到决议的日期", rule="先有决议，后有审批", now="核对两个日期")
    if max(received, approved or received) > book.on:
        raise RuleInputError(happened="日期晚于今天", rule="办过了才登记", now="核对日期")
    usual = add_months(received, book.number("recruitment.approval_months"))
    longest = add_months(received, book.number("recruitment.approval_extended_months"))
    reasons = [
        _reason("recruitment.approval_months", received, usual, book),
        _reason("recruitment.approval_extended_months", received, longest, book),
    ]
    day = approved or book.on
    if day > longest:
        return _start_over(longest, reasons)
    if approved:
        title = "已在期限内审批" if approved <= usual else "在延长的期限内审批"
        return allow(title, happened=f"{in_words(approved)}审批", reasons=reasons)
    if day <= usual:
        return due("等待上级党委审批", reasons=reasons, now=["到期前与上级党委联系"], since=received, by=usual)
    now = ["请上级党委写明延长的原因", f"{in_words(longest)}前审批"]
    return due("审批已经超过一般期限", reasons=reasons, now=now, since=usual, by=longest)


def _reason(key: str, received: date, last: date, book: Rulebook) -> Reason:
    arithmetic = f"{in_words(received)}收到决议，加 {book.parameter(key).shown}为 {in_words(last)}"
    return book.reason(key, arithmetic=arithmetic)


def _start_over(longest: date, reasons: list[Reason]) -> Verdict:
    now = ["重新召开支部大会讨论接收", "预备期从新的支部大会通过之日算起"]
    verdict = due("应当重新办理接收手续", happened=f"到 {in_words(longest)}没有审批", reasons=reasons, now=now)
    return replace(verdict, since=longest)
