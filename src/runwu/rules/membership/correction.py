"""A member told to correct a fault by a day (限期改正)."""

from __future__ import annotations

from datetime import date

from runwu.rules.errors import RuleInputError
from runwu.rules.periods import add_months, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, due, refuse


@reads("membership.correction_months", "membership.standing_needs_decision")
def correction_period(*, since: date, until: date, book: Rulebook) -> Verdict:
    """Say whether a correction period is short enough, and whether it has run out (限期改正).

    At most a year; once it is over, people decide. Raises RuleInputError when it ends before it begins.
    Source: 党员教育管理工作条例 第三十条.

    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> correction_period(since=date(2026, 2, 28), until=date(2027, 3, 1), book=book).refused
    True
    """
    if until < since:
        raise RuleInputError(happened="限期在开始之前就结束了", rule="先开始，后结束", now="核对起止日期")
    limit = add_months(since, book.number("membership.correction_months"))
    sign = "不晚于" if until <= limit else "晚于"
    arithmetic = f"{in_words(until)}{sign} {in_words(limit)}"
    reasons = [
        book.reason("membership.correction_months", arithmetic=arithmetic),
        book.reason("membership.standing_needs_decision"),
    ]
    if until > limit:
        return refuse("限期改正的时间过长", reasons=reasons, now=[f"改到 {in_words(limit)}以前"])
    if book.on > until:
        now = ["由党支部考察改正情况，提出意见", "没有决定以前，党员身份不变"]
        return due("限期已满，应当研究改正情况", reasons=reasons, now=now, since=until)
    return allow("限期改正的时间符合规定", reasons=reasons, now=["加强教育帮助"])
