"""The board's figures: three denominators, unknown beside, and a dash where nothing can be divided."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from runwu.rules.counts import MemberCounts
from runwu.rules.coverage import CoverageFacts, CoverageStatus, Rate, coverage_of, coverage_table, trigger_of
from runwu.rules.errors import RuleInputError
from runwu.rules.overrides import Override
from runwu.rules.rulebook import Rulebook

# the park of the source: 25 enterprises, 14 of them operating, two more with staff
PARK = (
    [CoverageFacts(operating=True, staff=60, own_branch=True)] * 4
    + [CoverageFacts(operating=True, staff=40, joint_branch=True)] * 6
    + [CoverageFacts(operating=True, staff=20, catch_all=True)]
    + [CoverageFacts(operating=True, staff=20, instructor=True)]
    + [CoverageFacts(operating=True, staff=20, union=True)]
    + [CoverageFacts(operating=True, staff=36)]
    + [CoverageFacts(operating=False, staff=5)] * 2
    + [CoverageFacts(operating=False, staff=0)] * 9
)


def test_the_figures_of_the_source_come_out(book: Rulebook) -> None:
    table = coverage_table((facts, coverage_of(facts, book=book)) for facts in PARK)

    assert [str(rates.organization) for rates in (table.registered, table.operating, table.with_staff)] == [
        "40.0%", "71.4%", "62.5%",
    ]  # fmt: skip
    assert [rates.work.fraction for rates in (table.registered, table.operating, table.with_staff)] == [
        "13/25", "13/14", "13/16",
    ]  # fmt: skip
    assert table.operating.own_branch.fraction == "4/14"


def test_unknown_stands_beside_and_counts_nowhere(book: Rulebook) -> None:
    known = CoverageFacts(operating=True, staff=1, own_branch=True)
    unknown = CoverageFacts(operating=None, staff=None, own_branch=True)

    table = coverage_table((facts, coverage_of(facts, book=book)) for facts in (known, unknown))

    assert table.registered.organization == Rate(2, 2)
    assert table.operating.organization == Rate(1, 1, unknown=1)
    assert table.with_staff.organization == Rate(1, 1, unknown=1)


def test_an_empty_park_prints_dashes() -> None:
    table = coverage_table([])

    assert (str(table.registered.work), table.operating.work.fraction) == ("—", "—")


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [
        (0, 0, "—"),
        (0, 3, "0.0%"),
        (3, 3, "100.0%"),
        (1, 3, "33.3%"),
        (2, 3, "66.7%"),
        (1, 16, "6.3%"),
        (12, 14, "85.7%"),
    ],
)
def test_a_rate_is_rounded_half_up_to_one_decimal(numerator: int, denominator: int, shown: str) -> None:
    assert str(Rate(numerator, denominator)) == shown


@pytest.mark.parametrize("counts", [(2, 1, 0), (-1, 1, 0), (0, 1, -1)])
def test_what_is_no_rate_is_an_error(counts: tuple[int, int, int]) -> None:
    with pytest.raises(RuleInputError, match="不是比率"):
        Rate(*counts)


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"own_branch": True, "joint_branch": True, "catch_all": True}, CoverageStatus.OWN_BRANCH),
        ({"joint_branch": True, "catch_all": True}, CoverageStatus.JOINT_BRANCH),
        ({"catch_all": True, "instructor": True}, CoverageStatus.CATCH_ALL),
        ({"instructor": True}, CoverageStatus.WORK),
        ({"liaison": True}, CoverageStatus.WORK),
        ({"union": True}, CoverageStatus.WORK),
        ({"youth_league": True}, CoverageStatus.WORK),
        ({}, CoverageStatus.NONE),
    ],
)
def test_the_strongest_form_is_the_status(book: Rulebook, facts: dict[str, Any], status: CoverageStatus) -> None:
    assert coverage_of(CoverageFacts(operating=True, **facts), book=book).status is status


def test_a_park_may_leave_catch_all_out_of_work_coverage() -> None:
    override = Override(key="coverage.catch_all_counts", value=False, valid_from=date(2026, 1, 1), document="示例口径")
    book = Rulebook(on=date(2026, 11, 23), overrides=(override,))

    alone = coverage_of(CoverageFacts(operating=True, catch_all=True), book=book)
    with_liaison = coverage_of(CoverageFacts(operating=True, catch_all=True, liaison=True), book=book)

    assert (alone.work_covered, with_liaison.work_covered) == (False, True)


@pytest.mark.parametrize(("before", "after"), [(0, 2), (3, 4), (4, 3), (2, 0), (None, 3), (2, None)])
def test_a_change_that_crosses_no_threshold_sets_off_nothing(
    book: Rulebook, before: int | None, after: int | None
) -> None:
    assert trigger_of(MemberCounts(full=before), MemberCounts(full=after), since=book.on, book=book) is None


def test_a_negative_staff_is_an_error() -> None:
    with pytest.raises(RuleInputError, match="职工人数"):
        CoverageFacts(operating=True, staff=-1)
