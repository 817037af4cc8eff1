"""A file is what its content says."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from runwu.core.workbooks import Format, Workbook, open_workbook
from runwu.core.workbooks.book import Row
from runwu.core.workbooks.tests.makers import (
    SheetPlan,
    write_csv,
    write_ods,
    write_openpyxl,
    write_xls,
    write_xlsxwriter,
)

ROWS = (("企业名称", "职工人数"), ("示例甲公司", 46), ("示例乙公司", 7))
PLAN = SheetPlan("在册", ROWS)
WRITERS = {
    "openpyxl": (write_openpyxl, Format.XLSX),
    "xlsxwriter": (write_xlsxwriter, Format.XLSX),
    "xlwt": (write_xls, Format.XLS),
    "odfpy": (write_ods, Format.ODS),
}


def only_sheet(workbook: Workbook) -> list[Row]:
    return list(workbook.sheet(workbook.sheets[0].name).rows())


@pytest.mark.parametrize("name", ["table.xlsx", "table.xlsm", "table.xls", "table.csv", "table.pdf", "table"])
@pytest.mark.parametrize("writer", WRITERS)
def test_a_workbook_is_recognized_whatever_it_is_called(writer: str, name: str, tmp_path: Path) -> None:
    write, expected = WRITERS[writer]

    with open_workbook(write(tmp_path / name, PLAN)) as workbook:
        assert (workbook.format, workbook.sheets[0].name) == (expected, "在册")
        assert only_sheet(workbook) == [(1, ["企业名称", "职工人数"]), (2, ["示例甲公司", 46]), (3, ["示例乙公司", 7])]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_table_is_read_in_every_encoding(encoding: str, delimiter: str, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "table.xls", ROWS, encoding=encoding, delimiter=delimiter)

    with open_workbook(path) as workbook:
        assert workbook.format is Format.CSV
        assert only_sheet(workbook) == [
            (1, ["企业名称", "职工人数"]),
            (2, ["示例甲公司", "46"]),
            (3, ["示例乙公司", "7"]),
        ]


def test_a_text_table_may_name_its_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("sep=|\n企业名称|备注\n示例甲公司|a,b;c\n", encoding="utf-8")

    with open_workbook(path) as workbook:
        assert only_sheet(workbook) == [(1, ["企业名称", "备注"]), (2, ["示例甲公司", "a,b;c"])]


def test_a_quoted_line_break_keeps_the_rows_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "table.csv", [("企业名称", "地址"), ("示例甲公司", "东区\n1 号"), ("示例乙公司", "西区")]
    )

    with open_workbook(path) as workbook:
        assert only_sheet(workbook)[2] == (3, ["示例乙公司", "西区"])


def test_a_stray_quotation_mark_does_not_spoil_a_text_table(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('企业名称,地址\n"示例"甲公司,东区\n', encoding="utf-8")

    with open_workbook(path) as workbook:
        assert only_sheet(workbook)[1] == (2, ["示例甲公司", "东区"])


def test_row_numbers_are_those_of_the_sheet_though_it_starts_further_down(tmp_path: Path) -> None:
    path = write_openpyxl(
        tmp_path / "a.xlsx", SheetPlan("在册", ((), (), (None, None, "企业名称"), (None, None, "示例")))
    )

    with open_workbook(path) as workbook:
        assert only_sheet(workbook)[2:] == [(3, ["", "", "企业名称"]), (4, ["", "", "示例"])]


@pytest.mark.parametrize("write", [write_openpyxl, write_xlsxwriter, write_xls])
def test_dates_that_count_from_1904_are_the_same_dates(write: Callable[..., Path], tmp_path: Path) -> None:
    plan = SheetPlan("在册", (("企业名称", "日期"), ("示例甲公司", dt.date(2024, 6, 1))))
    path = write(tmp_path / "a", plan, date_1904=True)

    with open_workbook(path) as workbook:
        assert workbook.date_1904
        assert only_sheet(workbook)[1] == (2, ["示例甲公司", dt.date(2024, 6, 1)])


def test_a_sheet_can_be_read_twice(tmp_path: Path) -> None:
    with open_workbook(write_xls(tmp_path / "a.xls", PLAN)) as workbook:
        sheet = workbook.sheet("在册")

        assert list(sheet.rows()) == list(sheet.rows())
