"""Who decides about a member's standing, and in which order the papers come (身份变动由谁决定)."""

from __future__ import annotations

from datetime import date

from runwu.rules.membership.standing import Standing
from runwu.rules.periods import in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, refuse

_COMMITTEE = "committee"


@reads("membership.standing_approved_by")
def may_approve_standing(
    after: Standing, *, committee: bool, meeting: date | None, approved: date, book: Rulebook
) -> Verdict:
    """Say whether a standing was decided by those who may decide it (谁来批准).

    The branch's meeting first, then the committee above; leaving by one's own wish is decided by the meeting and
    filed above. `committee` tells whether the organization that approved is a committee, `after` is PROBATIONARY
    for an extended probation. REFUSED otherwise. Source: 党章 第七条、第九条; 发展党员工作细则 第三十三条.

    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> day = date(2026, 11, 1)
    >>> may_approve_standing(Standing.FULL, committee=False, meeting=day, approved=day, book=book).now[0]
    '改填批准的党委'
    """
    reason = book.reason("membership.standing_approved_by")
    if meeting is None:
        return refuse(
            "还没有支部大会的决定", happened="没有填支部大会日期", reasons=[reason], now=["填写支部大会讨论的日期"]
        )
    if approved < meeting:
        return refuse(
            "批准早于支部大会",
            happened=f"{in_words(approved)}批准，{in_words(meeting)}才开支部大会",
            reasons=[reason],
            now=["核对两个日期", "先由支部大会讨论，再报上级党委批准"],
        )
    if after is Standing.WITHDRAWN or committee or _COMMITTEE not in book.names("membership.standing_approved_by"):
        return allow("由有权的党组织决定", reasons=[reason])
    return refuse(
        "批准组织不是党委",
        happened="党支部、党总支不审批",
        reasons=[reason],
        now=["改填批准的党委", "还没有批准的，等批准以后再登记"],
    )
