"""The yearly look at a plan of joint branches that is in force (年度复核)."""

from __future__ import annotations

from datetime import date

from runwu.rules.errors import RuleInputError
from runwu.rules.periods import add_months, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, due


@reads("formation.review_months")
def plan_review(*, since: date, book: Rulebook) -> Verdict:
    """Say when a plan that is in force should be looked at again (年度复核).

    `since` is the day of the approval, or of the last review. DUE from the day on which the period has passed,
    ALLOWED before; `due` is that day. The period is the product's own and open to the park.
    Raises RuleInputError for a day after the rulebook's.

    >>> plan_review(since=date(2025, 11, 20), book=Rulebook(on=date(2026, 11, 19))).outcome
    <Outcome.ALLOWED: 'allowed'>
    >>> plan_review(since=date(2025, 11, 20), book=Rulebook(on=date(2026, 11, 20))).due
    datetime.date(2026, 11, 20)
    """
    if since > book.on:
        raise RuleInputError(happened="批复或上次复核的日期晚于今天", rule="批复以后才复核", now="核对日期")
    day = add_months(since, book.number("formation.review_months"))
    shown = book.parameter("formation.review_months").shown
    reasons = [book.reason("formation.review_months", arithmetic=f"{in_words(since)}加 {shown}为 {in_words(day)}")]
    if book.on < day:
        return allow(
            "未到复核时间", happened=f"{in_words(day)} 起复核", reasons=reasons, now=["到期再复核，也可以提前"]
        )
    now = ["对照事实变化，写明维持还是重新测算", "暂缓的写明原因和日期"]
    return due("年度复核", happened=f"自 {in_words(since)} 起已满 {shown}", reasons=reasons, now=now, by=day)
