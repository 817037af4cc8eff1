"""Whether an organization has outgrown its level (规模研究)."""

from __future__ import annotations

from runwu.rules.branch_size.levels import OrganizationLevel, members_unknown
from runwu.rules.counts import MemberCounts
from runwu.rules.limits import Check, reaches, stays_within
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow


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
        return members_unknown("还不能判断规模", book.reason("formation.max_members"))
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
