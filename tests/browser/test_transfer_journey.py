"""Transfers over each route (转接): the provincial system, the three-part letter and its receipt, the national system."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journeys import NEXT_BRANCH, NEXT_SECRETARY, SECRETARY, STAFF, Park, fill, picture, says

pytestmark = pytest.mark.browser
BY_LETTER, BY_CODE = "示春分", "示雨水"  # of the secretary's branch
SOURCE = "中共示例木槿光电有限公司支部委员会"  # for which the park's staff acts


def send(page: Page, member: str, route: str, target: str, **more: str) -> str:
    """Send a member's affiliation on its way and return the address of the transfer."""
    page.goto(member)
    page.get_by_role("link", name="转出组织关系").click()
    page.get_by_label(route).check()
    fill(page, target=target, **more)
    if "code" in more:
        page.get_by_label("对方不使用本系统").check()
    if "number" in more:
        picture(page, "transfer-open", height=1300)
    page.get_by_role("button", name="登记转出").click()
    says(page, "没有接收以前，由原支部负责")
    return page.url


def act(page: Page, place: str, link: str, **values: str) -> None:
    """Do one thing with a transfer, confirmed once."""
    page.goto(place)
    page.get_by_role("link", name=link, exact=True).click()
    fill(page, **values)
    page.locator("main form button.p").click()
    page.wait_for_url(place)


def listed(page: Page, member: str) -> bool:
    """Tell whether the register of the branch links to a member."""
    page.goto("/members/")
    return page.locator(f"#main a[href^='{member}']").count() > 0


@pytest.mark.smoke
def test_the_provincial_system_leaves_the_registers_as_they_are_until_the_other_branch_accepts(park: Park) -> None:
    home, host = park.as_(STAFF), park.as_(NEXT_SECRETARY)
    member = park.member(park.of(SOURCE)[2])

    first = send(home, member, "省内党员系统", NEXT_BRANCH)
    act(home, first, "撤回转接", words="接收党组织写错了。")
    says(home, "已撤回", "接收党组织写错了")
    second = send(home, member, "省内党员系统", NEXT_BRANCH)
    host.goto(second)
    says(host, "没有接收以前，由原支部负责", SOURCE)
    assert not listed(host, member)
    home.goto(member)
    expect(home.locator("#main p.sub")).to_contain_text(SOURCE)

    act(host, second, "接收")
    says(host, "已接收", "省内党员系统")
    assert listed(host, member)
    home.goto(second)
    says(home, "已接收")
    home.goto(member)
    expect(home.locator("#main p.sub")).to_contain_text(NEXT_BRANCH)


@pytest.mark.smoke
def test_a_letter_is_refused_once_then_accepted_and_its_receipt_comes_back(park: Park) -> None:
    home, host = park.as_(SECRETARY), park.as_(NEXT_SECRETARY)
    member = park.member(BY_LETTER)

    first = send(home, member, "省内党员系统", NEXT_BRANCH)
    act(host, first, "退回", words="入党时间和档案不一致，请核对。")
    says(host, "已退回", "入党时间和档案不一致")
    act(home, first, "核实退回理由", words="已核对档案，更正了系统里的入党时间。")

    second = send(home, member, "组织关系介绍信（三联）", NEXT_BRANCH, number="示例 0001")
    picture(home, "transfer")
    home.get_by_role("link", name="打印介绍信").click()
    expect(home.locator(".letter3")).to_contain_text("中国共产党组织关系介绍信存根")
    picture(home, "transfer-letter")
    home.get_by_role("link", name="套打到印好的介绍信").click()
    expect(home.locator(".fillin")).to_be_visible()

    act(host, second, "接收")
    act(host, second, "登记寄出回执")
    act(home, second, "登记收到回执")
    says(home, "已接收", "收到回执")
    home.goto("/members/transfers/letters/")
    says(home, "示例 0001")


@pytest.mark.smoke
def test_the_national_system_goes_by_code_and_the_old_branch_records_the_answer(park: Park) -> None:
    home = park.as_(SECRETARY)
    member = park.member(BY_CODE)

    place = send(home, member, "全国党员系统（凭组织编码）", "中共示例外省支部委员会", code="000000000000000001")
    picture(home, "transfer-nation")
    act(home, place, "登记对方已接收")

    says(home, "登记对方已接收", "中共示例外省支部委员会")
