"""How many candidates an election has, and who elects (候选人与选举方式)."""

from __future__ import annotations

from runwu.rules.counts import require_count
from runwu.rules.errors import RuleInputError
from runwu.rules.limits import reaches
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow, refuse


@reads("votes.surplus_percent")
def candidates_needed(*, seats: int, candidates: int, book: Rulebook) -> Verdict:
    """Say whether there are enough candidates for the seats (差额选举); the surplus is rounded up.

    Raises RuleInputError without a seat. Source: 基层选举工作条例.

    >>> from datetime import date
    >>> candidates_needed(seats=3, candidates=3, book=Rulebook(on=date(2026, 11, 23))).arithmetic
    ('应选 3 名，差额 20 % 进位为 1 名，候选人不少于 4 名，现有 3 名',)
    """
    require_count(candidates, "候选人数")
    _require_seats(seats)
    percent = book.number("votes.surplus_percent")
    surplus = -(-seats * percent // 100)
    arithmetic = (
        f"应选 {seats} 名，差额 {percent} % 进位为 {surplus} 名，"
        f"候选人不少于 {seats + surplus} 名，现有 {candidates} 名"
    )
    reason = book.reason("votes.surplus_percent", arithmetic=arithmetic)
    if candidates >= seats + surplus:
        return allow("候选人数符合差额要求", reasons=[reason])
    missing = seats + surplus - candidates
    return refuse("候选人数不够", reasons=[reason], now=[f"再提名 {missing} 名候选人", "候选人名单报上级党组织审批"])


@reads("votes.standing_surplus_least", "votes.standing_surplus_most")
def standing_candidates(*, seats: int, candidates: int, book: Rulebook) -> Verdict:
    """Say whether a standing committee has a fitting number of candidates (常委候选人): one or two more.

    Raises RuleInputError without a seat. The numbers are still to be confirmed, so another surplus is
    ADVISED against, not refused. Source: 基层选举工作条例.

    >>> from datetime import date
    >>> standing_candidates(seats=7, candidates=10, book=Rulebook(on=date(2026, 11, 23))).arithmetic
    ('应选 7 名，候选人 8 至 9 名，现有 10 名',)
    """
    require_count(candidates, "候选人数")
    _require_seats(seats)
    keys = ("votes.standing_surplus_least", "votes.standing_surplus_most")
    least, most = (seats + book.number(key) for key in keys)
    arithmetic = f"应选 {seats} 名，候选人 {least} 至 {most} 名，现有 {candidates} 名"
    reasons = [book.reason(keys[0], arithmetic=arithmetic), book.reason(keys[1])]
    if least <= candidates <= most:
        return allow("常委候选人数合适", reasons=reasons)
    now = [f"提名 {least} 至 {most} 名候选人", "请示上级党组织"]
    return advise("可以办，但常委候选人数不在一般范围内", reasons=reasons, now=now)


def _require_seats(seats: int) -> None:
    if seats < 1:
        raise RuleInputError(happened=f"应选名额填成了 {seats}", rule="应选名额至少为一名", now="核对应选名额")


@reads("votes.congress_min_members")
def electing_body(*, members: int, book: Rulebook) -> Verdict:
    """Say whether the general meeting elects or a congress may (党员大会或者党员代表大会).

    Source: 基层选举工作条例 第四条.

    >>> from datetime import date
    >>> electing_body(members=499, book=Rulebook(on=date(2026, 11, 23))).title
    '由党员大会选举'
    """
    require_count(members, "党员人数")
    check = reaches(members, "votes.congress_min_members", label="党员", book=book)
    if check.met:
        now = ["报上级党组织批准召开党员代表大会", "也可以召开党员大会"]
        return allow("经批准可以由党员代表大会选举", reasons=[check.reason], now=now)
    now = ["党员所在地点分散的，可以报批召开党员代表大会"]
    return allow("由党员大会选举", reasons=[check.reason], now=now)
