"""The answer to an application to form a branch (成立申请的批复)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from runwu.rules.errors import RuleInputError
from runwu.rules.periods import add_months, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason, Verdict, advise, allow, due


@reads("formation.answer_months")
def application_answer(*, received: date, answered: date | None = None, book: Rulebook) -> Verdict:
    """Say by when the committee answers an application to form a branch (批复期限).

    DUE while open, ADVISED when the month has passed: the regulation says “generally”.
    Raises RuleInputError when the answer is older than the application or of tomorrow.
    Source: 支部工作条例 第六条、第七条.

    >>> application_answer(received=date(2027, 1, 31), book=Rulebook(on=date(2027, 2, 1))).due
    datetime.date(2027, 2, 28)
    """
    if answered is not None and answered < received:
        raise RuleInputError(happened="批复日期早于申请日期", rule="先有申请，后有批复", now="核对两个日期")
    if answered is not None and answered > book.on:
        raise RuleInputError(happened="批复日期晚于今天", rule="收到批复以后才登记", now="核对批复日期")
    last = add_months(received, book.number("formation.answer_months"))
    arithmetic = f"{in_words(received)}收到，加 {book.parameter('formation.answer_months').shown}为 {in_words(last)}"
    reasons = [book.reason("formation.answer_months", arithmetic=arithmetic)]
    if (answered or book.on) > last:
        return _late(answered, last, reasons[0])
    if answered:
        now = ["由基层党委报上级组织部门备案"]
        return allow("已按期批复", happened=f"{in_words(answered)}批复", reasons=reasons, now=now)
    return due("等待上级党委批复", reasons=reasons, now=["到期前与基层党委联系"], since=received, by=last)


def _late(answered: date | None, last: date, reason: Reason) -> Verdict:
    happened = f"{in_words(answered)}才批复" if answered else "还没有批复"
    now = ["在记录中写明原因"] if answered else ["向基层党委询问进度", "写明原因，继续等待"]
    verdict = advise(
        "批复超过了一般期限", happened=f"{happened}，一般应在 {in_words(last)} 前", reasons=[reason], now=now
    )
    return replace(verdict, due=last)
