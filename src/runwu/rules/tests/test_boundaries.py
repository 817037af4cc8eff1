"""Every threshold from one below to one above."""

from __future__ import annotations

from datetime import date

import pytest

from runwu.rules.branch_size import OrganizationLevel, leaders_of, may_form_general_branch, review_size
from runwu.rules.counts import MemberCounts
from runwu.rules.errors import RuleInputError
from runwu.rules.formation import (
    JointUnit,
    application_answer,
    may_form_branch,
    may_form_floating_organization,
    may_form_joint_branch,
    may_form_project_branch,
    may_joint_branch_reach,
    plan_review,
    survives_departure,
)
from runwu.rules.rulebook import Rulebook


@pytest.mark.parametrize(
    ("full", "outcome"),
    [(0, "refused"), (1, "refused"), (2, "refused"), (3, "due"), (4, "due"), (50, "due"), (51, "due")],
)
def test_three_full_members_form_a_branch(book: Rulebook, full: int, outcome: str) -> None:
    assert may_form_branch(MemberCounts(full=full), book=book).outcome == outcome


@pytest.mark.parametrize(
    ("full", "probationary", "warned"), [(49, 1, False), (50, 0, False), (50, 1, True), (3, 48, True), (3, 47, False)]
)
def test_probationary_members_count_towards_the_fifty(
    book: Rulebook, full: int, probationary: int, warned: bool
) -> None:
    verdict = may_form_branch(MemberCounts(full=full, probationary=probationary), book=book)

    assert ("formation.max_members" in [reason.key for reason in verdict.reasons]) == warned


@pytest.mark.parametrize(("full", "outcome"), [(6, "allowed"), (7, "due"), (8, "due")])
def test_seven_full_members_have_a_committee(book: Rulebook, full: int, outcome: str) -> None:
    assert leaders_of(MemberCounts(full=full), book=book).outcome == outcome


@pytest.mark.parametrize(("total", "outcome"), [(49, "allowed"), (50, "allowed"), (51, "advised"), (52, "advised")])
def test_fifty_members_alarm_nobody_and_fifty_one_are_reviewed(book: Rulebook, total: int, outcome: str) -> None:
    assert review_size(MemberCounts(full=total), OrganizationLevel.BRANCH, book=book).outcome == outcome


@pytest.mark.parametrize(("units", "outcome"), [(2, "refused"), (3, "allowed"), (5, "allowed"), (6, "advised")])
def test_five_units_share_a_joint_branch(book: Rulebook, units: int, outcome: str) -> None:
    listed = [JointUnit(name=str(number), members=MemberCounts(full=1)) for number in range(units)]

    assert may_form_joint_branch(listed, book=book).outcome == outcome


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 11, 23), date(2026, 12, 23)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2027, 1, 29), date(2027, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 3, 29)),
    ],
)
def test_an_application_is_answered_within_a_month(received: date, due: date) -> None:
    assert application_answer(received=received, book=Rulebook(on=received)).due == due


def test_an_answer_before_the_application_or_of_tomorrow_is_an_error(book: Rulebook) -> None:
    with pytest.raises(RuleInputError, match="早于申请日期"):
        application_answer(received=date(2026, 11, 2), answered=date(2026, 11, 1), book=book)
    with pytest.raises(RuleInputError, match="晚于今天"):
        application_answer(received=date(2026, 11, 2), answered=date(2026, 11, 24), book=book)


def test_a_plan_of_tomorrow_cannot_be_reviewed(book: Rulebook) -> None:
    with pytest.raises(RuleInputError, match="晚于今天"):
        plan_review(since=date(2026, 11, 24), book=book)


@pytest.mark.parametrize(
    ("starts", "ends", "outcome"),
    [
        (date(2027, 8, 31), date(2028, 2, 27), "allowed"),
        (date(2027, 8, 31), date(2028, 2, 28), "due"),
        (date(2026, 1, 1), date(2026, 6, 29), "allowed"),
        (date(2026, 1, 1), date(2026, 6, 30), "due"),
    ],
)
def test_a_project_of_six_months_has_a_branch(book: Rulebook, starts: date, ends: date, outcome: str) -> None:
    assert may_form_project_branch(MemberCounts(full=3), starts=starts, ends=ends, book=book).outcome == outcome


@pytest.mark.parametrize(("full", "outcome"), [(49, "advised"), (50, "allowed"), (99, "allowed"), (100, "advised")])
def test_a_general_branch_has_fifty_to_ninety_nine_members(book: Rulebook, full: int, outcome: str) -> None:
    assert may_form_general_branch(MemberCounts(full=full), branches=2, book=book).outcome == outcome


@pytest.mark.parametrize(
    ("full", "title"),
    [(0, "党员数已经不足"), (2, "党员数已经不足"), (3, "党员数临界"), (4, "离开一名正式党员仍满足人数")],
)
def test_a_branch_of_three_is_on_the_edge(book: Rulebook, full: int, title: str) -> None:
    assert survives_departure(MemberCounts(full=full), book=book).title == title


def test_impossible_facts_of_formation_are_errors(book: Rulebook) -> None:
    with pytest.raises(RuleInputError, match="在开始之前"):
        may_form_project_branch(MemberCounts(full=3), starts=date(2026, 2, 1), ends=date(2026, 1, 1), book=book)
    with pytest.raises(RuleInputError, match="不认识的依托单位"):
        may_form_floating_organization("shop", by_origin=True, book=book)
    with pytest.raises(RuleInputError, match="满员日期晚于今天"):
        may_form_branch(MemberCounts(full=3), since=date(2026, 11, 24), book=book)
    with pytest.raises(RuleInputError, match="-1"):
        may_joint_branch_reach(-1, book=book)
    with pytest.raises(RuleInputError, match="不认识的代码"):
        OrganizationLevel("village")


@pytest.mark.parametrize("counts", [{"full": -1}, {"full": 1, "probationary": -1}])
def test_a_negative_count_is_an_error(counts: dict[str, int]) -> None:
    with pytest.raises(RuleInputError, match="-1"):
        MemberCounts(**counts)


@pytest.mark.parametrize("names", [[], ["示例甲厂"], ["示例甲厂", "示例甲厂"]])
def test_a_joint_branch_needs_two_different_units(book: Rulebook, names: list[str]) -> None:
    units = [JointUnit(name=name, members=MemberCounts(full=3)) for name in names]

    with pytest.raises(RuleInputError, match="两家"):
        may_form_joint_branch(units, book=book)


def test_braces_in_a_company_name_do_no_harm(book: Rulebook) -> None:
    units = [
        JointUnit(name="{示例}", members=MemberCounts(full=3)),
        JointUnit(name="{0}", members=MemberCounts(full=1)),
    ]

    assert may_form_joint_branch(units, book=book).title == "{示例}应当单独成立党支部"
