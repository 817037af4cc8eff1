"""A plan of a park of the demo province, as its staff makes it on a laptop by keyboard alone: computed, compared, looked
through, changed, computed anew around what they settled, adopted."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import axe
from tests.browser.installation import SetUp
from tests.browser.pages.keys import press_on
from tests.browser.pages.planning import Desk
from tests.browser.visitors import Visitors

pytestmark = pytest.mark.browser
STAFF = "party-affairs-1"


@pytest.fixture
def desk(visitors: Visitors, province: SetUp) -> Desk:
    """The desk of the staff of a park of the province, on a small laptop."""
    return Desk(visitors.open(province.installation, STAFF, province.passwords[STAFF])).on_a_laptop()


def test_the_staff_of_a_park_make_its_plan_by_keyboard_alone(desk: Desk) -> None:
    page = desk.compute().page
    shown = desk.alternatives
    press_on(page.get_by_role("link", name="三个方案放在一起比"))
    expect(page.get_by_role("heading", name="三个方案比较")).to_be_visible()
    assert desk.compared == shown
    page.go_back()

    group = desk.groups.first
    press_on(group.locator("details > summary").first)
    reason = group.locator(".reasons details").first
    press_on(reason.locator("summary").first)
    expect(reason.locator("dl")).to_be_visible()
    press_on(reason.locator("a.cl").first)
    expect(page).to_have_url(re.compile(r"/rules/formation\."))
    page.go_back()

    name = desk.move_by_keyboard(desk.members.first)
    locked = desk.lock_by_keyboard(desk.box_of(name))
    caught = desk.outside(locked)
    desk.catch_by_keyboard(caught, "示例理由：下月并入")

    expect(desk.card("人工指定，暂由大党委兜底").get_by_role("row", name=caught)).to_contain_text("下月并入")
    expect(page.get_by_role("button", name=f"锁定 {locked} 组")).to_have_attribute("aria-pressed", "true")
    assert desk.place_of(name) == locked
    assert axe(page) == []

    desk.on_a_laptop().adopt_by_keyboard()

    expect(page.get_by_text("待批复").first).to_be_visible()
