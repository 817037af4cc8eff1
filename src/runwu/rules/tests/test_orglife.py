"""Organization life: sizes, groups, whole periods, and facts that contradict each other."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runwu.rules import Rulebook, RuleInputError
from runwu.rules.branch_size import OrganizationLevel
from runwu.rules.counts import MemberCounts
from runwu.rules.membership import Standing
from runwu.rules.orglife import (
    BranchFacts,
    MeetingKind,
    exemption,
    expected_counts,
    may_chair,
    may_count_for,
    may_divide_into_groups,
    may_grade,
    may_lead_group,
    shortfall,
)
from runwu.rules.overrides import Override
from runwu.rules.periods import HalfYear, Month, Quarter, Year

BOOK = Rulebook(on=date(2026, 11, 23))
quick = settings(database=None, deadline=None, max_examples=60)
FORMED = date(2024, 1, 1)


def counts(facts: BranchFacts, period: Month | Quarter | HalfYear | Year) -> dict[MeetingKind, int]:
    """Expected counts by kind."""
    return {entry.kind: entry.count for entry in expected_counts(facts, period, book=BOOK)}


@pytest.mark.parametrize("full", [3, 6])
def test_a_branch_without_a_committee_is_not_asked_for_committee_meetings(full: int) -> None:
    facts = BranchFacts(members=MemberCounts(full=full), has_committee=False, formed_on=FORMED)

    assert MeetingKind.COMMITTEE not in counts(facts, Year(2026, 1))


@pytest.mark.parametrize(("groups", "expected"), [(0, None), (1, 12), (3, 36)])
def test_every_group_meets_each_month(groups: int, expected: int | None) -> None:
    facts = BranchFacts(members=MemberCounts(full=50), has_committee=True, groups=groups, formed_on=FORMED)

    assert counts(facts, Year(2026, 1)).get(MeetingKind.GROUP) == expected


def test_a_branch_formed_on_the_first_is_asked_for_that_month() -> None:
    first = BranchFacts(members=MemberCounts(full=3), has_committee=False, formed_on=date(2026, 2, 1))
    second = BranchFacts(members=MemberCounts(full=3), has_committee=False, formed_on=date(2026, 2, 2))

    assert counts(first, Month(2026, 2)) == {MeetingKind.THEME_DAY: 1}
    assert counts(second, Month(2026, 2)) == {}
    assert shortfall(second, Month(2026, 2), {}, book=BOOK).title == "2026年2月没有应开的组织生活"


def test_a_branch_dissolved_in_a_month_is_not_asked_for_it() -> None:
    members = MemberCounts(full=3)
    on_the_last = BranchFacts(members=members, has_committee=False, formed_on=FORMED, dissolved_on=date(2028, 2, 29))
    the_day_after = BranchFacts(members=members, has_committee=False, formed_on=FORMED, dissolved_on=date(2028, 3, 1))

    assert counts(on_the_last, Month(2028, 2)) == {}
    assert counts(the_day_after, Month(2028, 2)) == {MeetingKind.THEME_DAY: 1}


def test_a_lone_member_is_not_asked_for_talks() -> None:
    facts = BranchFacts(members=MemberCounts(full=1), has_committee=False, formed_on=FORMED)

    assert MeetingKind.TALKS not in counts(facts, Year(2026, 1))


def test_a_park_asks_general_branches_and_temporary_branches_for_what_it_says() -> None:
    since = date(2026, 1, 1)
    monthly = Override(key="orglife.general_branch_committee_meetings", value=1, valid_from=since, document="示例通知")
    asked = Override(key="orglife.temporary_branch_asked", value=True, valid_from=since, document="示例通知")
    book = Rulebook(on=date(2026, 11, 23), overrides=(monthly, asked))
    members = MemberCounts(full=60)
    general = BranchFacts(members=members, has_committee=True, formed_on=FORMED, level=OrganizationLevel.GENERAL_BRANCH)
    temporary = BranchFacts(members=members, has_committee=False, formed_on=FORMED, temporary=True)

    assert [(entry.label, entry.count) for entry in expected_counts(general, Quarter(2026, 1), book=book)] == [
        ("党总支委员会会议", 3)
    ]
    assert expected_counts(temporary, Month(2026, 1), book=book)[0].kind is MeetingKind.THEME_DAY
    assert expected_counts(temporary, Month(2026, 1), book=BOOK) == ()


@pytest.mark.parametrize("level", [OrganizationLevel.GENERAL_BRANCH, OrganizationLevel.PRIMARY_COMMITTEE])
def test_only_a_branch_is_temporary(level: OrganizationLevel) -> None:
    with pytest.raises(RuleInputError, match="临时党支部"):
        BranchFacts(members=MemberCounts(full=60), has_committee=True, formed_on=FORMED, level=level, temporary=True)


def test_contradictory_facts_are_errors(book: Rulebook) -> None:
    members = MemberCounts(full=3)
    with pytest.raises(RuleInputError, match="早于成立日期"):
        BranchFacts(members=members, has_committee=False, formed_on=FORMED, dissolved_on=date(2023, 1, 1))
    with pytest.raises(RuleInputError, match="多于党员"):
        BranchFacts(members=members, has_committee=False, formed_on=FORMED, groups=4)
    with pytest.raises(RuleInputError, match="没有选"):
        may_count_for([], book=book)
    with pytest.raises(RuleInputError, match="不认识的情形"):
        exemption("busy", book=book)
    with pytest.raises(RuleInputError, match="不认识的职务"):
        may_chair("visitor", delegated=True, book=book)
    with pytest.raises(RuleInputError, match="不认识的等次"):
        may_grade("first", Standing.FULL, book=book)
    with pytest.raises(RuleInputError, match="不认识的产生方式"):
        may_lead_group("lot", book=book)
    with pytest.raises(RuleInputError, match="不认识的情形"):
        may_divide_into_groups(["few"], book=book)


def test_a_negative_count_of_meetings_is_an_error(book: Rulebook) -> None:
    facts = BranchFacts(members=MemberCounts(full=3), has_committee=False, formed_on=FORMED)

    with pytest.raises(RuleInputError, match="-1"):
        shortfall(facts, Year(2026, 1), {MeetingKind.LECTURE: -1}, book=book)


@quick
@given(formed=st.dates(date(2019, 6, 1), date(2026, 12, 31)), groups=st.integers(0, 5))
def test_the_quarters_of_a_year_add_up_to_it_for_monthly_meetings(formed: date, groups: int) -> None:
    facts = BranchFacts(members=MemberCounts(full=20), has_committee=True, groups=groups, formed_on=formed)
    quarters = [counts(facts, Quarter(2026, number)) for number in (1, 2, 3, 4)]
    year = counts(facts, Year(2026, 1))

    assert sum(quarter.get(MeetingKind.GROUP, 0) for quarter in quarters) == year.get(MeetingKind.GROUP, 0)
    assert sum(quarter.get(MeetingKind.GENERAL, 0) for quarter in quarters) == year.get(MeetingKind.GENERAL, 0)
