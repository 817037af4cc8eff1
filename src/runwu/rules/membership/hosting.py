"""What the place of work does for a floating member (流入地), and from when membership counts (党籍)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from runwu.rules.errors import RuleInputError
from runwu.rules.periods import in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, unknown


@reads("membership.host_may")
def host_may(act: str, *, book: Rulebook) -> Verdict:
    """Say whether the organization at the place of work may do something for a floating member (流入地管理).

    `act` is a code of the parameter; another one answers UNKNOWN, for the document does not say.
    Source: 党员教育管理工作条例 第三十二条.

    >>> host_may("appraisal", book=Rulebook(on=date(2026, 11, 23))).title
    '可以在流入地参加民主评议'
    """
    key = "membership.host_may"
    reasons, labels = [book.reason(key)], dict(book.parameter(key).labels)
    if act in book.names(key):
        return allow(f"可以{labels.get(act, act)}", reasons=reasons, now=["组织关系仍在流出地"])
    return unknown("规定没有说到", happened=f"规定没有说流入地能否{act}", reasons=reasons, now=["同流出地党组织商定"])


@reads("membership.begins_on_admission")
def member_since(*, meeting: date, approved: date | None, book: Rulebook) -> Verdict:
    """Say from which day a person is a member (党籍起算): the meeting that admitted, once it is approved.

    Raises RuleInputError for an approval before the meeting or a day after the rulebook's.
    Source: 党员教育管理工作条例 第二十四条.

    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> member_since(meeting=date(2026, 7, 1), approved=date(2026, 8, 20), book=book).since
    datetime.date(2026, 7, 1)
    """
    if approved is not None and approved < meeting:
        raise RuleInputError(happened="批准日期早于支部大会", rule="先由支部大会通过，后审批", now="核对两个日期")
    if max(meeting, approved or meeting) > book.on:
        raise RuleInputError(happened="日期晚于今天", rule="办过了才登记", now="核对日期")
    reasons = [book.reason("membership.begins_on_admission", arithmetic=f"{in_words(meeting)}支部大会通过")]
    if approved is None:
        return unknown("等待审批", happened="还没有批准", reasons=reasons, now=["批准后登记"])
    return replace(allow(f"党籍从 {in_words(meeting)}算起", reasons=reasons), since=meeting)
