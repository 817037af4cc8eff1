"""How often a branch holds each kind in a period (应开次数)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from runwu.rules.branch_size import OrganizationLevel
from runwu.rules.counts import MemberCounts, require_count
from runwu.rules.errors import RuleInputError
from runwu.rules.orglife.kinds import MeetingKind
from runwu.rules.periods import AnyPeriod, Month, Quarter, Year, in_words, parts
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason

_MONTHLY = {
    MeetingKind.COMMITTEE: "orglife.committee_meetings",
    MeetingKind.GROUP: "orglife.group_meetings",
    MeetingKind.THEME_DAY: "orglife.theme_days",
}
_QUARTERLY = {MeetingKind.GENERAL: "orglife.general_meetings", MeetingKind.LECTURE: "orglife.lectures"}
_YEARLY = {
    MeetingKind.SECRETARY_LECTURE: "orglife.secretary_lectures",
    MeetingKind.LIFE_MEETING: "orglife.life_meetings",
    MeetingKind.APPRAISAL: "orglife.appraisals",
    MeetingKind.TALKS: "orglife.talks",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchFacts:
    """An organization as its meetings ask it (组织情况).

    The counts are those of a branch (党支部); general branches and committees are asked for none of
    them. Raises RuleInputError for contradictory facts.
    """

    members: MemberCounts
    has_committee: bool
    formed_on: date
    groups: int = 0
    dissolved_on: date | None = None
    level: OrganizationLevel = OrganizationLevel.BRANCH

    def __post_init__(self) -> None:
        """Refuse contradictory facts."""
        require_count(self.groups, "党小组数")
        if self.dissolved_on is not None and self.dissolved_on < self.formed_on:
            raise RuleInputError(
                happened=f"撤销日期（{in_words(self.dissolved_on)}）早于成立日期（{in_words(self.formed_on)}）",
                rule="先成立，后撤销",
                now="核对两个日期",
            )
        if self.members.total is not None and self.groups > self.members.total:
            raise RuleInputError(
                happened=f"党小组 {self.groups} 个，多于党员 {self.members.total} 名",
                rule="每个党小组至少有一名党员",
                now="核对党小组",
            )

    def exists_throughout(self, period: AnyPeriod) -> bool:
        """Tell whether the organization stood on every day of a period."""
        return self.formed_on <= period.first and (self.dissolved_on is None or self.dissolved_on > period.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """How often a kind is held in a period (应开次数), with the sum and the clause."""

    kind: MeetingKind
    count: int
    reason: Reason


@reads(
    "orglife.general_meetings", "orglife.lectures", "orglife.committee_meetings", "orglife.group_meetings",
    "orglife.theme_days", "orglife.secretary_lectures", "orglife.life_meetings", "orglife.appraisals",
    "orglife.talks", "orglife.life_meeting_quarter",
)  # fmt: skip
def expected_counts(facts: BranchFacts, period: AnyPeriod, *, book: Rulebook) -> tuple[Expected, ...]:
    """List what a branch holds in a period and how often (应开次数); what it is not asked for is left out.

    Only whole months and quarters of its existence count; yearly duties count when it stands all
    through the quarter in which they usually fall. Without a committee there are no committee
    meetings, without groups no group meetings. Source: 支部工作条例 第十一条至第十九条.

    >>> facts = BranchFacts(members=MemberCounts(full=3), has_committee=False, formed_on=date(2025, 1, 1))
    >>> found = expected_counts(facts, Quarter(2026, 1), book=Rulebook(on=date(2026, 11, 23)))
    >>> [(entry.kind.label, entry.count) for entry in found]
    [('支部党员大会', 1), ('党课', 1), ('主题党日', 3)]
    """
    if facts.level is not OrganizationLevel.BRANCH:
        return ()
    months = sum(facts.exists_throughout(month) for month in parts(period, Month))
    quarters = sum(facts.exists_throughout(quarter) for quarter in parts(period, Quarter))
    usual = book.number("orglife.life_meeting_quarter")
    years = sum(facts.exists_throughout(Quarter(year.year, usual)) for year in parts(period, Year))
    found = [
        *(_expected(kind, key, (quarters, "个季度"), facts, book) for kind, key in _QUARTERLY.items()),
        *(_expected(kind, key, (months, "个月"), facts, book) for kind, key in _MONTHLY.items()),
        *(_expected(kind, key, (years, "年"), facts, book) for kind, key in _YEARLY.items()),
    ]
    return tuple(entry for entry in found if entry.count)


def _expected(kind: MeetingKind, key: str, times: tuple[int, str], facts: BranchFacts, book: Rulebook) -> Expected:
    bodies = _bodies(kind, facts)
    count = times[0] * book.number(key) * bodies
    each = f" × {bodies} 个党小组" if kind is MeetingKind.GROUP else ""
    arithmetic = f"{times[0]} {times[1]} × {book.parameter(key).shown}{each} = {count} 次"
    return Expected(kind=kind, count=count, reason=book.reason(key, arithmetic=arithmetic))


def _bodies(kind: MeetingKind, facts: BranchFacts) -> int:
    if kind is MeetingKind.COMMITTEE:
        return int(facts.has_committee)
    if kind is MeetingKind.TALKS:
        return int(facts.members.total != 1)
    return facts.groups if kind is MeetingKind.GROUP else 1
