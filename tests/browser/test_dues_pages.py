"""A month of dues as the branch's dues officer takes it in, in a browser: few taps, on a phone too (党费)."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import axe
from tests.browser.installation import SetUp
from tests.browser.looking import WANTED, look
from tests.browser.visitors import Visitors

pytestmark = pytest.mark.browser
OFFICER = "dues-officer"
MOST_TAPS = 8
BEHIND = 2  # months that a member of the demo owes


@pytest.fixture
def officer(visitors: Visitors, demo: SetUp) -> Page:
    """Open a page as the dues officer of a branch."""
    return visitors.open(demo.installation, OFFICER, demo.passwords[OFFICER])


def picture(page: Page, name: str) -> None:
    """Take a picture for the guide where they are wanted."""
    if WANTED:
        look(page, name, height=1000)


def approve_a_table(page: Page) -> None:
    """Reckon next year's table and record its approval."""
    page.goto("/dues/")
    page.get_by_role("link", name="核定表", exact=True).click()
    page.get_by_role("button", name=re.compile("^编制")).last.click()
    waiting = page.get_by_role("link", name=re.compile("^核定 "))
    expect(waiting.first).to_be_visible()
    for left in reversed(range(waiting.count())):
        waiting.first.click()
        page.get_by_label("每月基数（元）").fill("4000")
        page.get_by_role("button", name="计算", exact=True).click()
        page.get_by_role("button", name="记入核定表").click()
        expect(waiting).to_have_count(left)
    picture(page, "dues-table")
    page.get_by_label("批准人").fill("示例批准人")
    page.get_by_label("签字的纸质表或会议记录").fill("示例会议记录")
    page.get_by_role("button", name="登记批准").click()
    expect(page.get_by_role("button", name="登记批准")).to_have_count(0)


def test_a_month_without_changes_takes_few_taps(officer: Page) -> None:
    approve_a_table(officer)
    officer.set_viewport_size({"width": 360, "height": 760})
    officer.goto("/")
    taps = 0

    for name, step in (
        ("", officer.get_by_role("link", name="党费", exact=True).locator("visible=true").first),
        ("dues-month", officer.get_by_role("button", name="按核定收讫，开收据")),
    ):
        if name:
            picture(officer, name)
        step.click()
        taps += 1

    expect(officer.locator("#main")).to_contain_text("未交 0 人")
    assert taps <= MOST_TAPS
    assert officer.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert axe(officer) == []


@pytest.mark.smoke
def test_the_year_ends_with_arrears_paid_and_the_sheet_on_the_wall(
    officer: Page, visitors: Visitors, demo: SetUp
) -> None:
    officer.goto("/dues/")
    officer.get_by_role("link", name="欠交", exact=True).click()
    expect(officer.locator("#main")).to_contain_text("2 个月")
    picture(officer, "dues-arrears")

    officer.get_by_role("link", name=re.compile("^补交")).first.click()
    for box in officer.get_by_label(re.compile("元$")).all()[:BEHIND]:
        box.check()
    officer.get_by_role("button", name="开收据").click()
    officer.goto("/dues/")
    officer.get_by_role("link", name="欠交", exact=True).click()
    expect(officer.locator("#main")).to_contain_text("没有欠交的")

    officer.get_by_role("link", name="上缴下拨", exact=True).click()
    officer.get_by_role("link", name="登记上缴").click()
    officer.get_by_label("金额").fill("100")
    officer.get_by_label("凭证号").fill("示例凭证 1 号")
    officer.get_by_role("button", name="登记").click()
    expect(officer.locator("#main")).to_contain_text("示例凭证 1 号")
    picture(officer, "dues-money")
    above = visitors.open(demo.installation, "party-affairs", demo.passwords["party-affairs"])
    above.goto("/dues/overview/")
    above.get_by_role("link", name="上缴下拨", exact=True).click()
    expect(above.locator("tbody.sum").first).to_contain_text("1 个登记了的支部")
    expect(above.locator("#main")).not_to_contain_text("100")
    picture(above, "dues-flows")

    officer.goto("/dues/")
    officer.get_by_role("link", name="公示").click()
    expect(officer.locator(".a4")).to_contain_text("党费收缴公示")
    expect(officer.locator(".a4")).not_to_contain_text("元")
    picture(officer, "dues-publication")
