"""A floating member settles in five soft steps (软着陆), as the member and both secretaries read it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tests.browser.journeys import (
    MEMBER,
    NEXT_BRANCH,
    NEXT_SECRETARY,
    SECRETARY,
    Park,
    fill,
    picture,
    says,
    told,
)

pytestmark = pytest.mark.browser


def row(page: Page, step: str) -> Locator:
    """Return the row of a step."""
    return page.locator("li.row-i", has=page.get_by_role("heading", name=step))


def press(page: Page, step: str, button: str) -> None:
    """Do something with a step."""
    row(page, step).get_by_role("button", name=button).click()
    told(page, "已记下")


@pytest.mark.smoke
def test_a_member_settles_in_five_steps_at_the_own_pace(park: Park) -> None:
    name = park.name(MEMBER)
    home, host, member = park.as_(SECRETARY), park.as_(NEXT_SECRETARY), park.as_(MEMBER)

    home.goto(park.member(name))
    home.get_by_role("link", name="登记流出").click()
    day = (timezone.localdate() - timedelta(days=20)).isoformat()
    fill(home, host=NEXT_BRANCH, since=day, activity_place="示例党群服务中心")
    home.get_by_role("button", name="登记").click()
    says(home, "系统内流动", "打个招呼", "转接组织关系")
    place = home.url

    member.goto("/me/floating/")
    press(member, "打个招呼", "我想开始")
    press(member, "参加一次活动", "我想开始")
    picture(member, "own-steps")

    host.goto("/")
    host.get_by_role("link", name="安排").first.click()
    press(host, "打个招呼", "已完成")
    press(host, "参加一次活动", "已完成")
    press(host, "认识联系人", "提议")
    member.goto("/me/floating/")
    press(member, "认识联系人", "同意")
    press(member, "编入临时小组", "我想开始")
    press(member, "转接组织关系", "我想开始")

    home.goto("/")
    expect(home.get_by_role("heading", name=f"{name} 想走这一步：转接组织关系")).to_be_visible()
    host.goto(place)
    row(host, "编入临时小组").get_by_role("button", name="编入", exact=True).click()
    told(host, "已记下")
    says(host, "由流出地党组织办理转出")
    picture(host, "steps-host")
    home.goto(place)
    press(home, "认识联系人", "已完成")
    picture(home, "steps-home")

    home.get_by_role("link", name="办理转出").click()
    expect(home.locator("[name=target]")).to_have_value(NEXT_BRANCH)
    home.get_by_label("省内党员系统").check()
    home.get_by_role("button", name="登记转出").click()
    told(home, "已登记转出")
    host.goto("/members/transfers/receive/")
    host.get_by_label(name).check()
    host.get_by_role("button", name="下一步：核对").click()
    host.get_by_role("button", name="确认接收").click()
    told(host, "已接收 1 名")

    member.goto("/me/floating/")
    says(member, "现在没有流动期")
