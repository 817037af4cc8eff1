"""A branch of one enterprise (单独成立党支部)."""

from __future__ import annotations

from datetime import date

from runwu.rules.counts import MemberCounts
from runwu.rules.errors import RuleInputError
from runwu.rules.formation.size import branch_size
from runwu.rules.limits import reaches
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Outcome, Verdict, advise, allow, combine, due, refuse, unknown


@reads("formation.min_full_members", "formation.max_members")
def may_form_branch(members: MemberCounts, *, book: Rulebook, since: date | None = None) -> Verdict:
    """Say whether an enterprise may and should form a branch of its own (单独成立党支部).

    `since` is the day the last needed full member arrived, where it is known. Probationary members
    do not count towards the three but towards the fifty. DUE when there are enough full members,
    REFUSED when not, UNKNOWN while nobody has said how many.
    Raises RuleInputError for a day after the rulebook's. Source: 支部工作条例 第四条.

    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> may_form_branch(MemberCounts(full=2, probationary=4), book=book).arithmetic
    ('正式党员 2 名 < 3 名，预备党员 4 名不计入',)
    >>> may_form_branch(MemberCounts(full=3), book=book).outcome
    <Outcome.DUE: 'due'>
    """
    if since is not None and since > book.on:
        raise RuleInputError(happened="满员日期晚于今天", rule="党员到岗以后才计入", now="核对日期")
    if members.full is None:
        return _members_unknown(book)
    check = reaches(
        members.full, "formation.min_full_members", label="正式党员", book=book, remark=members.probationary_remark
    )
    if not check.met:
        return refuse(
            "暂不能单独成立党支部",
            happened=f"正式党员 {members.full} 名，还差 {check.limit - members.full} 名",
            reasons=[check.reason],
            now=_without_own_branch(members),
        )
    verdict = due(
        "应当单独成立党支部",
        happened=f"正式党员 {members.full} 名，已满 {check.limit} 名",
        reasons=[check.reason],
        now=["准备成立党支部的请示", "先和企业负责人沟通", "暂缓的写明原因和日期"],
        since=since,
    )
    return _with_size(verdict, members, book)


def _without_own_branch(members: MemberCounts) -> tuple[str, ...]:
    if members.total:
        return ("与邻近、同行业的企业联合组建", "暂由大党委兜底", "做好发展党员工作")
    return ("选派党建工作指导员或联络员", "先建立工会、共青团组织", "做好发展党员工作")


def _members_unknown(book: Rulebook) -> Verdict:
    return unknown(
        "还不能判断能否单独成立党支部",
        happened="正式党员人数没有人填过；未知不等于没有",
        reasons=[book.reason("formation.min_full_members")],
        now=["向企业联系人核实一次", "由党务工作者填写"],
    )


def _with_size(verdict: Verdict, members: MemberCounts, book: Rulebook) -> Verdict:
    size = branch_size(members.total or 0, book)
    if size.outcome is Outcome.ALLOWED:
        return verdict
    return combine([verdict, size])


@reads("formation.min_full_members")
def survives_departure(members: MemberCounts, *, book: Rulebook) -> Verdict:
    """Say whether a branch still stands when one full member leaves (党员数临界).

    >>> survives_departure(MemberCounts(full=3), book=Rulebook(on=date(2026, 11, 23))).title
    '党员数临界'
    """
    if members.full is None:
        return _members_unknown(book)
    key = "formation.min_full_members"
    today = reaches(members.full, key, label="现有正式党员", book=book)
    if not today.met:
        now = ["报上级党组织研究调整或者联合组建", "做好发展党员工作"]
        happened = f"现有正式党员 {members.full} 名，不足 {today.limit} 名"
        return advise("党员数已经不足", happened=happened, reasons=[today.reason], now=now)
    check = reaches(members.full - 1, key, label="离开一名后正式党员", book=book)
    if check.met:
        return allow("离开一名正式党员仍满足人数", reasons=[check.reason])
    return advise(
        "党员数临界",
        happened=f"现有正式党员 {members.full} 名，离开一名就不足 {check.limit} 名",
        reasons=[check.reason],
        now=["留意人员变动", "提前与邻近党支部商量调整办法"],
    )
