"""Signing in, filtering a list and exporting it by keyboard alone."""

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.installation import Installation
from tests.browser.pages.keys import tab_and_press, tab_and_type, tab_to
from tests.browser.visitors import Visitors
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("places")]


@pytest.mark.smoke
def test_a_list_is_filtered_and_exported_by_keyboard_alone(
    visitors: Visitors, town: Installation, tmp_path: Path
) -> None:
    page = visitors.open(town)
    page.goto("/account/login/")
    tab_and_type(page, page.get_by_label("用户名"), "clerk")
    tab_and_type(page, page.get_by_label("密码"), PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_title("今天 · 润物")

    tab_and_press(page, page.get_by_role("navigation", name="主导航").get_by_role("link", name="企业"))
    expect(page.get_by_role("heading", name="企业", level=1)).to_be_visible()
    tab_and_type(page, page.get_by_role("search", name="筛选").locator("input[name=q]"), "白露")
    page.keyboard.press("Enter")
    expect(page.locator("#list tbody tr")).to_have_count(1)
    with page.expect_download() as waiting:
        tab_and_press(page, page.get_by_role("link", name="导出"))
    waiting.value.save_as(tmp_path / "list.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    text = [cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)]
    assert "示例白露包装有限公司" in text
    assert "示例青禾电子有限公司" not in text


def test_the_first_stop_skips_to_the_text(visitors: Visitors, town: Installation) -> None:
    page = visitors.open(town, "officer", PASSWORD)
    page.goto("/enterprises/")

    tab_and_press(page, page.get_by_role("link", name="跳到正文"))

    expect(page.locator("main")).to_be_focused()


def test_a_clause_opens_and_closes_by_keyboard(visitors: Visitors, town: Installation) -> None:
    page = visitors.open(town, "officer", PASSWORD)
    page.goto("/board/")
    chip = page.locator("main details.clause").first

    tab_to(page, chip.locator("summary"))
    page.keyboard.press("Enter")
    expect(chip.locator(".law")).to_be_visible()
    page.keyboard.press("Escape")

    expect(chip.locator(".law")).to_be_hidden()
