"""How many have to come to an election (选举的到会人数)."""

from __future__ import annotations

from runwu.rules.counts import require_count
from runwu.rules.errors import RuleInputError
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, refuse
from runwu.rules.votes.shares import at_least_share


@reads("votes.election_quorum_percent")
def election_quorum(*, should_attend: int, present: int, book: Rulebook) -> Verdict:
    """Say whether enough have come to hold an election (选举的法定到会人数).

    Exactly four fifths is enough. Raises RuleInputError where more came than should attend.
    Source: 基层选举工作条例.

    >>> from datetime import date
    >>> election_quorum(should_attend=25, present=20, book=Rulebook(on=date(2026, 11, 23))).arithmetic
    ('实到会 20，应到会 25，不得少于 20',)
    """
    require_attendance(should_attend, present)
    key = "votes.election_quorum_percent"
    share = at_least_share(present, should_attend, key, labels=("实到会", "应到会"), book=book)
    if share.met:
        return allow("到会人数够，可以选举", reasons=[share.reason])
    now = ["另定日期选举", "核对哪些党员可以报批不计入应到会人数"]
    return refuse("到会人数不够，不能选举", reasons=[share.reason], now=now)


def require_attendance(should_attend: int, present: int) -> None:
    """Insist that somebody should attend and that no more came than that.

    Raises RuleInputError.
    """
    require_count(present, "实到会人数")
    require_count(should_attend, "应到会人数")
    if should_attend <= 0 or present > should_attend:
        raise RuleInputError(
            happened=f"应到会 {should_attend} 名，实到会 {present} 名",
            rule="至少有一名应到会，实到会不多于应到会",
            now="核对签到和应到会名单",
        )
