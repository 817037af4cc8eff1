"""What a temporary branch is and may do (临时党支部)."""

from __future__ import annotations

from datetime import date

from runwu.rules.codes import Code
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow, due, refuse, unknown


class Act(Code):
    """What a branch does (党支部的工作)."""

    STUDY = "study"
    EDUCATE = "educate"
    MANAGE = "manage"
    ADMIT_MEMBERS = "admit_members"
    PUNISH_MEMBERS = "punish_members"
    COLLECT_DUES = "collect_dues"
    ELECT_DELEGATES = "elect_delegates"
    TERM_ELECTION = "term_election"

    @property
    def label(self) -> str:
        """Say it in Chinese.

        >>> Act.TERM_ELECTION.label
        '换届选举'
        """
        return _LABELS[self]


_LABELS = {
    Act.STUDY: "组织学习",
    Act.EDUCATE: "教育党员",
    Act.MANAGE: "管理党员",
    Act.ADMIT_MEMBERS: "发展党员",
    Act.PUNISH_MEMBERS: "处分处置党员",
    Act.COLLECT_DUES: "收缴党费",
    Act.ELECT_DELEGATES: "选举党代表",
    Act.TERM_ELECTION: "换届选举",
}


@reads("temporary.members_not_moved", "temporary.leaders_appointed")
def may_form_temporary_branch(*, members_moved: bool | None, book: Rulebook) -> Verdict:
    """Say whether a task body may have a temporary branch (临时党支部).

    `members_moved` tells whether the members' affiliation moves to the body; None is unknown.
    Source: 支部工作条例 第八条.

    >>> from datetime import date
    >>> may_form_temporary_branch(members_moved=True, book=Rulebook(on=date(2026, 11, 23))).refused
    True
    """
    reason = book.reason("temporary.members_not_moved")
    if members_moved is None:
        return unknown("还不能判断", happened="不知道党员组织关系是否转接", reasons=[reason], now=["向组建单位核实"])
    if members_moved:
        return refuse(
            "不能成立临时党支部",
            happened="党员组织关系要转接到这个机构",
            reasons=[reason],
            now=["按一般条件成立党支部", "组织关系留在原党支部"],
        )
    reasons = [reason, book.reason("temporary.leaders_appointed")]
    return allow("可以成立临时党支部", reasons=reasons, now=["报上级党组织批准，由其指定书记和委员"])


@reads("temporary.may", "temporary.generally_not")
def may_temporary_branch(act: Act, *, book: Rulebook) -> Verdict:
    """Say whether a temporary branch may do something (临时党支部的工作范围).

    Source: 支部工作条例 第八条.

    >>> from datetime import date
    >>> may_temporary_branch(Act.COLLECT_DUES, book=Rulebook(on=date(2026, 11, 23))).outcome
    <Outcome.ADVISED: 'advised'>
    """
    if act in book.names("temporary.may"):
        return allow(f"临时党支部可以{act.label}", reasons=[book.reason("temporary.may")])
    reason = book.reason("temporary.generally_not")
    if act in book.names("temporary.generally_not"):
        return advise(
            f"临时党支部一般不{act.label}",
            reasons=[reason],
            now=["由党员组织关系所在的党支部办理", "写明理由，请示批准其成立的党组织"],
        )
    return unknown(
        "规定没有说到", happened=f"规定没有说临时党支部能否{act.label}", reasons=[reason], now=["请示上级党组织"]
    )


@reads("temporary.dissolves_with_body")
def temporary_branch_ends(*, body_dissolved: date | None, book: Rulebook) -> Verdict:
    """Say whether a temporary branch has ended with its body (临时党支部的撤销).

    `body_dissolved` is the day on which the task body ended, None while it stands.
    Source: 支部工作条例 第八条.

    >>> temporary_branch_ends(body_dissolved=date(2026, 11, 1), book=Rulebook(on=date(2026, 11, 23))).title
    '临时党支部随机构撤销'
    """
    reasons = [book.reason("temporary.dissolves_with_body")]
    if body_dissolved is None or body_dissolved > book.on:
        return allow("机构还在，临时党支部继续开展工作", reasons=reasons)
    now = ["登记撤销日期", "党员回原党支部参加组织生活"]
    return due("临时党支部随机构撤销", reasons=reasons, now=now, since=body_dissolved)
