"""Find the coverage of an enterprise and what a change of members sets off."""

from __future__ import annotations

from datetime import date

from runwu.rules.counts import MemberCounts
from runwu.rules.coverage.facts import CoverageFacts, CoverageStatus, CoverageVerdict
from runwu.rules.coverage.steps import next_verdict, too_few_for_own_branch
from runwu.rules.formation import may_form_branch
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict


@reads("coverage.work_forms")
def status_of(facts: CoverageFacts, *, book: Rulebook) -> CoverageStatus:
    """Find the strongest form that reaches an enterprise (覆盖状态).

    An enterprise that does not operate and that nobody reaches is not due (未投产). One whose
    operation is unknown and that nobody reaches is uncovered; the verdict asks to find out first.

    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> status_of(CoverageFacts(operating=True, joint_branch=True, instructor=True), book=book).label
    '联合支部'
    """
    if facts.own_branch:
        return CoverageStatus.OWN_BRANCH
    if facts.joint_branch:
        return CoverageStatus.JOINT_BRANCH
    if facts.catch_all:
        return CoverageStatus.CATCH_ALL
    if _reached_by_work(facts, book):
        return CoverageStatus.WORK
    return CoverageStatus.NOT_OPERATING if facts.operating is False else CoverageStatus.NONE


def _reached_by_work(facts: CoverageFacts, book: Rulebook) -> bool:
    return not facts.work_forms().isdisjoint(book.names("coverage.work_forms"))


@reads(
    "coverage.work_forms", "coverage.organization_forms", "coverage.catch_all_counts",
    "formation.min_full_members", "formation.max_members", "formation.joint_min_full_members",
)  # fmt: skip
def coverage_of(facts: CoverageFacts, *, book: Rulebook) -> CoverageVerdict:
    """Say how an enterprise is covered on the rulebook's day, by which clause, and what comes next.

    Organization coverage (组织覆盖) is an own or a joint branch; work coverage (工作覆盖) includes
    it and adds catch-all management, instructors, liaisons, union and youth league.
    Source: 中办发〔2012〕11号; 支部工作条例 第四条、第五条.

    >>> answer = coverage_of(CoverageFacts(operating=True), book=Rulebook(on=date(2026, 11, 23)))
    >>> answer.status.label, answer.work_covered, answer.next_step
    ('未覆盖', False, '选派党建工作指导员或联络员')
    """
    status = status_of(facts, book=book)
    organization = status in book.names("coverage.organization_forms")
    return CoverageVerdict(
        status=status,
        organization_covered=organization,
        work_covered=organization or _reached_by_work(facts, book) or _caught(status, book),
        verdict=next_verdict(facts, status, book),
    )


def _caught(status: CoverageStatus, book: Rulebook) -> bool:
    return status is CoverageStatus.CATCH_ALL and book.value("coverage.catch_all_counts") is True


@reads("formation.min_full_members", "formation.max_members", "formation.joint_min_full_members")
def trigger_of(before: MemberCounts, after: MemberCounts, *, since: date, book: Rulebook) -> Verdict | None:
    """Say what a change in full members sets off (触发): the third arrives, or one leaves two behind.

    None when no threshold was crossed or a count is unknown.

    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> trigger_of(MemberCounts(full=2), MemberCounts(full=3), since=date(2026, 11, 20), book=book).title
    '应当单独成立党支部'
    """
    if before.full is None or after.full is None:
        return None
    limit = book.number("formation.min_full_members")
    if before.full < limit <= after.full:
        return may_form_branch(after, book=book, since=since)
    if after.full < limit <= before.full:
        return too_few_for_own_branch(after, book=book, since=since)
    return None
