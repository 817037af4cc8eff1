"""Credit codes: both check characters, every registering department, and nothing guessed."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from runwu.rules.identifiers import CreditCode, Problem, ProblemKind, read_credit_code
from runwu.rules.tests.codes import ALPHABET, credit_code

GOOD = credit_code()
quick = settings(database=None, deadline=None, max_examples=200)
codes = st.builds(
    credit_code,
    head=st.tuples(st.sampled_from("123456789ANY"), st.sampled_from("1239")).map("".join),
    region=st.integers(100000, 829999).map(str),
    body=st.text(ALPHABET, min_size=8, max_size=8),
)


@quick
@given(code=codes)
def test_every_completed_code_is_read(code: str) -> None:
    assert read_credit_code(code) == CreditCode(code)


@quick
@given(code=codes, place=st.integers(0, 17), other=st.sampled_from(ALPHABET))
def test_any_changed_character_is_refused(code: str, place: int, other: str) -> None:
    assume(code[place] != other)

    assert isinstance(read_credit_code(code[:place] + other + code[place + 1 :]), Problem)


@quick
@given(code=codes, place=st.integers(0, 16))
def test_any_two_swapped_neighbours_are_refused(code: str, place: int) -> None:
    assume(code[place] != code[place + 1])
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    assert isinstance(read_credit_code(swapped), Problem)


@quick
@given(value=st.text() | st.floats() | st.integers() | st.none())
def test_whatever_a_cell_holds_gets_an_answer(value: object) -> None:
    assert isinstance(read_credit_code(value), Problem)


@pytest.mark.parametrize(
    "typed",
    [
        GOOD.lower(),
        f" {GOOD} ",
        f"{GOOD[:2]}-{GOOD[2:8]}-{GOOD[8:]}",
        f"'{GOOD}",
        f"{GOOD[:9]}\u200b\n{GOOD[9:]}",
        GOOD.translate({ord(letter): ord(letter) + 0xFEE0 for letter in ALPHABET}),
    ],
)
def test_separators_lower_case_and_full_width_are_cleaned(typed: str) -> None:
    assert read_credit_code(typed) == CreditCode(GOOD)


@pytest.mark.parametrize("head", ["A1", "N1", "N2", "N3", "Y1", "12", "51"])
def test_bodies_of_every_registering_department_pass(head: str) -> None:
    read = read_credit_code(credit_code(head=head))

    assert isinstance(read, CreditCode)
    assert read.authority


@pytest.mark.parametrize("damaged", [9.146e17, "9.146E+17", "9.14601e17", " 9.146E+17 ", float("9.1460100e17")])
def test_scientific_notation_is_reported_and_not_guessed(damaged: object) -> None:
    problem = read_credit_code(damaged)

    assert isinstance(problem, Problem)
    assert problem.kind is ProblemKind.DAMAGED
    assert "无法推算" in problem.happened


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        (None, ProblemKind.EMPTY),
        ("  ", ProblemKind.EMPTY),
        (GOOD[:-1], ProblemKind.LENGTH),
        (GOOD + "0", ProblemKind.LENGTH),
        ("460100000000001", ProblemKind.OUTDATED),
        (GOOD[:-1] + "I", ProblemKind.CHARACTERS),
        (GOOD[:4] + "A" + GOOD[5:], ProblemKind.CHARACTERS),
        (float("nan"), ProblemKind.LENGTH),
        (float("inf"), ProblemKind.LENGTH),
    ],
)
def test_each_kind_of_mistake_has_its_own_message(typed: object, kind: ProblemKind) -> None:
    problem = read_credit_code(typed)

    assert isinstance(problem, Problem)
    assert problem.kind is kind


def test_the_message_is_the_same_whatever_the_right_character_is() -> None:
    problems = [read_credit_code(GOOD[:-1] + other) for other in ALPHABET]

    assert {problem.happened for problem in problems if isinstance(problem, Problem)} == {
        "统一社会信用代码的校验不通过，至少有一位填错"
    }
    assert len({str(problem) for problem in problems if isinstance(problem, Problem)}) == 1


def test_a_code_that_only_fits_the_last_check_is_refused() -> None:
    seventeen = GOOD[:16] + ("1" if GOOD[16] != "1" else "2")
    total = sum(pow(3, place, 31) * ALPHABET.index(character) for place, character in enumerate(seventeen))

    assert isinstance(read_credit_code(seventeen + ALPHABET[-total % 31]), Problem)


def test_a_code_tells_its_parts() -> None:
    read = CreditCode(credit_code(region="511903"))

    assert (read.authority, read.kind, read.subject_code[:8]) == ("市场监管", "企业", "MA5T0000")
    assert read.region is not None
    assert read.region.name == "恩阳区"


def test_a_nationally_registered_body_has_no_region() -> None:
    read = CreditCode(credit_code(region="100000"))

    assert read.is_national
    assert read.region is None
