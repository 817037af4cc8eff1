"""Pages of imports in every state: refused, to be mapped, with mistakes, given up; accessible in all of them."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import axe
from tests.browser.installation import Installation
from tests.browser.pages.importing import Import
from tests.browser.visitors import Visitors
from tests.browser.workbooks import write_ledger, write_register
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("places")]


def open_upload(visitors: Visitors, town: Installation) -> Page:
    """Open the page that takes an enterprise workbook."""
    page = visitors.open(town, "officer", PASSWORD)
    page.goto("/imports/new/enterprises")
    return page


@pytest.mark.smoke
def test_a_file_that_is_no_workbook_is_refused_in_words(visitors: Visitors, town: Installation, tmp_path: Path) -> None:
    file = tmp_path / "企业台账.xlsx"
    file.write_bytes(b"%PDF-1.7 not a workbook at all")
    page = open_upload(visitors, town)

    page.get_by_label("工作簿").set_input_files(file)
    page.get_by_role("button", name="上传并读取").click()

    expect(page.get_by_text("现在可以做").first).to_be_visible(timeout=60_000)
    assert axe(page) == []


def test_an_upload_without_a_file_names_the_field(visitors: Visitors, town: Installation) -> None:
    page = open_upload(visitors, town)
    page.locator("main input[type=file]").evaluate("input => { input.required = false }")

    page.get_by_role("button", name="上传并读取").click()

    expect(page.locator("input[type=file][aria-invalid=true]")).to_be_visible()
    assert axe(page) == []


def test_a_report_with_mistakes_and_an_unknown_column_is_accessible(
    visitors: Visitors, town: Installation, tmp_path: Path
) -> None:
    page = visitors.open(town, "officer", PASSWORD)
    report = Import(page).upload("企业台账", write_ledger(tmp_path))
    assert axe(page) == []

    report.row("示例谷雨模具").get_by_role("link", name="看这一行").click()
    assert axe(page) == []


def test_the_page_of_all_columns_is_accessible_and_giving_up_clears_all(
    visitors: Visitors, town: Installation, tmp_path: Path
) -> None:
    page = visitors.open(town, "officer", PASSWORD)
    Import(page).upload("党员名册", write_register(tmp_path))
    report = page.url

    page.goto(f"{report.partition('?')[0]}/columns")
    assert axe(page) == []
    page.goto(report)
    page.get_by_role("link", name="放弃这次导入").click()
    assert axe(page) == []
    page.locator("main form button[type=submit]").first.click()

    expect(page.get_by_text("已放弃这次导入")).to_be_visible()
    page.goto(report)
    expect(page.get_by_text("什么都没有写入")).to_be_visible()
    assert axe(page) == []
