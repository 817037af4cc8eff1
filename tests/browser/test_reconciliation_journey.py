"""Reconciliation (对账): the export of the mandated system, what differs, one decision, the list of what is typed there."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from runwu.core.workbooks.tests.makers import SheetPlan, write_xlsxwriter
from tests.browser.journeys import BRANCH, OFFICER, Park, picture, says, told
from tests.browser.pages.importing import Import
from tests.browser.pages.waiting import wait_for

pytestmark = pytest.mark.browser


def export(park: Park, folder: Path, branch: str = "甲方支部") -> Path:
    """Write what the mandated system might hold: one member of the branch, probationary there."""
    facts = park.demo.installation.run(f"tests.browser.journeys:facts_of({park.of(BRANCH)[0]!r})")
    head = ("姓名", "出生日期", "党员类别", "入党日期", branch, "统计日期")
    row = (facts["name"], facts["birth"], "正式党员", "2011-07-01", BRANCH, timezone.localdate().isoformat())
    return write_xlsxwriter(folder / "省党员信息系统导出.xlsx", SheetPlan("党员", (head, row)))


@pytest.mark.smoke
def test_an_export_leads_to_the_list_of_what_is_typed_there(park: Park, tmp_path: Path) -> None:
    page = park.as_(OFFICER)
    page.goto("/imports/new/ledger")
    page.get_by_label("哪个系统导出的").select_option(label="其他系统")
    page.get_by_label("系统名称").fill("示例市党建平台")
    page.get_by_label("工作簿").set_input_files(export(park, tmp_path))
    page.get_by_role("button", name="上传并读取").click()
    wait_for(page, page.get_by_role("heading", name="列对得上吗"), script=True)
    Import(page).assign("甲方支部", "所在党支部").register(1)

    page.get_by_role("link", name="看这次对账").click()
    says(page, "入党日期", "只在本系统", "示例市党建平台")
    page.locator("#list tbody tr", has_text="入党日期").locator("a").first.click()
    page.get_by_label("本系统为准").check()
    picture(page, "discrepancy")
    page.get_by_role("button", name="记下结论").click()

    page.get_by_role("link", name="待录入清单").click()
    says(page, park.of(BRANCH)[0], "2011-07-01", "示例市党建平台")
    picture(page, "typing")

    page.goto("/members/reconciliations/")
    page.get_by_role("link", name="各系统的列").click()
    says(page, "示例市党建平台", "甲方支部", "转正日期")
    picture(page, "column-sets")
    page.get_by_role("button", name="忘记 甲方支部").click()
    expect(page.get_by_text("已忘记“甲方支部”").first).to_be_visible()


def test_an_export_stands_beside_the_frozen_figures(park: Park, tmp_path: Path) -> None:
    page = park.as_(OFFICER)
    page.goto("/board/frozen/make/")
    page.locator("main form button.p").click()
    told(page, "已冻结")
    frozen = page.url
    file = export(park, tmp_path, branch="所在党支部")
    Import(page).upload("法定名册对账", file, choose={"哪个系统导出的": "省党员信息系统"}).register(1)

    page.goto("/members/reconciliations/")
    page.locator("main .row-i a.lk").first.click()
    says(page, "和时点数比", "和时点不是同一天", "怎么算的")
    picture(page, "reconciliation", height=1300)
    page.locator(f'main a[href="{urlsplit(frozen).path}"]').click()
    says(page, "谁冻结的")
    page.get_by_role("button", name="撤回冻结").click()
    told(page, "已撤回冻结")
