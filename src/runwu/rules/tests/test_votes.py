"""Votes: every edge of the three majorities, and numbers that cannot be true together."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runwu.rules import Rulebook, RuleInputError
from runwu.rules.membership import Standing
from runwu.rules.votes import (
    ElectionCount,
    LeaveOut,
    LeaveOutGround,
    Matter,
    Suspension,
    VoteCount,
    Voter,
    candidates_needed,
    election_quorum,
    election_result,
    electorate,
    matter_passes,
    may_be_left_out,
)

BOOK = Rulebook(on=date(2026, 11, 23))
quick = settings(database=None, deadline=None, max_examples=150)


@pytest.mark.parametrize(
    ("should", "enough"), [(1, 1), (2, 2), (3, 2), (6, 4), (7, 4), (23, 12), (24, 13), (50, 26), (51, 26)]
)
def test_more_than_half_of_those_who_should_attend_agree(book: Rulebook, should: int, enough: int) -> None:
    fits = VoteCount(should_attend=should, present=should, in_favor=enough)
    falls_short = VoteCount(should_attend=should, present=should, in_favor=enough - 1)

    assert matter_passes(Matter.OTHER, fits, book=book).allowed
    assert matter_passes(Matter.OTHER, falls_short, book=book).refused


@pytest.mark.parametrize(
    ("should", "enough"), [(1, 1), (2, 2), (3, 3), (5, 4), (6, 5), (7, 6), (25, 20), (50, 40), (51, 41)]
)
def test_four_fifths_are_enough_for_an_election(book: Rulebook, should: int, enough: int) -> None:
    assert election_quorum(should_attend=should, present=enough, book=book).allowed
    assert election_quorum(should_attend=should, present=enough - 1, book=book).refused


@pytest.mark.parametrize(("seats", "candidates"), [(1, 2), (3, 4), (5, 6), (6, 8), (7, 9), (10, 12), (11, 14)])
def test_the_surplus_is_rounded_up(book: Rulebook, seats: int, candidates: int) -> None:
    assert candidates_needed(seats=seats, candidates=candidates, book=book).allowed
    assert candidates_needed(seats=seats, candidates=candidates - 1, book=book).refused


@pytest.mark.parametrize(
    ("votes", "elected", "tied", "open_seats"),
    [
        ({"甲": 9, "乙": 8, "丙": 7}, ("甲", "乙"), (), 0),
        ({"甲": 9, "乙": 7, "丙": 7}, ("甲",), ("乙", "丙"), 1),
        ({"甲": 7, "乙": 7, "丙": 7}, (), ("甲", "乙", "丙"), 2),
        ({"甲": 7, "乙": 7, "丙": 5}, ("甲", "乙"), (), 0),
        ({"甲": 9, "乙": 6, "丙": 5}, ("甲",), (), 1),
        ({"甲": 5, "乙": 5}, (), (), 2),
        ({}, (), (), 2),
    ],
)
def test_two_seats_go_to_those_with_more_than_half(
    book: Rulebook, votes: dict[str, int], elected: tuple[str, ...], tied: tuple[str, ...], open_seats: int
) -> None:
    count = ElectionCount(seats=2, should_attend=12, present=12, returned=12, votes=votes)

    result = election_result(count, book=book)

    assert (result.elected, result.tied, result.open_seats) == (elected, tied, open_seats)


@pytest.mark.parametrize(
    "numbers",
    [
        {"should_attend": 0, "present": 0, "in_favor": 0},
        {"should_attend": 5, "present": 6, "in_favor": 3},
        {"should_attend": 5, "present": 4, "written": 2, "in_favor": 3},
        {"should_attend": 5, "present": 3, "in_favor": 4},
        {"should_attend": 5, "present": -1, "in_favor": 0},
    ],
)
def test_a_count_that_cannot_be_true_is_an_error(numbers: dict[str, int]) -> None:
    with pytest.raises(RuleInputError):
        VoteCount(**numbers)


def test_written_opinions_on_other_matters_are_an_error(book: Rulebook) -> None:
    with pytest.raises(RuleInputError, match="书面意见"):
        matter_passes(Matter.OTHER, VoteCount(should_attend=5, present=4, written=1, in_favor=4), book=book)


@pytest.mark.parametrize(
    "changes",
    [
        {"seats": 0},
        {"present": 13},
        {"spoiled": 13},
        {"votes": {"甲": 13}},
        {"votes": {"甲": 12}, "spoiled": 1},
        {"votes": {"甲": 12, "乙": 12, "丙": 1}},
        {"votes": {"甲": -1}},
    ],
)
def test_ballots_that_cannot_be_true_are_an_error(changes: dict[str, Any]) -> None:
    numbers: dict[str, Any] = {"seats": 2, "should_attend": 12, "present": 12, "returned": 12, "votes": {"甲": 9}}

    with pytest.raises(RuleInputError):
        ElectionCount(**{**numbers, **changes})


def test_a_suspension_that_ends_before_it_begins_is_an_error() -> None:
    with pytest.raises(RuleInputError, match="在开始"):
        Suspension(since=date(2026, 2, 1), until=date(2026, 1, 31))


@quick
@given(should=st.integers(1, 60), away=st.integers(0, 5), first=st.integers(0, 15), second=st.integers(0, 15))
def test_more_votes_never_defeat_a_matter(should: int, away: int, first: int, second: int) -> None:
    present = max(should - away, 0)
    fewer, more = (max(present - against, 0) for against in sorted((first, second), reverse=True))
    before, after = (
        matter_passes(Matter.OTHER, VoteCount(should_attend=should, present=present, in_favor=votes), book=BOOK)
        for votes in (fewer, more)
    )

    assert after.allowed or not before.allowed


@quick
@given(should=st.integers(1, 60), first=st.integers(0, 15), second=st.integers(0, 15))
def test_more_voters_never_undo_a_quorum(should: int, first: int, second: int) -> None:
    fewer, more = (max(should - away, 0) for away in sorted((first, second), reverse=True))
    before, after = (election_quorum(should_attend=should, present=present, book=BOOK) for present in (fewer, more))

    assert after.allowed or not before.allowed


@quick
@given(votes=st.lists(st.integers(0, 20), max_size=6), seats=st.integers(6, 8))
def test_elected_tied_and_open_seats_add_up(votes: list[int], seats: int) -> None:
    named = {str(number): count for number, count in enumerate(votes)}
    result = election_result(
        ElectionCount(seats=seats, should_attend=20, present=20, returned=20, votes=named), book=BOOK
    )

    assert len(result.elected) + result.open_seats == seats
    assert set(result.elected) == {name for name, count in named.items() if count > 10}


@quick
@given(counts=st.permutations([19, 15, 15, 11, 3]))
def test_the_order_of_the_candidates_does_not_matter(counts: list[int]) -> None:
    named = {str(number): count for number, count in enumerate(counts)}
    count = ElectionCount(seats=4, should_attend=20, present=20, returned=20, votes=named)
    result = election_result(count, book=BOOK)

    assert sorted(named[name] for name in result.elected) == [11, 15, 15, 19]


@pytest.mark.parametrize("ground", LeaveOutGround)
@pytest.mark.parametrize(
    ("consent", "resolved", "outcome"),
    [(True, True, "allowed"), (True, False, "refused"), (False, True, "refused"), (True, None, "unknown")],
)
def test_each_ground_needs_both_approvals(
    book: Rulebook, ground: LeaveOutGround, consent: bool, resolved: bool | None, outcome: str
) -> None:
    asked = LeaveOut(ground=ground, since=date(2026, 1, 1), upper_consent=consent, meeting_resolved=resolved)

    assert may_be_left_out(asked, book=book).outcome == outcome


def test_who_is_not_yet_left_out_stays_counted(book: Rulebook) -> None:
    waiting = LeaveOut(ground=LeaveOutGround.BEDRIDDEN, upper_consent=True)
    voters = [Voter(standing=Standing.FULL), Voter(standing=Standing.FULL, leave_out=waiting)]

    assert electorate(voters, book=book).should_attend == 2


def test_nothing_but_the_days_of_a_suspension_is_known() -> None:
    assert {field.name for field in fields(Suspension)} == {"since", "until"}
    assert {field.name for field in fields(Voter)} == {"standing", "suspensions", "leave_out"}


def test_impossible_voters_are_errors(book: Rulebook) -> None:
    with pytest.raises(RuleInputError, match="一个人也没有填"):
        electorate([], book=book)
    with pytest.raises(RuleInputError, match="晚于今天"):
        may_be_left_out(LeaveOut(ground=LeaveOutGround.ABROAD, since=date(2026, 11, 24)), book=book)
