"""Setting up a general branch or a primary committee (党总支、基层党委的成立)."""

from __future__ import annotations

from runwu.rules.branch_size.levels import members_unknown
from runwu.rules.counts import MemberCounts, require_count
from runwu.rules.limits import reaches
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow, combine, refuse


@reads(
    "branch_size.general_branch_min_members", "branch_size.general_branch_min_branches",
    "branch_size.primary_committee_min_members",
)  # fmt: skip
def may_form_general_branch(members: MemberCounts, *, branches: int, book: Rulebook) -> Verdict:
    """Say whether a general branch (党总支) may be set up over `branches` branches.

    Below fifty members it takes a need and an approval; from a hundred on a primary committee is
    usual. Source: 机关基层组织工作条例 第五条至第七条, by analogy.

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
    verdicts = [size, _not_too_large(members.total, book)]
    return combine(verdicts if enough.met else [below, *verdicts])


def _not_too_large(total: int | None, book: Rulebook) -> Verdict:
    check = reaches(total or 0, "branch_size.primary_committee_min_members", label="党员", book=book)
    if not check.met:
        return allow("不到成立基层党委的人数")
    return advise(
        "可以办，但党员人数已满成立基层党委的一般规定",
        happened=f"党员共 {total} 名，已满 {check.limit} 名",
        reasons=[check.reason],
        now=["报上级批准成立基层党委", "写明理由，报上级党组织批准成立党总支"],
    )


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
        return members_unknown(f"还不能判断能否成立{name}", book.reason(key))
    check = reaches(members.total, key, label="党员", book=book)
    if check.met:
        return allow(f"可以成立{name}", reasons=[check.reason], now=["报上级党组织批准"])
    return advise(
        f"可以办，但党员人数少于成立{name}的一般规定",
        happened=f"党员共 {members.total} 名，一般需 {check.limit} 名以上",
        reasons=[check.reason],
        now=["写明工作需要，报上级党组织批准"],
    )
