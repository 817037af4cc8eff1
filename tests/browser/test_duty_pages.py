"""The fallback duties and the assignment of instructors, as the park's staff does them in a browser (兜底、派员)."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import axe
from tests.browser.installation import SetUp
from tests.browser.looking import WANTED, look
from tests.browser.visitors import Visitors

pytestmark = pytest.mark.browser
STAFF = "party-affairs"
PAPER = "示例党〔2026〕3号"


@pytest.fixture
def staff(visitors: Visitors, demo: SetUp) -> Page:
    """Open a page as the park's staff."""
    return visitors.open(demo.installation, STAFF, demo.passwords[STAFF])


def picture(page: Page, name: str) -> None:
    """Take a picture for the guide where they are wanted."""
    if WANTED:
        look(page, name, height=1000)


def test_a_gap_is_opened_entered_for_all_at_once_and_taken_back(staff: Page) -> None:
    staff.goto("/coverage/duties/")
    picture(staff, "duties")
    gap = staff.locator("dl.figs .fig", has=staff.get_by_text("联系服务", exact=True)).locator("a")
    before = gap.inner_text().split("/")[0]
    gap.click()
    expect(staff.locator("#list-count")).to_contain_text(f"共 {before} 家")

    staff.get_by_role("link", name="批量登记").click()
    staff.get_by_label("负责的党组织").select_option(index=1)
    staff.get_by_label("文号或会议").fill(PAPER)
    staff.get_by_role("button", name="看影响").click()
    expect(staff.locator("h1")).to_contain_text(f"{before} 家会有变化")
    assert axe(staff) == []
    picture(staff, "duty-preview")
    staff.get_by_role("button", name=f"登记 {before} 家").click()

    staff.get_by_role("button", name="撤回这次登记").click()
    expect(staff.get_by_text("没有生效过")).to_be_visible()
    staff.goto("/coverage/duties/")
    expect(gap).to_contain_text(before)


def test_a_proposal_is_computed_changed_by_hand_accepted_and_taken_back(staff: Page) -> None:
    staff.goto("/coverage/contacts/")
    staff.get_by_label("有党员但还没有党支部的企业也安排").check()
    staff.get_by_role("button", name="开始测算").click()
    expect(staff.get_by_text("已确认没有评分更低的安排")).to_be_visible()
    picture(staff, "contact-plan")

    staff.locator("main tbody th a").first.click()
    picture(staff, "contact-change")
    assert axe(staff) == []
    staff.get_by_role("button", name="换成").first.click()
    expect(staff.get_by_text("已调整，综合评分").first).to_be_visible()
    assert axe(staff) == []

    staff.get_by_role("button", name="全部采纳").click()
    expect(staff.get_by_text("今天之内可以撤回").first).to_be_visible()
    staff.get_by_role("button", name="撤回采纳").click()
    expect(staff.get_by_text("恢复到采纳以前").first).to_be_visible()
