"""Workbooks of exactly what a list shows."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from runwu.core.listing import SheetColumn, SheetKind, write_sheet
from runwu.core.models import AuditEntry, Feedback

site = pytest.mark.urls("runwu.core.tests.listing_site")


@pytest.fixture
def client(db: None) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create(username="tester", display_name="测试员"))
    return client


def opened(content: bytes) -> Worksheet:
    return load_workbook(BytesIO(content)).worksheets[0]


def exported(client: Client, address: str) -> Worksheet:
    return opened(b"".join(client.get(address).streaming_content))  # type: ignore[attr-defined]


def written(columns: list[SheetColumn], rows: list[list[Any]], **words: Any) -> Worksheet:
    file = BytesIO()
    write_sheet(file, columns, rows, **{"title": "清单", **words})
    return opened(file.getvalue())


def suggest(count: int) -> None:
    day = datetime(2026, 1, 1, 1, 30, tzinfo=UTC)
    Feedback.objects.bulk_create(
        Feedback(text=f"意见{i:03}", page="/a" if i % 2 else "/b", answered_at=day if i < 3 else None)
        for i in range(count)
    )


@site
def test_the_export_holds_all_pages_with_the_same_filters_and_order(client: Client) -> None:
    suggest(60)

    sheet = exported(client, "/list?page=%2Fa&sort=-text&export=xlsx")

    texts = [row[0].value for row in sheet.iter_rows(min_row=4)]
    assert texts == [f"意见{i:03}" for i in range(59, 0, -2)]


@site
def test_the_export_puts_rows_without_a_value_last_as_the_page_does(client: Client) -> None:
    suggest(5)

    sheet = exported(client, "/list?sort=-answered_at&export=xlsx")

    texts = [row[0].value for row in sheet.iter_rows(min_row=4)]
    assert texts == ["意见002", "意见001", "意见000", "意见003", "意见004"]


@site
def test_the_export_has_the_columns_of_the_page_mark_filters_and_time(client: Client) -> None:
    suggest(3)

    sheet = exported(client, "/list?page=%2Fb&export=xlsx")

    assert sheet["A1"].value == "意见清单"
    assert str(sheet["A2"].value).startswith("内部资料 · 导出于 20")
    assert str(sheet["A2"].value).endswith("筛选：页面：乙页")
    assert [cell.value for cell in sheet[3]] == ["内容", "页面", "字数", "答复", "答复内容", "答复时间"]
    assert [cell.value for cell in sheet[4]] == [
        "意见000",
        "/b",
        5,
        "已答复",
        None,
        datetime.fromisoformat("2026-01-01T09:30"),
    ]
    assert sheet.freeze_panes == "A4"


@site
def test_an_export_is_written_into_the_audit_log_without_filter_values(client: Client) -> None:
    suggest(4)

    exported(client, "/list?q=意见&page=%2Fa&export=xlsx")

    entry = AuditEntry.objects.get(action="core.list.exported")
    assert entry.extra == {"name": "core.feedback", "filters": ["q", "page"], "order": "text"}


@site
def test_who_may_not_export_sees_no_button_and_gets_no_file(client: Client) -> None:
    suggest(3)

    page = client.get("/capped").content.decode()
    response = client.get("/capped?export=xlsx")

    assert "export=xlsx" not in page
    assert response.status_code == 403
    assert not AuditEntry.objects.filter(action="core.list.exported").exists()


@site
def test_an_export_with_unreadable_filters_gives_no_file(client: Client) -> None:
    suggest(3)

    response = client.get("/list?page=nowhere&export=xlsx")

    assert response.status_code == 422


@site
def test_the_file_bears_title_and_day(client: Client) -> None:
    suggest(1)

    response = client.get("/list?export=xlsx")

    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E6%84%8F%E8%A7%81")
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "{=A1}", "http://example.org", "mailto:a", "007", "1E5", "=HYPERLINK(1)"]
)
def test_text_never_becomes_a_formula_a_link_or_a_number(text: str) -> None:
    sheet = written([SheetColumn("代码")], [[text]], title="=A1", note="=B1")

    assert (sheet["A4"].value, sheet["A4"].data_type, sheet["A4"].hyperlink) == (text, "s", None)
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("=A1", "s")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (12, 12),
        (0, 0),
        (Decimal("1.25"), 1.25),
        (123456789012345678, "123456789012345678"),
        (float("nan"), "nan"),
        ("12", "12"),
        (None, None),
    ],
)
def test_a_number_column_keeps_every_digit(value: Any, expected: Any) -> None:
    sheet = written([SheetColumn("人数", SheetKind.NUMBER)], [[value]])

    assert sheet["A4"].value == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2026, 3, 1), datetime.fromisoformat("2026-03-01")),
        (datetime.fromisoformat("2026-03-01T08:05"), datetime.fromisoformat("2026-03-01T08:05")),
        (date(1899, 1, 2), "1899-01-02"),
        ("不详", "不详"),
    ],
)
def test_a_date_column_holds_dates(value: Any, expected: Any) -> None:
    sheet = written([SheetColumn("日期", SheetKind.DATE)], [[value]])

    assert sheet["A4"].value == expected


def test_a_text_that_no_cell_can_hold_is_cut_and_says_so() -> None:
    sheet = written([SheetColumn("内容")], [["长" * 40_000]])

    value = str(sheet["A4"].value)
    assert len(value) == 32_767
    assert value.endswith("……（过长，已截断）")


def test_a_sheet_without_rows_has_its_headings() -> None:
    sheet = written([SheetColumn("甲"), SheetColumn("乙")], [], title="一/二[三]" + "长" * 40, mark="工作秘密")

    assert [cell.value for cell in sheet[3]] == ["甲", "乙"]
    assert sheet.title == "一二三" + "长" * 28
    assert "工作秘密" in str(sheet.oddHeader.left.text)
