"""National values give way to the province's, and these to the park's, where they may."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from runwu.rules import Force, Override, OverrideError, ParameterSet, Rulebook, RuleInputError, Sure, load_parameters
from runwu.rules.formation import JointUnit, MemberCounts, may_form_joint_branch
from runwu.rules.rulebook import Level
from runwu.rules.tests.test_parameters import parameter, tables, value

ON = date(2026, 11, 23)
SIX = Override(key="formation.joint_max_units", value=6, valid_from=date(2026, 1, 1), document="示例园区〔2026〕1号")


@pytest.fixture
def parameters() -> ParameterSet:
    """Build a soft national value with a province's beside it."""
    local = parameter(value(value=7, from_=date(2022, 1, 1), sure="local"), force="generally")
    national = parameter(value(), force="generally")
    return load_parameters(tables(national, hainan=[{"topic": "示例", "parameter": [local]}]))


@pytest.mark.parametrize(
    ("place", "on", "expected"),
    [
        ("", ON, (3, Level.NATIONAL)),
        ("hainan", ON, (7, Level.PROVINCE)),
        ("460100", ON, (7, Level.PROVINCE)),
        ("sichuan", ON, (3, Level.NATIONAL)),
        ("511903", ON, (3, Level.NATIONAL)),
        ("hainan", date(2021, 12, 31), (3, Level.NATIONAL)),
    ],
)
def test_a_province_sets_its_own_value_from_its_date_on(
    parameters: ParameterSet, place: str, on: date, expected: tuple[int, Level]
) -> None:
    found = Rulebook(on=on, place=place, parameters=parameters).parameter("a.b")

    assert (found.value, found.level) == expected


def test_a_park_replaces_the_provinces_value_and_shows_what_lies_beneath(parameters: ParameterSet) -> None:
    override = Override(key="a.b", value=9, valid_from=ON, document="示例园区办法", article="第二条")

    found = Rulebook(on=ON, place="hainan", overrides=(override,), parameters=parameters).parameter("a.b")

    assert (found.value, found.level, found.source.chip, found.source.sure) == (
        9,
        Level.PARK,
        "示例园区办法 第二条",
        Sure.LOCAL,
    )
    assert found.beneath is not None
    assert (found.beneath.value, found.beneath.level) == (7, Level.PROVINCE)


def test_a_park_override_changes_verdict_and_chip() -> None:
    units = [JointUnit(name=f"示例{number}厂", members=MemberCounts(full=1)) for number in range(6)]

    national = may_form_joint_branch(units, book=Rulebook(on=ON))
    park = may_form_joint_branch(units, book=Rulebook(on=ON, overrides=(SIX,)))

    assert (national.outcome, national.arithmetic[0]) == ("advised", "单位 6 家 > 5 家")
    assert (park.outcome, park.chips[-1]) == ("allowed", "示例园区〔2026〕1号")


def test_an_override_rests_before_its_first_and_after_its_last_day() -> None:
    override = Override(
        key=SIX.key, value=6, valid_from=date(2026, 1, 1), valid_to=date(2026, 6, 30), document="示例园区〔2026〕1号"
    )

    values = [
        Rulebook(on=on, overrides=(override,)).value(SIX.key)
        for on in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1))
    ]

    assert values == [5, 6, 6, 5]


@pytest.mark.parametrize(
    ("key", "set_to", "document", "message"),
    [
        ("formation.min_full_members", 2, "示例文件", "硬性规定"),
        ("formation.joint_min_full_members", 2, "示例文件", "硬性规定"),
        ("formation.joint_max_units", 6, " ", "没有写明依据"),
        ("formation.joint_max_units", "六", "示例文件", "类型不对"),
        ("formation.joint_max_units", True, "示例文件", "类型不对"),
        ("formation.joint_max_units", 1, "示例文件", "低于 2"),
        ("privacy.small_cell", 4, "示例文件", "低于 5"),
        ("privacy.raw_file_days", 8, "示例文件", "高于 7"),
        ("privacy.masked_fields", (), "示例文件", "硬性规定"),
    ],
)
def test_an_override_that_may_not_stand_is_refused(key: str, set_to: int | str, document: str, message: str) -> None:
    override = Override(key=key, value=set_to, valid_from=ON, document=document)

    with pytest.raises(OverrideError, match=message):
        Rulebook(on=ON, overrides=(override,))


def test_the_error_says_what_happened_by_which_rule_and_what_to_do() -> None:
    with pytest.raises(OverrideError) as caught:
        Rulebook(on=ON, overrides=(Override(key="membership.min_age", value=16, valid_from=ON, document="示例文件"),))

    assert caught.value.happened == "“申请入党的年龄”属于硬性规定，园区不能改"
    assert caught.value.rule == "园区只能改一般性、地方性或待核的规定，并写明文件"
    assert caught.value.now.startswith("按全国规定执行")


@pytest.mark.parametrize("place", ["atlantis", "990000", "4601", "46010a"])
def test_an_unknown_place_is_refused(place: str) -> None:
    with pytest.raises(RuleInputError, match="不认识的地区"):
        Rulebook(on=ON, place=place)


def test_a_value_of_the_wrong_type_is_refused(book: Rulebook) -> None:
    with pytest.raises(RuleInputError, match="不是整数"):
        book.number("coverage.catch_all_counts")
    with pytest.raises(RuleInputError, match="不是文字列表"):
        book.names("formation.min_full_members")


def test_the_chip_of_the_unread_number_is_soft(book: Rulebook) -> None:
    assert book.source("formation.min_full_members").firm
    assert not book.source("formation.joint_max_units").firm
    assert not book.source("branch_size.committee_min_full_members").firm
    assert book.parameter("formation.joint_max_units").force is Force.GENERALLY


def test_equal_rulebooks_are_equal(book: Rulebook) -> None:
    book.value("formation.min_full_members")

    assert book == Rulebook(on=book.on)
    assert hash(book) == hash(Rulebook(on=book.on))


@pytest.mark.parametrize("on", [datetime(2026, 11, 23, 8), "2026-11-23", None])  # noqa: DTZ001
def test_a_rulebook_is_of_a_day(on: Any) -> None:
    with pytest.raises(RuleInputError, match="不是一个日期"):
        Rulebook(on=on)
