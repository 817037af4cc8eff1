"""The sheet that fits is chosen, and nothing is passed over in silence."""

from collections.abc import Callable
from pathlib import Path

import pytest

from runwu.core.workbooks import WorkbookRefused
from runwu.core.workbooks.tests.makers import SheetPlan, write_ods, write_openpyxl, write_xls
from runwu.core.workbooks.tests.reading_of import reading_of_file

GOOD = (("企业名称", "职工人数", "所属园区"), ("示例甲公司", 46, "东区"))
POOR = (("企业名称", "说法"), ("示例乙公司", "略"))
WRITERS = [write_openpyxl, write_xls, write_ods]


@pytest.mark.parametrize("write", WRITERS)
def test_the_sheet_with_most_known_columns_is_chosen(write: Callable[..., Path], tmp_path: Path) -> None:
    path = write(tmp_path / "a", SheetPlan("一", POOR), SheetPlan("二", GOOD))

    reading = reading_of_file(path)

    assert reading.choice.table.sheet.name == "二"
    assert [notice.code for notice in reading.choice.notices] == ["other_sheets"]
    assert [info.name for info in reading.choice.others] == ["一"]


@pytest.mark.parametrize("write", WRITERS)
def test_a_hidden_sheet_is_left_although_it_fits_better(write: Callable[..., Path], tmp_path: Path) -> None:
    path = write(tmp_path / "a", SheetPlan("明", POOR), SheetPlan("暗", GOOD, hidden=True))

    reading = reading_of_file(path)

    assert reading.choice.table.sheet.name == "明"
    assert "“暗”" in reading.choice.notices[0].happened


def test_the_only_sheet_with_content_is_taken_with_a_notice_although_it_is_hidden(tmp_path: Path) -> None:
    path = write_openpyxl(tmp_path / "a.xlsx", SheetPlan("空", ()), SheetPlan("暗", GOOD, hidden=True))

    reading = reading_of_file(path)

    assert [notice.code for notice in reading.choice.notices] == ["hidden_sheet"]


def test_the_person_may_choose_another_sheet(tmp_path: Path) -> None:
    path = write_openpyxl(tmp_path / "a.xlsx", SheetPlan("一", GOOD), SheetPlan("二", POOR))

    assert reading_of_file(path, sheet="二").column("name") == {2: "示例乙公司"}


def test_a_sheet_that_is_not_there_can_not_be_chosen(tmp_path: Path) -> None:
    path = write_openpyxl(tmp_path / "a.xlsx", SheetPlan("一", GOOD))

    with pytest.raises(WorkbookRefused, match="no_such_sheet"):
        reading_of_file(path, sheet="三")


def test_a_sheet_without_a_table_does_not_keep_another_from_being_read(tmp_path: Path) -> None:
    path = write_openpyxl(tmp_path / "a.xlsx", SheetPlan("封面", (("示例园区",),)), SheetPlan("名册", GOOD))

    assert reading_of_file(path).choice.table.sheet.name == "名册"
