"""A park's own value: recorded with its document, beside the national one, a verdict changes, undone (本园区取值)."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import axe
from tests.browser.installation import SetUp
from tests.browser.looking import WANTED, look
from tests.browser.pages.planning import Plan
from tests.browser.visitors import NARROW, Visitors

pytestmark = pytest.mark.browser
STAFF = "party-affairs"
RULE = "/rules/formation.answer_months/"
DOCUMENT = "《示例园区党建工作办法》"


@pytest.fixture
def staff(visitors: Visitors, demo: SetUp) -> Page:
    """Open a page as the park's staff."""
    return visitors.open(demo.installation, STAFF, demo.passwords[STAFF])


def fill_in(page: Page, value: str) -> None:
    """Type a park's own value with its document."""
    page.get_by_label("本园区取值").fill(value)
    page.get_by_label("依据的文件").fill(DOCUMENT)
    page.get_by_label("文号").fill("示例〔2026〕8号")


def problems_of(page: Page, act: str) -> list[str]:
    """Open what can be done with a recorded value, and return what is wrong with its page."""
    page.goto(RULE)
    page.get_by_role("link", name=act, exact=True).click()
    expect(page.get_by_role("link", name="取消")).to_be_visible()
    return axe(page)


def picture(page: Page, name: str) -> None:
    """Take a picture for the guide where they are wanted."""
    if WANTED:
        look(page, name, height=1000)


def test_a_recorded_value_changes_the_answer_and_undoing_brings_it_back(staff: Page) -> None:
    staff.goto("/coverage/plans/")
    staff.locator("#list tbody a").first.click()
    Plan(staff).adopt()
    adoption = staff.url
    expect(staff.locator(".vd").first).not_to_contain_text(DOCUMENT)

    staff.goto(RULE)
    staff.get_by_role("link", name="登记本园区取值").click()
    fill_in(staff, "2")
    staff.get_by_role("button", name="预览会改变什么").click()
    expect(staff.locator("#preview")).to_contain_text("批复期限")
    expect(staff.locator("#preview")).to_contain_text("1 个月（全国）")
    assert axe(staff) == []
    picture(staff, "rule-preview")
    staff.get_by_role("button", name="保存", exact=True).click()
    expect(staff.get_by_text("已登记本园区取值")).to_be_visible()
    expect(staff.locator("main")).to_contain_text("2 个月（园区），原为全国的 1 个月")
    assert axe(staff) == []
    picture(staff, "rule")

    assert [wrong for act in ("更正", "终止", "附文件") for wrong in problems_of(staff, act)] == []

    staff.goto(adoption)
    expect(staff.locator(".vd").first).to_contain_text(DOCUMENT)

    staff.goto(RULE)
    staff.get_by_role("button", name="撤销").click()
    expect(staff.get_by_text("已撤销，恢复到办理之前")).to_be_visible()
    staff.goto(adoption)
    expect(staff.locator(".vd").first).not_to_contain_text(DOCUMENT)


def test_a_wrong_unit_is_refused_beside_the_field(staff: Page) -> None:
    staff.goto(RULE)
    staff.get_by_role("link", name="登记本园区取值").click()
    fill_in(staff, "60 日")

    staff.get_by_role("button", name="预览会改变什么").click()

    expect(staff.locator("#id_value_error")).to_contain_text("单位不对")
    assert axe(staff) == []


def test_a_clause_on_a_page_opens_its_values_over_time(staff: Page) -> None:
    staff.goto("/board/")
    staff.locator("main details.clause summary").first.click()

    staff.get_by_role("link", name="历次规定和本园区取值").first.click()

    expect(staff.get_by_role("heading", name="历次规定")).to_be_visible()
    assert "/rules/" in staff.url


def test_the_rules_of_a_park_fit_a_phone(visitors: Visitors, demo: SetUp) -> None:
    page = visitors.open(demo.installation, STAFF, demo.passwords[STAFF], width=NARROW)

    page.goto("/rules/?only=confirm")

    expect(page.get_by_role("navigation", name="只看")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe(page) == []
