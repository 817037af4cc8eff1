"""How often a branch holds each kind in a period (应开次数)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from runwu.rules.branch_size import OrganizationLevel
from runwu.rules.counts import MemberCounts, require_count
from runwu.rules.errors import RuleInputError
from runwu.rules.orglife.asked import ASKED, ASKED_KEYS, Asked, Rhythm
from runwu.rules.orglife.kinds import MeetingKind
from runwu.rules.periods import AnyPeriod, Month, Quarter, Year, in_words, parts
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchFacts:
    """An organization as its meetings ask it (组织情况).

    `level` tells a branch (党支部) from a general branch and a primary committee; `temporary` a temporary
    branch, whose members keep their affiliation elsewhere. Raises RuleInputError for contradictory facts.
    """

    members: MemberCounts
    has_committee: bool
    formed_on: date
    groups: int = 0
    dissolved_on: date | None = None
    level: OrganizationLevel = OrganizationLevel.BRANCH
    temporary: bool = False

    def __post_init__(self) -> None:
        """Refuse contradictory facts."""
        require_count(self.groups, "党小组数")
        if self.temporary and self.level is not OrganizationLevel.BRANCH:
            raise RuleInputError(
                happened="党总支或者基层党委标成了临时党支部", rule="临时党支部是党支部的一种", now="核对组织类别"
            )
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
    """How often a kind is held in a period (应开次数), with the sum and the clause; `label` names it at its level."""

    kind: MeetingKind
    label: str
    count: int
    reason: Reason


@reads(*ASKED_KEYS)
def expected_counts(facts: BranchFacts, period: AnyPeriod, *, book: Rulebook) -> tuple[Expected, ...]:
    """List what an organization holds in a period and how often (应开次数); what it is not asked for is left out.

    Only whole months and quarters of its existence count; yearly duties count when it stands all
    through the quarter in which they usually fall. Without a committee there are no committee
    meetings, without groups no group meetings; a temporary branch is asked for nothing unless the park
    says so. General branches and primary committees have their own, mostly local, numbers.
    Source: 支部工作条例 第十一条至第十九条.

    >>> facts = BranchFacts(members=MemberCounts(full=3), has_committee=False, formed_on=date(2025, 1, 1))
    >>> found = expected_counts(facts, Quarter(2026, 1), book=Rulebook(on=date(2026, 11, 23)))
    >>> [(entry.label, entry.count) for entry in found]
    [('支部党员大会', 1), ('党课', 1), ('主题党日', 3)]
    """
    if facts.temporary and book.value("orglife.temporary_branch_asked") is not True:
        return ()
    times = _times(facts, period, book)
    found = (_expected(asked, times[asked.every], facts, book) for asked in ASKED[facts.level])
    return tuple(entry for entry in found if entry.count)


def _times(facts: BranchFacts, period: AnyPeriod, book: Rulebook) -> dict[Rhythm, int]:
    usual = book.number("orglife.life_meeting_quarter")
    return {
        Rhythm.MONTH: sum(facts.exists_throughout(month) for month in parts(period, Month)),
        Rhythm.QUARTER: sum(facts.exists_throughout(quarter) for quarter in parts(period, Quarter)),
        Rhythm.YEAR: sum(facts.exists_throughout(Quarter(year.year, usual)) for year in parts(period, Year)),
    }


def _expected(asked: Asked, times: int, facts: BranchFacts, book: Rulebook) -> Expected:
    bodies, each = _bodies(asked.kind, facts, book)
    count = times * book.number(asked.key) * bodies
    arithmetic = f"{times} {asked.every.label} × {book.parameter(asked.key).shown}{each} = {count} 次"
    reason = book.reason(asked.key, arithmetic=arithmetic)
    return Expected(kind=asked.kind, label=asked.label, count=count, reason=reason)


def _bodies(kind: MeetingKind, facts: BranchFacts, book: Rulebook) -> tuple[int, str]:
    """Count who holds it: the committee where there is one, each group, each kind of partners of a talk."""
    if kind is MeetingKind.COMMITTEE and facts.level is OrganizationLevel.BRANCH:
        return int(facts.has_committee), ""
    if kind is MeetingKind.GROUP:
        return facts.groups, f" × {facts.groups} 个党小组"
    return _talks(facts, book) if kind is MeetingKind.TALKS else (1, "")


def _talks(facts: BranchFacts, book: Rulebook) -> tuple[int, str]:
    if facts.members.total in (0, 1):
        return 0, ""
    pairs = [pair for pair in book.names("orglife.talk_pairs") if facts.has_committee or pair == "members"]
    return len(pairs), f" × {len(pairs)} 类对象" if len(pairs) > 1 else ""
