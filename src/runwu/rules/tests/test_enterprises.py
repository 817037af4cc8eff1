"""Every limit of the size table, from one below to the limit itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runwu.rules.enterprises import (
    EnterpriseFigures,
    ScaleGroup,
    SizeClass,
    SizeGroup,
    is_above_scale,
    scale_group_of,
    size_class,
    size_group_of,
)
from runwu.rules.errors import RuleInputError
from runwu.rules.identifiers import Industry, read_industry
from runwu.rules.rulebook import Rulebook

BOOK = Rulebook(on=date(2026, 11, 23))
PLENTY = {"X": 10**7, "Y": 10**7, "Z": 10**7}
LIMITS = [
    (group, column, size, int(limit))
    for group in SizeGroup
    for row in BOOK.names(group.key)
    for column, limits in [row.split()]
    for size, limit in zip(
        (SizeClass.LARGE, SizeClass.MEDIUM, SizeClass.SMALL), limits.split("/"), strict=True
    )
]  # fmt: skip


def sized(group: SizeGroup, **columns: int) -> SizeClass | None:
    """Ask for the class with every other figure far above the limits."""
    figures = PLENTY | columns
    asked = EnterpriseFigures(staff=figures["X"], revenue=Decimal(figures["Y"]), assets=Decimal(figures["Z"]))
    return size_class(group, asked, book=BOOK).size


@pytest.mark.parametrize(("group", "column", "size", "limit"), LIMITS)
def test_a_limit_itself_belongs_to_the_class_and_one_less_does_not(
    group: SizeGroup, column: str, size: SizeClass, limit: int
) -> None:
    assert sized(group, **{column: limit}) == size
    assert sized(group, **{column: limit - 1}) == size - 1


@pytest.mark.parametrize(
    ("code", "size_group", "scale_group"),
    [
        ("A", "agriculture", None),
        ("C3912", "industry", "industry"),
        ("C", "industry", "industry"),
        ("4710", "construction", "construction"),
        ("5310", None, "services_upper"),
        ("5910", "transport", "services_upper"),
        ("6020", "post", "services_upper"),
        ("I", None, "services_upper"),
        ("7010", "real_estate_development", "real_estate_development"),
        ("K", None, None),
        ("7040", None, "services_middle"),
        ("6620", None, None),
        ("8300", None, "services_middle"),
        ("8520", "other", "services_lower"),
        ("91", None, None),
    ],
)
def test_a_code_falls_into_its_groups(code: str, size_group: str | None, scale_group: str | None) -> None:
    industry = read_industry(code)

    assert isinstance(industry, Industry)
    assert size_group_of(industry, book=BOOK) == size_group
    assert scale_group_of(industry, book=BOOK) == scale_group


@pytest.mark.parametrize(("on", "above"), [(date(2010, 12, 31), True), (date(2011, 1, 1), False)])
def test_the_old_limit_of_industry_ended_with_2010(on: date, above: bool) -> None:
    assert is_above_scale(ScaleGroup.INDUSTRY, revenue=Decimal(1999), book=Rulebook(on=on)).above is above


@pytest.mark.parametrize("figures", [{"staff": -1}, {"revenue": Decimal(-1)}, {"assets": Decimal("NaN")}])
def test_an_impossible_figure_is_refused(figures: dict[str, int | Decimal]) -> None:
    with pytest.raises(RuleInputError, match="填成了"):
        EnterpriseFigures(**figures)  # type: ignore[arg-type]


@settings(database=None, deadline=None, max_examples=100)
@given(
    group=st.sampled_from(SizeGroup),
    staff=st.integers(0, 3000),
    revenue=st.integers(0, 300000),
    assets=st.integers(0, 200000),
    more=st.integers(0, 3000),
)
def test_more_staff_never_makes_an_enterprise_smaller(
    group: SizeGroup, staff: int, revenue: int, assets: int, more: int
) -> None:
    smaller = sized(group, X=staff, Y=revenue, Z=assets)
    larger = sized(group, X=staff + more, Y=revenue, Z=assets)

    assert smaller is not None
    assert larger is not None
    assert larger >= smaller
