"""Rows that are no data are skipped with a reason, and rows that are data are never skipped."""

from pathlib import Path
from typing import Any

import pytest

from runwu.core.workbooks.messages import SKIPS
from runwu.core.workbooks.tests.makers import Formula
from runwu.core.workbooks.tests.reading_of import reading_of

HEADER = ("序号", "企业名称", "所属园区", "职工人数", "注册资本")
ROW = (1, "示例甲公司", "东区", 46, 500)


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ("subtotal", ("小计", None, None, 46, 500)),
        ("subtotal", ("合　计", None, None, 46, 500)),
        ("subtotal", (None, "东区小计：", None, 46, 500)),
        ("subtotal", ("总计（2家）", None, None, "46人", "500")),
        ("subtotal", ("小计", None, None, Formula("SUM(D2:D2)"), Formula("SUM(E2:E2)"))),
        ("subtotal", ("东区小计", None, None, Formula("SUM(D2:D2)"), None)),
        ("subtotal", (3, "合计", "见附表", "另报", Formula("SUM(E2:E2)"))),
        ("note", ("填表人：甲某", None, None, "审核人：乙某", None)),
        ("note", ("备注：只列在册企业", None, None, None, None)),
        ("note", ("注1：只列在册企业", None, None, None, None)),
        ("note", ("以上共 12 家企业", None, None, None, None)),
        ("note", ("单位负责人（签字）：", None, None, None, None)),
        ("section", ("一、制造业", None, None, None, None)),
        ("section", ("（二）服务业", None, None, None, None)),
        ("blank", (None, " ", "　", None, None)),
        ("only_serial", (2, None, None, None, None)),
        ("repeated_header", HEADER),
    ],
)
def test_a_row_that_is_no_data_is_skipped_with_its_reason(code: str, row: tuple[Any, ...], tmp_path: Path) -> None:
    reading = reading_of(tmp_path, HEADER, ROW, row, (3, "示例乙公司", "西区", 7, 30))

    assert (reading.reasons, list(reading.column("name"))) == ({3: code}, [2, 4])
    assert reading.skipped[0].reason == SKIPS[code]


@pytest.mark.parametrize(
    "row",
    [
        (2, "示例合计科技有限公司", "东区", 46, 500),
        (2, "示例会计师事务所", "东区", 46, 500),
        (2, "示例设计：院", "东区", 46, 500),
        (None, "示例乙公司", None, None, None),
        (2, "示例说明书印刷厂", None, None, None),
        (None, None, None, 46, None),
        (2, "企业名称", "不详", 46, None),
        (2, "例", "东区", 46, 500),
    ],
)
def test_a_row_of_data_is_not_taken_for_something_else(row: tuple[Any, ...], tmp_path: Path) -> None:
    reading = reading_of(tmp_path, HEADER, ROW, row)

    assert (reading.reasons, list(reading.column("name"))) == ({}, [2, 3])


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ("column_numbers", (1, 2, 3, 4, 5)),
        ("column_numbers", ("甲", "乙", "丙", 1, 2)),
        ("example", ("示例", "某某公司", "东区", 10, 10)),
    ],
)
def test_what_explains_the_header_is_skipped_right_below_it(code: str, row: tuple[Any, ...], tmp_path: Path) -> None:
    reading = reading_of(tmp_path, HEADER, row, ROW)

    assert reading.reasons == {2: code}


def test_a_page_copied_below_another_is_read_on(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path, ("企业台账",), HEADER, ROW, (), ("企业台账",), HEADER, (2, "示例乙公司", "西区", 7, 30)
    )

    assert reading.reasons == {4: "blank", 5: "title", 6: "repeated_header"}
    assert list(reading.column("name")) == [3, 7]


def test_lines_below_a_note_belong_to_it_until_data_comes_again(tmp_path: Path) -> None:
    rows = (
        HEADER,
        ROW,
        ("说明：",),
        ("按社保口径填",),
        (),
        ("另附说明书",),
        (2, "示例乙公司", "西区", 7, 30),
        ("孤行",),
    )

    reading = reading_of(tmp_path, *rows)

    assert reading.reasons == {3: "note", 4: "note", 5: "blank", 6: "note"}
    assert list(reading.column("name")) == [2, 7, 8]


def test_blank_rows_in_a_row_are_one_entry(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, HEADER, ROW, (), (), (), ROW)

    assert [(row.number, row.last) for row in reading.skipped] == [(3, 5)]


def test_a_long_text_merged_across_is_a_note_and_a_short_one_a_section(tmp_path: Path) -> None:
    rows = (HEADER, ("东区企业",), ROW, ("本表由园区办公室根据各企业申报材料汇总，仅供内部核对使用，不作其他用途",))

    reading = reading_of(tmp_path, *rows, merges=("A2:E2", "A4:E4"))

    assert reading.reasons == {2: "section", 4: "note"}


def test_a_value_merged_down_counts_for_every_row_it_covers(tmp_path: Path) -> None:
    rows = (
        HEADER,
        ROW,
        (2, "示例乙公司", None, 7, 1),
        (),
        (4, "示例丙公司", None, 8, 1),
        (5, "示例丁公司", None, 9, 1),
    )

    reading = reading_of(tmp_path, *rows, merges=("C2:C5",))

    assert reading.column("park") == {2: "东区", 3: "东区", 5: "东区", 6: None}
    assert reading.reasons == {4: "blank"}


def test_an_empty_cell_below_a_value_stays_empty_when_nothing_is_merged(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, HEADER, ROW, (2, "示例乙公司", None, 7, 1))

    assert reading.column("park") == {2: "东区", 3: None}
