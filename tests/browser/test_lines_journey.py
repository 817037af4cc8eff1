"""A 1+N alliance beside the tree (条线和联建): recorded with what it gives, a promise made, found wanting, and read by quarter."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from tests.browser.journeys import BRANCH, OFFICER, Park, fill, picture, says, told

pytestmark = pytest.mark.browser


def to_committee(page: Page) -> str:
    """Open the page of the committee and return its address."""
    page.goto("/organizations/")
    page.locator(".tree a").first.click()
    page.wait_for_url("**/organizations/*-*/")
    return page.url


def test_an_alliance_is_recorded_and_its_promises_are_read_by_quarter(park: Park) -> None:
    page, today = park.as_(OFFICER), timezone.localdate()
    place = to_committee(page)
    page.get_by_role("link", name="登记关系").click()
    page.locator("main select[name=what]").select_option(label="1+N 联建")
    fill(page, q=BRANCH)
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name=BRANCH).click()
    fill(page, since=(today - timedelta(days=60)).isoformat(), document="示例联建协议")
    page.get_by_role("button", name="看看会怎样").click()
    says(page, "这种关系给什么", "示例联建协议")
    page.get_by_role("button", name="确认登记").click()

    page.goto(place)
    page.get_by_role("link", name=re.compile("^承诺事项")).first.click()
    for words, days in (("每月给企业送一次政策", -20), ("帮企业办理食堂手续", 30)):
        fill(page, words=words, due_on=(today + timedelta(days=days)).isoformat())
        page.get_by_role("button", name="登记", exact=True).click()
        says(page, words)
    page.goto("/organizations/lines/")
    says(page, "1+N")
    picture(page, "lines", height=1000)
    page.goto("/organizations/promises/?state=unkept")
    says(page, "每月给企业送一次政策")
    page.get_by_role("link", name="例会用表").click()
    page.wait_for_selector(".a4")
    picture(page, "promise-sheet", height=1000)


def test_the_code_of_an_organisation_is_entered_and_found(park: Park) -> None:
    page = park.as_(OFFICER)
    to_committee(page)
    page.get_by_text("组织调整").click()
    page.get_by_role("link", name="更正基本信息").click()
    fill(page, code="351000-100", document="示例党组织信息采集表")
    picture(page, "organization-details", height=860)
    page.get_by_role("button", name="保存").click()
    told(page, "已更正")
    says(page, "编码 351000-100", "组织编码由“没有登记”改为“351000-100”")
