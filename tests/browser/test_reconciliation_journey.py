"""Reconciliation (对账): the export of the mandated system, what differs, one decision, the list of what is typed there."""

from pathlib import Path

import pytest
from django.utils import timezone

from runwu.core.workbooks.tests.makers import SheetPlan, write_xlsxwriter
from tests.browser.journeys import BRANCH, OFFICER, Park, picture, says
from tests.browser.pages.importing import Import

pytestmark = pytest.mark.browser


def export(park: Park, folder: Path) -> Path:
    """Write what the mandated system might hold: one member of the branch, probationary there."""
    facts = park.demo.installation.run(f"tests.browser.journeys:facts_of({park.of(BRANCH)[0]!r})")
    head = ("姓名", "出生日期", "党员类别", "入党日期", "所在党支部", "统计日期")
    row = (facts["name"], facts["birth"], "正式党员", "2011-07-01", BRANCH, timezone.localdate().isoformat())
    return write_xlsxwriter(folder / "省党员信息系统导出.xlsx", SheetPlan("党员", (head, row)))


def test_an_export_leads_to_the_list_of_what_is_typed_there(park: Park, tmp_path: Path) -> None:
    page = park.as_(OFFICER)
    Import(page).upload("法定名册对账", export(park, tmp_path))
    Import(page).write(1)

    page.goto("/members/reconciliations/")
    page.locator("main .row-i a.lk").first.click()
    says(page, "入党日期", "只在本系统")
    picture(page, "reconciliation")
    page.locator("#list tbody tr", has_text="入党日期").locator("a").first.click()
    page.get_by_label("本系统为准").check()
    picture(page, "discrepancy")
    page.get_by_role("button", name="记下结论").click()

    page.get_by_role("link", name="待录入清单").click()
    says(page, park.of(BRANCH)[0], "2011-07-01")
    picture(page, "typing")
