"""Identity numbers: checked by arithmetic and calendar, never refused for a region."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from runwu.rules.identifiers import IdentityNumber, Problem, ProblemKind, read_identity_number
from runwu.rules.tests.codes import identity_number

ON = date(2026, 11, 23)
quick = settings(database=None, deadline=None, max_examples=200)
numbers = st.builds(
    identity_number,
    region=st.integers(100000, 999999).map(str),
    birth=st.dates(date(1900, 1, 1), ON).map(lambda day: f"{day:%Y%m%d}"),
    order=st.integers(0, 999).map(lambda order: f"{order:03}"),
)


@quick
@given(number=numbers)
def test_no_region_is_refused(number: str) -> None:
    assert isinstance(read_identity_number(number, on=ON), IdentityNumber)


@quick
@given(number=numbers, place=st.integers(0, 17), other=st.sampled_from("0123456789"))
def test_any_changed_digit_is_refused(number: str, place: int, other: str) -> None:
    assume(number[place] != other)

    assert isinstance(read_identity_number(number[:place] + other + number[place + 1 :], on=ON), Problem)


@quick
@given(value=st.text() | st.floats() | st.integers() | st.none())
def test_whatever_a_cell_holds_gets_an_answer(value: object) -> None:
    assert isinstance(read_identity_number(value, on=ON), Problem)


@pytest.mark.parametrize(
    ("region", "birth"),
    [("460200", "19890101"), ("460105", "20030101"), ("460022", "19890101"), ("110101", "19500101")],
)
def test_a_region_that_was_in_use_at_the_birth_passes_without_a_word(region: str, birth: str) -> None:
    read = read_identity_number(identity_number(region=region, birth=birth), on=ON)

    assert isinstance(read, IdentityNumber)
    assert read.warnings == ()


@pytest.mark.parametrize(
    ("region", "birth"),
    [
        ("990101", "19900101"), ("461234", "19900101"), ("511999", "19900101"), ("460102", "20100101"),
        ("460200", "19850101"), ("460105", "19900101"), ("511903", "19800101"),
    ],
)  # fmt: skip
def test_a_region_unknown_abolished_before_or_younger_than_the_birth_is_a_warning(region: str, birth: str) -> None:
    read = read_identity_number(identity_number(region=region, birth=birth), on=ON)

    assert isinstance(read, IdentityNumber)
    assert [warning.kind for warning in read.warnings] == [ProblemKind.REGION]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("", ProblemKind.EMPTY),
        ("460100900101001", ProblemKind.OUTDATED),
        ("4601001990", ProblemKind.LENGTH),
        ("46010019900101001A", ProblemKind.CHARACTERS),
        (identity_number(birth="19900230"), ProblemKind.DATE),
        (identity_number(birth="20261124"), ProblemKind.DATE),
        (identity_number(birth="00010101"), ProblemKind.DATE),
        (4.601001990010100e17, ProblemKind.DAMAGED),
        ("4.601E+17", ProblemKind.DAMAGED),
    ],
)
def test_each_kind_of_mistake_has_its_own_message(typed: object, kind: ProblemKind) -> None:
    problem = read_identity_number(typed, on=ON)

    assert isinstance(problem, Problem)
    assert problem.kind is kind


def test_somebody_born_on_the_day_is_accepted() -> None:
    assert isinstance(read_identity_number(identity_number(birth="20261123"), on=ON), IdentityNumber)


def test_the_number_tells_birth_sex_and_region_but_not_itself() -> None:
    read = read_identity_number(f" {identity_number(order='013').lower()} ", on=ON)

    assert isinstance(read, IdentityNumber)
    assert (read.birth, read.is_male) == (date(1990, 1, 1), True)
    assert read.region is not None
    assert read.region.name == "海口市"
    assert read.number not in repr(read)
