"""What local targets ask of larger enterprises (规模企业的本地目标)."""

from __future__ import annotations

from runwu.rules.coverage.facts import CoverageFacts, CoverageStatus
from runwu.rules.limits import Check, reaches
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow, combine, unknown


@reads("coverage.staff_for_members", "coverage.staff_for_organization", "coverage.organization_forms")
def local_target(facts: CoverageFacts, status: CoverageStatus, *, book: Rulebook) -> Verdict:
    """Say whether an enterprise of its size meets the local targets (本地目标): members, and an organization.

    The numbers are local and soft; the national document has none. UNKNOWN while staff or members are.
    Source: 各地工作惯例.

    >>> from datetime import date
    >>> from runwu.rules.counts import MemberCounts
    >>> facts = CoverageFacts(operating=True, staff=120, members=MemberCounts(full=1))
    >>> local_target(facts, CoverageStatus.WORK, book=Rulebook(on=date(2026, 11, 23))).title
    '达到本地规模，还没有党组织'
    """
    status = CoverageStatus(status)
    if facts.staff is None:
        return unknown(
            "还不能判断是否达到本地规模",
            happened="职工人数没有人填过",
            reasons=[book.reason("coverage.staff_for_members")],
            now=["核实一次职工人数"],
        )
    few = reaches(facts.staff, "coverage.staff_for_members", label="职工", book=book)
    many = reaches(facts.staff, "coverage.staff_for_organization", label="职工", book=book)
    return combine([_organization(status, many, book), _members(facts, few)])


def _organization(status: CoverageStatus, many: Check, book: Rulebook) -> Verdict:
    if not many.met or status in book.names("coverage.organization_forms"):
        return allow("没有未达到的本地目标", reasons=[many.reason])
    now = ["商量单独组建或者联合组建", "先做好发展党员工作"]
    return advise("达到本地规模，还没有党组织", reasons=[many.reason], now=now)


def _members(facts: CoverageFacts, few: Check) -> Verdict:
    total = facts.members.total
    if not few.met or total:
        return allow("没有未达到的本地目标", reasons=[few.reason])
    if total is None:
        happened = "党员人数没有人填过"
        return unknown("还不能判断有没有党员", happened=happened, reasons=[few.reason], now=["核实一次党员人数"])
    return advise("达到本地规模，还没有党员", reasons=[few.reason], now=["在骨干职工中做好发展党员工作"])
