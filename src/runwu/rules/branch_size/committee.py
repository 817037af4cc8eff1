"""The committee of a branch (支部委员会): from how many members on, and how many seats."""

from __future__ import annotations

from runwu.rules.branch_size.levels import members_unknown
from runwu.rules.counts import MemberCounts, require_count
from runwu.rules.limits import reaches, stays_within
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow, due


@reads("branch_size.committee_min_full_members")
def leaders_of(members: MemberCounts, *, book: Rulebook) -> Verdict:
    """Say who leads a branch of this size (支部班子): a committee (支部委员会), or a secretary alone, which is as usual.

    DUE from seven full members on, ALLOWED below. Source: 支部工作条例 第二十条.

    >>> from datetime import date
    >>> leaders_of(MemberCounts(full=6), book=Rulebook(on=date(2026, 11, 23))).arithmetic
    ('正式党员 6 名 < 7 名',)
    """
    key = "branch_size.committee_min_full_members"
    if members.full is None:
        return members_unknown("还不能判断是否设支部委员会", book.reason(key))
    check = reaches(members.full, key, label="正式党员", book=book, remark=members.probationary_remark)
    if check.met:
        return due(
            "应当设立支部委员会",
            happened=f"正式党员 {members.full} 名，已满 {check.limit} 名",
            reasons=[check.reason],
            now=["由党员大会选举支部委员会", "报上级党组织批准"],
        )
    return allow(
        "设党支部书记一名，必要时设副书记一名",
        happened=f"正式党员 {members.full} 名，不足 {check.limit} 名，不设支部委员会",
        reasons=[check.reason],
    )


@reads("branch_size.committee_min_seats", "branch_size.committee_usual_seats", "branch_size.committee_max_seats")
def committee_seats(seats: int, *, book: Rulebook) -> Verdict:
    """Say whether a branch committee has a fitting number of seats (委员人数).

    Three to five is usual, up to seven possible. Source: 支部工作条例 第二十条.

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> committee_seats(8, book=book).now[0]
    '减到 7 名以内'
    """
    require_count(seats, "委员人数")
    fewest = reaches(seats, "branch_size.committee_min_seats", label="委员", book=book)
    usual = stays_within(seats, "branch_size.committee_usual_seats", label="委员", book=book)
    most = stays_within(seats, "branch_size.committee_max_seats", label="委员", book=book)
    if not fewest.met:
        return due("委员人数应当补足", reasons=[fewest.reason], now=[f"增加到 {fewest.limit} 名以上"])
    if not most.met:
        return advise(
            "可以办，但委员人数超出一般规定", reasons=[most.reason], now=[f"减到 {most.limit} 名以内", "写明理由"]
        )
    if not usual.met:
        return allow("委员人数在规定范围内，比通常的多", reasons=[usual.reason, most.reason])
    return allow("委员人数符合规定", reasons=[fewest.reason, usual.reason])
