"""Organisations are set up below the park's committee (设立): clauses, who comes along, the preview, taken back the same day."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.journeys import OFFICER, Park, fill, picture, says, told

pytestmark = pytest.mark.browser
NAME = "中共示例园区重点项目功能型支部委员会"


def test_an_organisation_is_set_up_looked_at_and_taken_back(park: Park) -> None:
    page = park.as_(OFFICER)
    today = timezone.localdate().isoformat()
    page.goto("/organizations/")
    page.locator(".tree a").first.click()
    page.get_by_role("link", name="设立下级组织").click()
    says(page, "有正式党员三人以上的单位，都应当成立党支部", "支部工作条例")
    picture(page, "set-up-forms", height=1050)

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


def test_a_joint_branch_picks_its_enterprises_by_typing_and_names_who_comes(park: Park) -> None:
    page = park.as_(OFFICER)
    today = timezone.localdate().isoformat()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/organizations/")
    page.locator(".tree a").first.click()
    page.get_by_role("link", name="设立下级组织").click()
    page.get_by_label("联合党支部", exact=True).check()
    page.get_by_text("个组织可以转出").click()
    page.get_by_label("中共示例东区联合支部委员会").check()
    page.get_by_role("button", name="下一步").click()

    fill(
        page,
        name="中共示例南区联合支部委员会",
        number="示例组发〔2026〕3号",
        issued_on=today,
        authority="中共示例县委员会",
    )
    search = page.get_by_label("按名称或拼音首字母查找企业")
    for word, firm in (("山茶", "示例山茶检测有限公司"), ("sly", "示例玉兰软件有限公司")):
        search.fill(word)
        expect(page.get_by_label("示例凌霄装备有限公司")).to_be_hidden()
        page.get_by_label(firm).focus()
        page.keyboard.press("Space")
    page.get_by_label("示白露").check()
    page.get_by_label("示翠竹").check()
    page.get_by_role("button", name="看看会怎样").click()

    says(page, "2 家：示例山茶检测有限公司、示例玉兰软件有限公司", "示红梅（正式党员，示例玉兰软件有限公司）")
    says(page, "书记 示白露。组织关系转走，任职不自动终止")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
