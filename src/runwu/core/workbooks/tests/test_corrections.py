"""The rows to correct go out as a workbook that can come back."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from runwu.core.workbooks import EXPLANATION, Correction, write_corrections
from runwu.core.workbooks.tests.reading_of import reading_of_file

HEADINGS = ("企业名称", "统一社会信用代码", "职工人数")
ROWS = (
    Correction(31, ("示例甲公司", "000123456789012345", "4.6"), ("“4.6”带小数。", "请填整数。")),
    Correction(88, ("=1+1", "", "46"), ("没有填代码。",)),
)


def test_every_cell_is_text_with_its_digits_and_the_explanation_stands_last(tmp_path: Path) -> None:
    count = write_corrections(tmp_path / "a.xlsx", HEADINGS, ROWS)

    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]

    assert count == 2
    assert cells == [
        [*HEADINGS, EXPLANATION],
        ["示例甲公司", "000123456789012345", "4.6", "原第 31 行：“4.6”带小数。 请填整数。"],
        ["=1+1", None, "46", "原第 88 行：没有填代码。"],
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")', "{=1}", "https://example.org", "0012"]
)
def test_no_text_becomes_a_formula_or_a_link(text: str, tmp_path: Path) -> None:
    write_corrections(tmp_path / "a.xlsx", ("企业名称",), [Correction(2, (text,), ("错",))])

    with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx").active["A2"]

    assert (b"<f>" in sheet, b"<hyperlink" in sheet) == (False, False)
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


def test_the_workbook_can_be_imported_again(tmp_path: Path) -> None:
    write_corrections(tmp_path / "a.xlsx", HEADINGS, ROWS)

    reading = reading_of_file(tmp_path / "a.xlsx")

    assert reading.mapping.ready
    assert reading.column("code") == {2: "000123456789012345", 3: None}


def test_a_workbook_without_rows_to_correct_has_its_header(tmp_path: Path) -> None:
    assert write_corrections(tmp_path / "a.xlsx", HEADINGS, []) == 0
