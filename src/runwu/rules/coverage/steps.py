"""What comes next for an enterprise in each status (下一步)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from runwu.rules.counts import MemberCounts
from runwu.rules.coverage.facts import CoverageFacts, CoverageStatus
from runwu.rules.formation import may_form_branch
from runwu.rules.limits import reaches
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason, Verdict, advise, allow, due, unknown

_JOIN = "与邻近、同行业的企业联合组建"
_SEND = "选派党建工作指导员或联络员"
_CATCH = "暂由大党委兜底"


def next_verdict(facts: CoverageFacts, status: CoverageStatus, book: Rulebook) -> Verdict:
    """Say what is due, usual or done for an enterprise of this status; the first step mends it."""
    if status is CoverageStatus.OWN_BRANCH:
        return _keep_own_branch(facts, book)
    if facts.pending:
        return allow("成立申请待批复", reasons=_base(status, book), now=["等待上级党委批复"])
    if (facts.members.full or 0) >= book.number("formation.min_full_members"):
        return _form_own_branch(facts, book)
    return _OTHERWISE[status](facts, status, book)


def too_few_for_own_branch(members: MemberCounts, *, book: Rulebook, since: date | None = None) -> Verdict:
    """Say that a branch has fewer full members than it needs, so that its form should change (需调整)."""
    check = reaches(
        members.full or 0, "formation.min_full_members", label="正式党员", book=book, remark=members.probationary_remark
    )
    return due(
        "正式党员不足，应调整组织设置",
        happened=f"正式党员 {members.full} 名，不足 {check.limit} 名",
        reasons=[check.reason, book.reason("formation.joint_min_full_members")],
        now=[_JOIN, "并入已有的党支部", "近期有人转正或调入的，写明原因和日期"],
        since=since,
    )


def _keep_own_branch(facts: CoverageFacts, book: Rulebook) -> Verdict:
    full = facts.members.full
    if full is not None and full < book.number("formation.min_full_members"):
        return too_few_for_own_branch(facts.members, book=book)
    return allow("已单独成立党支部", reasons=[book.reason("formation.min_full_members")], now=["暂无需办理"])


def _form_own_branch(facts: CoverageFacts, book: Rulebook) -> Verdict:
    verdict = may_form_branch(facts.members, book=book, since=facts.third_full_since)
    rest = facts.joint_full_without
    if not facts.joint_branch or rest is None:
        return verdict
    check = reaches(rest, "formation.joint_min_full_members", label="联合党支部其余正式党员", book=book)
    if check.met:
        return verdict
    return replace(
        verdict,
        happened=f"{verdict.happened}；单独成立后，联合党支部只剩 {rest} 名正式党员，要一并调整",
        reasons=(*verdict.reasons, check.reason),
        now=(*verdict.now, "一并调整原联合党支部"),
    )


def _base(status: CoverageStatus, book: Rulebook) -> list[Reason]:
    keys = {
        CoverageStatus.JOINT_BRANCH: "formation.joint_min_full_members",
        CoverageStatus.CATCH_ALL: "coverage.catch_all_counts",
        CoverageStatus.NOT_OPERATING: "coverage.organization_forms",
    }
    return [book.reason(keys.get(status, "coverage.work_forms"))]


def _stay_joint(facts: CoverageFacts, status: CoverageStatus, book: Rulebook) -> Verdict:
    return allow("已联合成立党支部", reasons=_base(status, book), now=["暂无需办理"])


def _not_due(facts: CoverageFacts, status: CoverageStatus, book: Rulebook) -> Verdict:
    return allow(
        "未投产，暂不要求覆盖",
        happened="企业还没有实际经营，不计入实际经营企业的分母",
        reasons=_base(status, book),
        now=["投产后核对党员和职工情况"],
    )


def _improve(facts: CoverageFacts, status: CoverageStatus, book: Rulebook) -> Verdict:
    if facts.members.full:
        return advise(
            "可以并入联合党支部",
            happened=f"正式党员 {facts.members.full} 名，现为{status.label}",
            reasons=[book.reason("formation.joint_min_full_members"), *_base(status, book)],
            now=[_JOIN, "维持现状，写明原因"],
        )
    known = facts.members.full is not None
    return allow(
        f"已由{status.label}" if status is CoverageStatus.CATCH_ALL else "已有工作覆盖",
        reasons=_base(status, book),
        now=["做好发展党员工作" if known else "核实一次党员人数"],
    )


def _reach(facts: CoverageFacts, status: CoverageStatus, book: Rulebook) -> Verdict:
    if facts.operating is None:
        return unknown(
            "还不能判断是否应覆盖",
            happened="不知道企业是否实际经营；未知不等于没有经营",
            reasons=_base(status, book),
            now=["核实企业是否实际经营", _SEND],
        )
    if facts.members.full:
        return due(
            "未覆盖，应联合组建或由大党委兜底",
            happened=f"企业实际经营，正式党员 {facts.members.full} 名，没有党组织",
            reasons=[book.reason("formation.joint_min_full_members"), *_base(status, book)],
            now=[_JOIN, _CATCH, _SEND],
        )
    return due(
        "未覆盖，应选派指导员",
        happened="企业实际经营，没有党组织，也没有指导员、联络员和群团组织",
        reasons=_base(status, book),
        now=[_SEND, "先建立工会、共青团组织", _CATCH],
    )


_OTHERWISE = {
    CoverageStatus.JOINT_BRANCH: _stay_joint,
    CoverageStatus.CATCH_ALL: _improve,
    CoverageStatus.WORK: _improve,
    CoverageStatus.NONE: _reach,
    CoverageStatus.NOT_OPERATING: _not_due,
}
