"""Mobile numbers, regions and industries."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runwu.rules.identifiers import (
    Industry,
    MobileNumber,
    Problem,
    ProblemKind,
    find_region,
    read_industry,
    read_mobile_number,
    regions_of,
)
from runwu.rules.identifiers.industries import sections


@pytest.mark.parametrize(
    "typed",
    ["13800000000", 13800000000, 13800000000.0, "138 0000 0000", "+86-138-0000-0000", "0086 13800000000",
     "8613800000000", "１３８００００００００", "(86)13800000000"],
)  # fmt: skip
def test_a_mobile_number_is_cleaned(typed: object) -> None:
    assert read_mobile_number(typed) == MobileNumber("13800000000")


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        (None, ProblemKind.EMPTY),
        ("1380000000", ProblemKind.LENGTH),
        ("12800000000", ProblemKind.UNKNOWN_CODE),
        ("0898-00000000", ProblemKind.UNKNOWN_CODE),
        ("13800000000/13900000000", ProblemKind.SEVERAL),
        ("13800000000 或 13900000000", ProblemKind.SEVERAL),
        ("张13800000000", ProblemKind.CHARACTERS),
        ("1.38E+10", ProblemKind.DAMAGED),
    ],
)
def test_each_mistake_in_a_mobile_number_has_its_own_message(typed: object, kind: ProblemKind) -> None:
    problem = read_mobile_number(typed)

    assert isinstance(problem, Problem)
    assert problem.kind is kind


@settings(database=None, deadline=None)
@given(value=st.text() | st.floats() | st.integers())
def test_whatever_a_cell_holds_gets_an_answer(value: object) -> None:
    assert read_mobile_number(value)
    assert read_industry(value)


def test_a_mobile_number_stays_out_of_logs() -> None:
    assert "138" not in repr(MobileNumber("13800000000"))


@pytest.mark.parametrize(
    ("code", "name"),
    [("460000", "海南省"), ("460202", "海棠区"), ("460400", "儋州市"), ("469005", "文昌市"), ("511900", "巴中市"),
     ("511903", "恩阳区"), ("110000", "北京市"), ("830000", None), ("460", None), ("46010a", None), ("", None)],
)  # fmt: skip
def test_a_region_is_found_by_its_code(code: str, name: str | None) -> None:
    region = find_region(code)

    assert (region.name if region else None) == name


def test_the_counties_of_hainan_are_those_in_use() -> None:
    codes = {region.code for region in regions_of("4690", on=date(2026, 1, 1))}

    assert "469023" in codes
    assert "469003" not in codes


@pytest.mark.parametrize(
    ("code", "on", "in_use"), [("469003", 2014, True), ("469003", 2016, False), ("511903", 2012, False)]
)
def test_a_region_knows_the_years_of_its_code(code: str, on: int, in_use: bool) -> None:
    region = find_region(code)

    assert region is not None
    assert region.in_use(date(on, 6, 1)) == in_use


def test_the_sections_hold_every_division_from_1_to_97_once() -> None:
    held = [division for section in sections() for division in range(section.first, section.last + 1)]

    assert held == list(range(1, 98))


@pytest.mark.parametrize(
    ("typed", "code"),
    [("C", "C"), ("c39", "C39"), ("39", "C39"), (39, "C39"), ("C3912", "C3912"), ("01", "A01"), ("6510", "I6510")],
)
def test_an_industry_is_read_with_or_without_its_letter(typed: object, code: str) -> None:
    read = read_industry(typed)

    assert isinstance(read, Industry)
    assert read.code == code


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("", ProblemKind.EMPTY), ("98", ProblemKind.UNKNOWN_CODE), ("00", ProblemKind.UNKNOWN_CODE),
     ("A39", ProblemKind.UNKNOWN_CODE), ("U", ProblemKind.CHARACTERS), ("电子", ProblemKind.CHARACTERS)],
)  # fmt: skip
def test_each_mistake_in_an_industry_has_its_own_message(typed: object, kind: ProblemKind) -> None:
    problem = read_industry(typed)

    assert isinstance(problem, Problem)
    assert problem.kind is kind
