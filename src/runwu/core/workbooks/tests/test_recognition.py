"""Headings are recognized, proposed, or left to the person."""

import pytest

from runwu.core.workbooks import IGNORED, By, ColumnMapping, ColumnSpec, Heading, normalize_heading, recognize
from runwu.core.workbooks.tests.specs import SPECS


def mapping_of(*headings: str, **remembered: str) -> ColumnMapping:
    return recognize([Heading(index, (text,)) for index, text in enumerate(headings)], SPECS, remembered)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("企业名称", "企业名称"),
        ("企 业　名 称", "企业名称"),
        ("企业\n名称", "企业名称"),
        ("*企业名称", "企业名称"),
        ("企业名称＊（必填）", "企业名称"),
        ("企业名称：", "企业名称"),
        ("职工人数（人）", "职工人数"),
        ("职工人数(单位：人)", "职工人数"),
        ("投产日期【年月日】", "投产日期"),
        ("在产（是/否）", "在产"),
        ("信用代码（18位）", "信用代码"),
        ("ＩＤ号", "id号"),
        ("社保（9月）", "社保(9月)"),
    ],
)
def test_a_heading_is_reduced_to_what_it_means(written: str, meant: str) -> None:
    assert normalize_heading(written) == meant


@pytest.mark.parametrize(
    ("written", "key", "by"),
    [
        ("企业名称", "name", By.NAME),
        ("*单位全称：", "name", By.SYNONYM),
        ("税号/信用代码", "code", By.GUESS),
        ("职工数", "staff", By.GUESS),
        ("备注", None, By.NONE),
        ("", None, By.NONE),
    ],
)
def test_a_heading_is_recognized_by_name_by_synonym_by_likeness_or_not(written: str, key: str | None, by: By) -> None:
    match = mapping_of(written).matches[0]

    assert (match.key, match.by) == (key, by)


def test_a_proposal_is_not_read_before_it_is_confirmed() -> None:
    mapping = mapping_of("企业名称", "职工数")

    assert set(mapping.readable()) == {"name"}
    assert set(mapping.confirm_all().readable()) == {"name", "staff"}


def test_nothing_is_proposed_for_a_key_that_another_column_surely_holds() -> None:
    mapping = mapping_of("企业名称", "企业名称（英文）")

    assert [match.by for match in mapping.matches] == [By.NAME, By.NONE]


def test_a_heading_like_two_columns_alike_is_proposed_for_neither() -> None:
    specs = (ColumnSpec("first", "甲方联系电话"), ColumnSpec("second", "乙方联系电话"))

    mapping = recognize([Heading(0, ("联系电话",))], specs)

    assert mapping.matches[0].by is By.NONE


def test_two_columns_of_one_key_are_for_the_person_to_choose_from() -> None:
    mapping = mapping_of("企业名称", "单位名称", "园区")

    assert [match.heading.letter for match in mapping.conflicts["name"]] == ["A", "B"]
    assert (mapping.ready, set(mapping.readable())) == (False, {"park"})
    assert mapping.assign({"B": IGNORED}).ready


def test_a_required_column_that_is_missing_is_named() -> None:
    mapping = mapping_of("园区", "职工人数")

    assert [spec.key for spec in mapping.missing] == ["name"]


def test_a_choice_is_remembered_and_not_asked_again() -> None:
    first = mapping_of("企业名称", "社保(9月)", "备注").assign({"B": "staff", "C": IGNORED})

    second = mapping_of("企业名称", "社保（9月）", "备注", **first.to_remember())

    assert [match.by for match in second.matches] == [By.NAME, By.REMEMBERED, By.REMEMBERED]
    assert (second.readable()["staff"].letter, second.unrecognized) == ("B", ())


def test_what_was_remembered_for_a_column_that_no_longer_exists_is_forgotten() -> None:
    mapping = mapping_of("企业名称", "老列", 老列="gone")

    assert mapping.matches[1].by is By.NONE


def test_a_remembered_choice_outweighs_a_name() -> None:
    mapping = mapping_of("企业名称", "园区", 园区=IGNORED)

    assert mapping.matches[1].by is By.REMEMBERED
    assert set(mapping.readable()) == {"name"}


def test_a_heading_without_meaning_is_proposed_by_its_values() -> None:
    samples = ("91460000MA5T00001A", "91460000MA5T00002B", "91460000MA5T00003C")

    match = recognize([Heading(0, ("证照",), samples)], SPECS).matches[0]

    assert (match.key, match.by) == ("code", By.GUESS)


@pytest.mark.parametrize(
    ("levels", "by"),
    [
        (("基本情况", "园区"), By.SYNONYM),
        (("职工", "人数"), By.NAME),
        (("规模", "职工人数"), By.NAME),
        (("党员", "园区"), By.GUESS),
    ],
)
def test_the_lower_level_of_a_heading_speaks_for_itself_only_under_a_general_one(
    levels: tuple[str, ...], by: By
) -> None:
    assert recognize([Heading(0, levels)], SPECS).matches[0].by is by


def test_another_unit_in_the_heading_is_asked_about() -> None:
    mapping = mapping_of("企业名称", "注册资本（元）", "职工人数（人）")

    assert [match.by for match in mapping.matches] == [By.NAME, By.GUESS, By.NAME]
    assert [notice.code for notice in mapping.notices] == ["unit_differs"]
