"""Rows written at once read back as they were, whatever stands in their cells."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from runwu.core.listing import SheetColumn, SheetKind, write_sheet

COLUMNS = (SheetColumn("文字"), SheetColumn("数", SheetKind.NUMBER), SheetColumn("日期", SheetKind.DATE))


def written(*rows: tuple[Any, Any, Any]) -> BytesIO:
    """Return a workbook of rows."""
    target = BytesIO()
    write_sheet(target, COLUMNS, rows, title="清单")
    target.seek(0)
    return target


@pytest.mark.parametrize("text", ["示例 & <电子>", " 前后有空格 ", "第一行\n第二行", "=1+1", "0012", "“引号” 'x'"])
def test_text_stays_as_it_is(text: str) -> None:
    file = written((text, None, None))

    assert load_workbook(file).active["A4"].value == text


def test_figures_and_days_are_figures_and_days() -> None:
    file = written(("甲", Decimal("12.50"), date(2026, 11, 20)), ("乙", 7, datetime(2026, 11, 20, 8, 30, tzinfo=UTC)))

    sheet = load_workbook(file).active
    assert [(row[1].value, row[2].value) for row in sheet["A4:C5"]] == [
        (12.5, datetime(2026, 11, 20)),  # noqa: DTZ001 -- spreadsheets know no time zones
        (7, datetime(2026, 11, 20, 8, 30)),  # noqa: DTZ001
    ]


def test_what_is_no_figure_and_no_day_is_told_as_text() -> None:
    file = written((None, 10**16, date(1899, 1, 1)), ("", True, "不详"))

    rows = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    assert rows[3:] == [["", "10000000000000000", "1899-01-01"], ["", "True", "不详"]]


def test_the_filter_reaches_to_the_last_row() -> None:
    file = written(*(("甲", number, None) for number in range(30)))

    sheet = load_workbook(file).active
    assert (sheet.auto_filter.ref, sheet.dimensions, sheet["B33"].value) == ("A3:C33", "A1:C33", 29)
