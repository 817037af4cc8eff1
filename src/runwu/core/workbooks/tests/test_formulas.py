"""A formula counts by its result; without one it is an error, never an empty cell."""

from pathlib import Path

import pytest

from runwu.core.workbooks.tests.makers import (
    Formula,
    SheetPlan,
    sheet_xml,
    write_ods,
    write_openpyxl,
    write_package,
    write_xls,
    write_xlsxwriter,
)
from runwu.core.workbooks.tests.reading_of import reading_of_file

HEADER = ("企业名称", "职工人数")
WITHOUT = SheetPlan(
    "在册", (HEADER, ("示例甲公司", Formula("40+6")), ("示例乙公司", 7), ("示例丙公司", Formula("1+1")))
)
TEXTS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>企业名称</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>职工人数</t></is></c></row>'
)
NAME = '<c r="A2" t="inlineStr"><is><t>示例甲公司</t></is></c>'


def problems_of(cell: str, folder: Path) -> list[tuple[int, str, str]]:
    path = write_package(folder / "a.xlsx", sheet_xml((TEXTS, f'<row r="2">{NAME}{cell}</row>')))
    return reading_of_file(path).problems()


@pytest.mark.parametrize("suffix", ["openpyxl", "xlsxwriter", "odfpy"])
def test_a_formula_without_result_is_reported_with_its_place(suffix: str, tmp_path: Path) -> None:
    write = {"openpyxl": write_openpyxl, "xlsxwriter": write_xlsxwriter, "odfpy": write_ods}[suffix]

    reading = reading_of_file(write(tmp_path / "a", WITHOUT))

    assert reading.problems() == [(2, "B", "formula_without_value"), (4, "B", "formula_without_value")]
    assert reading.column("staff") == {2: None, 3: 7, 4: None}


def test_a_formula_with_a_result_is_its_result(tmp_path: Path) -> None:
    plan = SheetPlan("在册", (HEADER, ("示例甲公司", Formula("40+6", 46)), (Formula('"示例"', "示例乙公司"), 7)))

    reading = reading_of_file(write_xlsxwriter(tmp_path / "a.xlsx", plan))

    assert (reading.problems(), reading.column("staff")) == ([], {2: 46, 3: 7})
    assert reading.column("name")[3] == "示例乙公司"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('<c r="B2"><f>1+1</f></c>', "formula_without_value"),
        ('<c r="B2"><f>1+1</f><v/></c>', "formula_without_value"),
        ('<c r="B2"><f>1+1</f><v></v></c>', "formula_without_value"),
        ('<c r="B2"><f t="shared" si="0"/></c>', "formula_without_value"),
        ("<c><f>1+1</f></c>", "formula_without_value"),
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "excel_error"),
        ('<c r="B2" t="e"><v>#N/A</v></c>', "excel_error"),
    ],
)
def test_every_way_to_write_no_result_is_seen(cell: str, code: str, tmp_path: Path) -> None:
    assert problems_of(cell, tmp_path) == [(2, "B", code)]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B2"><f>40+6</f><v>46</v></c>',
        '<c r="B2"><f>0</f><v>0</v></c>',
        '<c r="B2" t="str"><f>""</f><v></v></c>',
        '<c r="B2" s="0"/>',
    ],
)
def test_a_result_is_a_result_even_when_it_is_zero_or_an_empty_text(cell: str, tmp_path: Path) -> None:
    assert problems_of(cell, tmp_path) == []


def test_an_old_formula_whose_text_is_missing_is_reported(tmp_path: Path) -> None:
    plan = SheetPlan("在册", (HEADER, ("示例甲公司", Formula("40+6"))))
    data = write_xls(tmp_path / "a.xls", plan).read_bytes()
    empty_text, absent_text = bytes.fromhex("03 0000000000 ffff"), bytes.fromhex("00 0000000000 ffff")
    path = tmp_path / "b.xls"
    path.write_bytes(data.replace(empty_text, absent_text))

    assert reading_of_file(path).problems() == [(2, "B", "formula_without_value")]


def test_an_error_in_an_old_formula_is_reported(tmp_path: Path) -> None:
    plan = SheetPlan("在册", (HEADER, ("示例甲公司", Formula("1/0"))))
    data = write_xls(tmp_path / "a.xls", plan).read_bytes()
    path = tmp_path / "b.xls"
    path.write_bytes(data.replace(bytes.fromhex("03 0000000000 ffff"), bytes.fromhex("02 00 07 000000 ffff")))

    assert reading_of_file(path).problems() == [(2, "B", "excel_error")]


def test_a_row_of_nothing_but_formulas_without_results_is_not_lost(tmp_path: Path) -> None:
    plan = SheetPlan("在册", (HEADER, ("示例甲公司", 46), (Formula("A2"), Formula("B2"))))

    reading = reading_of_file(write_openpyxl(tmp_path / "a.xlsx", plan))

    assert reading.problems() == [(3, "A", "formula_without_value"), (3, "B", "formula_without_value")]
