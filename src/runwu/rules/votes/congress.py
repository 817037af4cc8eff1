"""How large a congress of delegates is (党员代表大会的代表名额)."""

from __future__ import annotations

from runwu.rules.counts import require_count
from runwu.rules.limits import reaches, stays_within
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow, refuse


@reads("votes.congress_usual_least", "votes.congress_usual_most", "votes.congress_most")
def congress_size(*, delegates: int, book: Rulebook) -> Verdict:
    """Say whether a congress has a fitting number of delegates (代表名额): usually 100 to 200, at most 300.

    Raises RuleInputError for a negative number. Source: 基层选举工作条例 第七条.

    >>> from datetime import date
    >>> congress_size(delegates=301, book=Rulebook(on=date(2026, 11, 23))).refused
    True
    """
    require_count(delegates, "代表名额")
    most = stays_within(delegates, "votes.congress_most", label="代表", book=book)
    if not most.met:
        return refuse("代表名额过多", reasons=[most.reason], now=[f"减到 {most.limit} 名以内"])
    usual_least = reaches(delegates, "votes.congress_usual_least", label="代表", book=book)
    usual_most = stays_within(delegates, "votes.congress_usual_most", label="代表", book=book)
    reasons = [usual_least.reason, usual_most.reason, most.reason]
    if usual_least.met and usual_most.met:
        return allow("代表名额符合一般规定", reasons=reasons, now=["报上级党组织批准"])
    now = ["在请示中写明理由", f"定在 {usual_least.limit} 至 {usual_most.limit} 名"]
    return advise("可以办，但代表名额不在一般范围内", reasons=reasons, now=now)
