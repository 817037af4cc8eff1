"""How many have to come to a meeting, and of whom nothing is asked (到会与免于要求)."""

from __future__ import annotations

from runwu.rules.codes import Code
from runwu.rules.errors import RuleInputError
from runwu.rules.orglife.kinds import MeetingKind
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, refuse
from runwu.rules.votes.quorum import require_attendance
from runwu.rules.votes.shares import Share, at_least_share, more_than_share


class ExemptGround(Code):
    """Why nothing strict is asked of a member (不作硬性要求的情形); asked once, only the answer is kept."""

    AGED = "aged"
    ILL = "ill"
    IMMOBILE = "immobile"
    DISABLED = "disabled"


@reads("orglife.committee_quorum_percent", "votes.attendance_percent")
def meeting_quorum(kind: MeetingKind, *, entitled: int, present: int, book: Rulebook) -> Verdict:
    """Say whether enough have come to a meeting that decides (到会人数).

    A committee needs half of its members, a general meeting more than half of those with voting
    right; other kinds need no number. Raises RuleInputError where more came than belong.
    Source: 支部工作条例 第十一条、第十二条.

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> meeting_quorum(MeetingKind.COMMITTEE, entitled=5, present=2, book=book).arithmetic
    ('实到会 2，委员 5，不得少于 2.5，即至少 3',)
    """
    require_attendance(entitled, present)
    share = _share(kind, entitled, present, book)
    if share is None:
        return allow(f"{kind.label}没有规定到会人数")
    if share.met:
        return allow("到会人数够", reasons=[share.reason])
    return refuse("到会人数不够，不能作决定", reasons=[share.reason], now=["另定日期", "只学习交流，不作决定"])


def _share(kind: MeetingKind, entitled: int, present: int, book: Rulebook) -> Share | None:
    if kind is MeetingKind.COMMITTEE:
        key = "orglife.committee_quorum_percent"
        return at_least_share(present, entitled, key, labels=("实到会", "委员"), book=book)
    if kind is MeetingKind.GENERAL:
        key = "votes.attendance_percent"
        return more_than_share(present, entitled, key, labels=("实到会", "有表决权的党员"), book=book)
    return None


@reads("orglife.exempt_grounds")
def exemption(ground: str, *, book: Rulebook) -> Verdict:
    """Say that nothing strict is asked of a member who is old, ill, immobile or disabled (不作硬性要求).

    Raises RuleInputError for an unknown ground. Source: 党员教育管理工作条例 第二十三条.

    >>> from datetime import date
    >>> exemption("ill", book=Rulebook(on=date(2026, 11, 23))).title
    '参加活动和学习不作硬性要求'
    """
    reasons = [book.reason("orglife.exempt_grounds")]
    if ground not in set(ExemptGround) or ground not in book.names("orglife.exempt_grounds"):
        raise RuleInputError(happened=f"不认识的情形 {ground}", rule=reasons[0].text, now="从列出的情形中选择")
    now = ["不计入缺席，可以送学上门", "只登记不作要求，不登记病情"]
    return allow("参加活动和学习不作硬性要求", reasons=reasons, now=now)
