"""Text is tidied, codes keep every character, and what Excel lost is not guessed."""

from typing import Any

import pytest

from runwu.core.workbooks import Cell, ColumnSpec, Kind, Severity, cell_reader
from runwu.core.workbooks.values import WITHOUT_VALUE, excel_error

READ_TEXT = cell_reader(ColumnSpec("name", "企业名称"))
READ_CODE = cell_reader(ColumnSpec("code", "信用代码", kind=Kind.CODE))
READ_PERSON = cell_reader(ColumnSpec("name", "姓名", person=True))


def codes(cell: Cell) -> list[str]:
    return [problem.code for problem in cell.problems]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("示　小满", "示小满"),
        (" 示 满 ", "示满"),
        ("示\u00a0 小 满", "示小满"),
        ("Ann Example", "Ann Example"),
        ("示例·示 例", "示例·示例"),
        ("　", None),
    ],
)
def test_blanks_that_pad_a_name_go_and_those_of_latin_names_stay(raw: str, value: str | None) -> None:
    assert READ_PERSON(raw) == Cell(value)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("示例甲公司", "示例甲公司"),
        ("　示例甲公司\u00a0", "示例甲公司"),
        ("示例\u200b甲\ufeff公司", "示例甲公司"),
        ("示例甲\r\n公司", "示例甲公司"),
        ("示例甲_x000D_\n公司", "示例甲公司"),
        ("Example\nLtd", "Example Ltd"),
        ("Ａ座１层", "Ａ座１层"),
        (46.0, "46"),
        (46.5, "46.5"),
        (True, "TRUE"),
        ("无", "无"),
        ("—", None),
        ("/", None),
        ("  ", None),
        ("", None),
    ],
)
def test_text_is_trimmed_and_otherwise_left_alone(raw: Any, value: str | None) -> None:
    assert READ_TEXT(raw) == Cell(value)


@pytest.mark.parametrize(
    ("raw", "value", "problems"),
    [
        ("91460000MA5T00001A", "91460000MA5T00001A", []),
        ("91460000ma5t00001a", "91460000MA5T00001A", []),
        ("9146 0000 MA5T 0000 1A", "91460000MA5T00001A", []),
        ("９１４６００００", "91460000", ["full_width"]),
        ("'0012", "0012", []),
        ('="0012"', "0012", []),
        ("0898-66660000", "0898-66660000", []),
        (13800000000.0, "13800000000", []),
        (4601, "4601", []),
        (9.146e17, None, ["digits_lost"]),
        (914600001234567000, None, ["digits_lost"]),
        ("9.146E+17", None, ["digits_lost"]),
        ("9.14600001234567e17", None, ["digits_lost"]),
        ("914600001234567000", "914600001234567000", ["digits_lost_suspected"]),
        ("示例", None, ["not_a_code"]),
        (46.5, None, ["not_a_code"]),
        (True, None, ["not_a_code"]),
        ("不详", None, []),
        ("—", None, []),
    ],
)
def test_a_code_keeps_its_characters_or_says_that_they_are_lost(
    raw: Any, value: str | None, problems: list[str]
) -> None:
    cell = READ_CODE(raw)

    assert (cell.value, codes(cell)) == (value, problems)


def test_lost_digits_are_shown_as_the_sheet_shows_them() -> None:
    problem = READ_CODE(9.146e17).problems[0]

    assert (problem.severity, problem.happened) == (
        Severity.ERROR,
        "单元格是 9.146E+17，Excel 已丢掉后几位，不能猜回。",
    )


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("raw", [excel_error("#REF!"), "#REF!", "#N/A", "Err:502"])
def test_an_error_in_a_cell_is_an_error_in_every_kind_of_column(raw: Any, kind: Kind) -> None:
    assert codes(cell_reader(ColumnSpec("k", "列", kind=kind))(raw)) == ["excel_error"]


@pytest.mark.parametrize("kind", Kind)
def test_a_formula_without_result_is_an_error_in_every_kind_of_column(kind: Kind) -> None:
    assert codes(cell_reader(ColumnSpec("k", "列", kind=kind))(WITHOUT_VALUE)) == ["formula_without_value"]


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("raw", ["", " ", "—"])
def test_a_required_cell_that_says_nothing_is_an_error(raw: str, kind: Kind) -> None:
    assert codes(cell_reader(ColumnSpec("k", "列", kind=kind, required=True))(raw)) == ["required"]
