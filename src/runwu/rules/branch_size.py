"""Committees of a branch, and when a branch has grown too large (支部委员会与组织规模)."""

from __future__ import annotations

from enum import StrEnum

from runwu.rules.counts import MemberCounts, require_count
from runwu.rules.limits import Check, reaches, stays_within
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason, Verdict, advise, allow, combine, due, refuse, unknown


class OrganizationLevel(StrEnum):
    """The three sizes of a primary organization (基层组织的三级)."""

    BRANCH = "branch"
    GENERAL_BRANCH = "general_branch"
    PRIMARY_COMMITTEE = "primary_committee"


@reads("branch_size.committee_min_full_members")
def may_form_committee(members: MemberCounts, *, book: Rulebook) -> Verdict:
    """Say whether a branch has a committee (支部委员会) or a secretary alone.

    DUE from seven full members on, REFUSED below. Source: 支部工作条例 第二十条.

    >>> from datetime import date
    >>> may_form_committee(MemberCounts(full=6), book=Rulebook(on=date(2026, 11, 23))).arithmetic
    ('正式党员 6 名 < 7 名',)
    """
    key = "branch_size.committee_min_full_members"
    if members.full is None:
        return _unknown("还不能判断是否设支部委员会", book.reason(key))
    check = reaches(members.full, key, label="正式党员", book=book, remark=members.probationary_remark)
    if check.met:
        return due(
            "应当设立支部委员会",
            happened=f"正式党员 {members.full} 名，已满 {check.limit} 名",
            reasons=[check.reason],
            now=["由党员大会选举支部委员会", "报上级党组织批准"],
        )
    return refuse(
        "不设支部委员会",
        happened=f"正式党员 {members.full} 名，不足 {check.limit} 名",
        reasons=[check.reason],
        now=["设党支部书记一名，必要时设副书记一名"],
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


@reads(
    "formation.max_members", "branch_size.general_branch_min_members", "branch_size.general_branch_min_branches",
    "branch_size.primary_committee_min_members",
)  # fmt: skip
def review_size(members: MemberCounts, level: OrganizationLevel, *, book: Rulebook) -> Verdict:
    """Advise whether an organization has outgrown its level (规模研究); it never changes anything.

    Exactly fifty members call for nothing. Source: 支部工作条例 第四条, and by analogy
    机关基层组织工作条例 第五条至第七条.

    >>> from datetime import date
    >>> review_size(MemberCounts(full=50), OrganizationLevel.BRANCH, book=Rulebook(on=date(2026, 11, 23))).title
    '规模合适'
    """
    if members.total is None:
        return _unknown("还不能判断规模", book.reason("formation.max_members"))
    review = {OrganizationLevel.BRANCH: _review_branch, OrganizationLevel.GENERAL_BRANCH: _review_general_branch}.get(
        level
    )
    return allow("规模合适") if review is None else review(members.total, book)


def _review_branch(total: int, book: Rulebook) -> Verdict:
    check = stays_within(total, "formation.max_members", label="党员", book=book)
    if check.met:
        return allow("规模合适", reasons=[check.reason])
    general = reaches(total, "branch_size.general_branch_min_members", label="党员", book=book)
    committee = reaches(total, "branch_size.primary_committee_min_members", label="党员", book=book)
    larger = [step.reason for step in (general, committee) if step.met]
    return advise(
        "应研究是否分设或升格",
        happened=f"党员共 {total} 名，一般不超过 {check.limit} 名；继续保留党支部也是允许的",
        reasons=[check.reason, *larger, book.reason("branch_size.general_branch_min_branches")],
        now=["分设为两个党支部", *_larger_forms(general, committee), "维持现状，写明理由"],
    )


def _larger_forms(general: Check, committee: Check) -> list[str]:
    forms = [("报上级批准成立党总支", general), ("报上级批准成立基层党委", committee)]
    return [text for text, check in forms if check.met]


def _review_general_branch(total: int, book: Rulebook) -> Verdict:
    check = reaches(total, "branch_size.primary_committee_min_members", label="党员", book=book)
    if not check.met:
        return allow("规模合适", reasons=[check.reason])
    return advise(
        "应研究是否成立基层党委",
        happened=f"党员共 {total} 名，已满 {check.limit} 名",
        reasons=[check.reason],
        now=["报上级批准成立基层党委", "维持现状，写明理由"],
    )


@reads("branch_size.general_branch_min_members", "branch_size.general_branch_min_branches")
def may_form_general_branch(members: MemberCounts, *, branches: int, book: Rulebook) -> Verdict:
    """Say whether a general branch (党总支) may be set up over `branches` branches.

    Below fifty members it takes a need and an approval. Source: 机关基层组织工作条例 第五条至第七条, by analogy.

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> may_form_general_branch(MemberCounts(full=60), branches=1, book=book).title
    '不能成立党总支'
    """
    require_count(branches, "党支部个数")
    enough = reaches(branches, "branch_size.general_branch_min_branches", label="下设党支部", book=book)
    below = refuse(
        "不能成立党总支",
        happened=f"下设党支部 {branches} 个，不足 {enough.limit} 个",
        reasons=[enough.reason],
        now=["先分设党支部"],
    )
    size = _size_or_need(members, "branch_size.general_branch_min_members", "党总支", book)
    return size if enough.met else combine([below, size])


@reads("branch_size.primary_committee_min_members")
def may_form_primary_committee(members: MemberCounts, *, book: Rulebook) -> Verdict:
    """Say whether a primary committee (基层党委) may be set up; below a hundred members by need and approval.

    Source: 机关基层组织工作条例 第五条至第七条, by analogy.

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> may_form_primary_committee(MemberCounts(full=28), book=book).arithmetic
    ('党员 28 名 < 100 名',)
    """
    return _size_or_need(members, "branch_size.primary_committee_min_members", "基层党委", book)


def _size_or_need(members: MemberCounts, key: str, name: str, book: Rulebook) -> Verdict:
    if members.total is None:
        return _unknown(f"还不能判断能否成立{name}", book.reason(key))
    check = reaches(members.total, key, label="党员", book=book)
    if check.met:
        return allow(f"可以成立{name}", reasons=[check.reason], now=["报上级党组织批准"])
    return advise(
        f"可以办，但党员人数少于成立{name}的一般规定",
        happened=f"党员共 {members.total} 名，一般需 {check.limit} 名以上",
        reasons=[check.reason],
        now=["写明工作需要，报上级党组织批准"],
    )


def _unknown(title: str, reason: Reason) -> Verdict:
    return unknown(title, happened="党员人数没有人填过；未知不等于没有", reasons=[reason], now=["核实一次党员人数"])
