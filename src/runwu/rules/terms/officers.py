"""When a secretary or deputy takes office (书记、副书记的产生)."""

from __future__ import annotations

from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, refuse, unknown


@reads("terms.officers_elected_and_approved")
def may_take_office(*, elected: bool | None, approved: bool | None, book: Rulebook) -> Verdict:
    """Say whether a secretary or deputy may be recorded in office (书记、副书记任职); None is unknown.

    The committee elects them, a branch without one elects in its general meeting, and the
    organization above approves. Source: 基层选举工作条例.

    >>> from datetime import date
    >>> may_take_office(elected=True, approved=False, book=Rulebook(on=date(2026, 11, 23))).now[0]
    '报上级党组织批准'
    """
    reasons = [book.reason("terms.officers_elected_and_approved")]
    steps = {"由委员会选举产生": elected, "报上级党组织批准": approved}
    refused = [step for step, done in steps.items() if done is False]
    if refused:
        return refuse("还不能登记任职", happened="手续没有办完", reasons=reasons, now=refused)
    if None in steps.values():
        now = ["查阅选举结果和上级批复"]
        return unknown("还不能判断能否任职", happened="不知道手续是否办过", reasons=reasons, now=now)
    return allow("可以登记任职", reasons=reasons, now=["登记任期开始日期和批复文号"])
