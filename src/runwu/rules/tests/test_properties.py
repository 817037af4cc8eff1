"""What holds for all numbers: more members never hurt, months never skip."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from runwu.rules.branch_size import leaders_of
from runwu.rules.coverage import CoverageFacts, Rate, coverage_of
from runwu.rules.formation import JointUnit, MemberCounts, may_form_branch, may_form_joint_branch
from runwu.rules.periods import add_months, full_months
from runwu.rules.privacy import shown_parts
from runwu.rules.rulebook import Rulebook

BOOK = Rulebook(on=date(2026, 11, 23))
quick = settings(database=None, deadline=None, max_examples=150)
counts = st.integers(0, 120)
joining = st.integers(1, 60)
days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
member_counts = st.builds(MemberCounts, full=counts, probationary=counts)
facts = st.builds(
    CoverageFacts,
    operating=st.none() | st.booleans(),
    staff=st.none() | counts,
    members=st.builds(MemberCounts, full=st.none() | counts),
    own_branch=st.booleans(),
    joint_branch=st.booleans(),
    catch_all=st.booleans(),
    instructor=st.booleans(),
    union=st.booleans(),
    pending=st.booleans(),
    joint_full_without=st.none() | counts,
)


@quick
@given(full=counts, probationary=counts, more=joining)
def test_adding_full_members_never_unforms_a_branch(full: int, probationary: int, more: int) -> None:
    before = may_form_branch(MemberCounts(full=full, probationary=probationary), book=BOOK)
    after = may_form_branch(MemberCounts(full=full + more, probationary=probationary), book=BOOK)

    assert after.allowed or not before.allowed


@quick
@given(first=counts, probationary=counts)
def test_probationary_members_never_form_a_branch(first: int, probationary: int) -> None:
    with_them = may_form_branch(MemberCounts(full=first, probationary=probationary), book=BOOK)
    without = may_form_branch(MemberCounts(full=first), book=BOOK)

    assert with_them.allowed == without.allowed


@quick
@given(members=st.lists(member_counts, min_size=2, max_size=8), place=st.integers(0, 7), more=joining)
def test_adding_full_members_never_unforms_a_joint_branch(members: list[MemberCounts], place: int, more: int) -> None:
    units = [JointUnit(name=str(number), members=counted) for number, counted in enumerate(members)]
    chosen = units[place % len(units)]
    larger = MemberCounts(full=(chosen.members.full or 0) + more, probationary=chosen.members.probationary)
    grown = [JointUnit(name=unit.name, members=larger if unit is chosen else unit.members) for unit in units]

    before, after = may_form_joint_branch(units, book=BOOK), may_form_joint_branch(grown, book=BOOK)

    assert after.allowed or not before.allowed


@quick
@given(full=counts, more=joining)
def test_a_committee_once_due_stays_due_with_more_members(full: int, more: int) -> None:
    before = leaders_of(MemberCounts(full=full), book=BOOK)
    after = leaders_of(MemberCounts(full=full + more), book=BOOK)

    assert after.outcome == "due" or before.outcome != "due"


@quick
@given(asked=facts)
def test_every_coverage_answer_cites_a_clause_and_names_a_next_step(asked: CoverageFacts) -> None:
    answer = coverage_of(asked, book=BOOK)

    assert answer.next_step
    assert answer.verdict.chips
    assert answer.work_covered or not answer.organization_covered


@quick
@given(start=days, months=st.integers(0, 600))
def test_stepping_months_lands_in_the_month_asked_for(start: date, months: int) -> None:
    end = add_months(start, months)

    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day <= start.day
    assert full_months(start, end) == months


@quick
@given(start=days, later=st.integers(0, 600), more=st.integers(0, 600))
def test_more_months_are_never_earlier(start: date, later: int, more: int) -> None:
    assert add_months(start, later) <= add_months(start, later + more)


@quick
@given(numerator=counts, rest=counts)
def test_a_rate_lies_between_nothing_and_everything(numerator: int, rest: int) -> None:
    percent = Rate(numerator, numerator + rest).percent

    assert percent is None or 0 <= percent <= 100


@quick
@given(parts=st.lists(st.integers(0, 40), min_size=2, max_size=8))
def test_a_single_hidden_part_never_stands_alone(parts: list[int]) -> None:
    shown = shown_parts(parts, entitled=False, book=BOOK)

    assert sum(not text.isdigit() for text in shown) != 1
