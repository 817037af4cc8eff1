"""A functional branch is set up below the park's committee (设立): its clauses, the preview, and taken back the same day."""

import pytest
from django.utils import timezone

from tests.browser.journeys import OFFICER, Park, fill, picture, says, told

pytestmark = pytest.mark.browser
NAME = "中共示例园区重点项目功能型支部委员会"


def test_an_organisation_is_set_up_looked_at_and_taken_back(park: Park) -> None:
    page = park.as_(OFFICER)
    today = timezone.localdate().isoformat()
    page.goto("/organizations/")
    page.locator(".tree a").first.click()
    page.get_by_role("link", name="设立下级组织").click()
    says(page, "单独成立党支部的正式党员人数", "支部工作条例")
    picture(page, "set-up-forms", height=1300)

    page.get_by_label("功能型党支部").check()
    page.get_by_role("button", name="下一步").click()
    fill(page, name=NAME, number="示例组发〔2026〕2号", issued_on=today, authority="中共示例县委员会", on=today)
    page.get_by_role("button", name="看看会怎样").click()
    says(page, "看得到新组织的账号", "随之产生的事项", "示例组发〔2026〕2号")
    picture(page, "set-up-preview", height=1300)

    page.get_by_role("button", name="确认登记").click()
    told(page, "今天内可以撤回操作")
    says(page, "成立（功能型党支部）")
    page.get_by_role("button", name="撤回操作").first.click()
    page.locator("dialog[open] button[type=submit]").click()
    told(page, "已撤回")
