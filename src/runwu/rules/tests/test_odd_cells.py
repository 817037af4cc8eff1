"""Whatever a cell holds, a reader of codes answers with a value or a problem, and never raises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runwu.rules.identifiers import (
    Problem,
    find_region,
    province_of,
    read_credit_code,
    read_identity_number,
    read_industry,
    read_mobile_number,
    regions_of,
)

TODAY = date(2026, 11, 23)
READERS: list[Callable[[object], object]] = [
    read_credit_code,
    lambda cell: read_identity_number(cell, on=TODAY),
    read_industry,
    read_mobile_number,
]
digits = st.text("0123456789０１２３XxＸ -/", min_size=9, max_size=20)
cells = (
    st.text() | digits | st.integers() | st.floats() | st.decimals() | st.booleans() | st.binary() | st.dates()
    | st.none() | st.lists(st.integers())
)  # fmt: skip


@pytest.mark.parametrize("reader", READERS)
@settings(database=None, deadline=None, max_examples=100)
@given(cell=cells)
def test_a_reader_answers_whatever_the_cell_holds(reader: Callable[[object], object], cell: Any) -> None:
    answer = reader(cell)

    assert not isinstance(answer, Problem) or (answer.happened and answer.rule and answer.now)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "cell",
    [Decimal("sNaN"), Decimal("Infinity"), Decimal("1E+9999"), float("nan"), 10**5000],
    ids=["signaling", "infinite", "long", "nan", "huge"],
)
def test_numbers_that_are_none_are_problems(reader: Callable[[object], object], cell: object) -> None:
    assert isinstance(reader(cell), Problem)


@settings(database=None, deadline=None, max_examples=100)
@given(code=st.text(max_size=8) | st.from_regex(r"[0-9]{0,7}", fullmatch=True))
def test_a_region_is_found_or_not(code: str) -> None:
    region = find_region(code)

    assert region is None or region.province == province_of(code)
    assert all(found.code.startswith(code) for found in regions_of(code, on=TODAY))
