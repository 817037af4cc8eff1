"""A plan in the worker's hands: moved by keyboard and by form, locked, paired, left out, caught, undone, adopted."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import axe
from tests.browser.installation import SetUp
from tests.browser.pages.planning import Desk
from tests.browser.visitors import Visitors

pytestmark = pytest.mark.browser
STAFF = "party-affairs"


@pytest.fixture
def desk(visitors: Visitors, demo: SetUp) -> Desk:
    """The plan that waits in the demo park, opened by the park's staff."""
    page = visitors.open(demo.installation, STAFF, demo.passwords[STAFF])
    page.goto("/coverage/plans/")
    page.locator("#list tbody a").first.click()
    return Desk(page)


def test_the_arrows_walk_from_box_to_box_and_each_reason_opens(desk: Desk) -> None:
    desk.ready()
    leftmost = min(desk.boxes.all(), key=lambda box: (box.bounding_box() or {"x": 0.0})["x"])
    leftmost.focus()
    desk.page.keyboard.press("ArrowRight")
    expect(leftmost).not_to_be_focused()
    expect(desk.page.locator("[data-plan-map] a[data-unit]:focus")).to_have_count(1)

    group = desk.groups.first
    group.locator("details > summary").first.click()
    reason = group.locator(".reasons details").first
    reason.locator("summary").first.click()

    expect(reason.locator("dl")).to_be_visible()
    expect(reason.locator("a.cl").first).to_be_visible()
    assert axe(desk.page) == []


def test_a_plan_is_edited_by_keyboard_and_by_form_compared_and_adopted(desk: Desk) -> None:
    name = desk.move_by_keyboard(desk.movable())
    place = desk.place_of(name)
    desk.undo()
    assert desk.place_of(name) != place
    desk.redo()
    assert desk.place_of(name) == place

    locked = desk.lock_by_keyboard(desk.boxes.and_(desk.page.locator("[data-home]:not([data-home=''])")).first)
    free = desk.groups.filter(has=desk.page.locator("[aria-pressed=false]"))
    first, second = desk.names_in(free.filter(has=desk.page.locator("details li:nth-child(2)")).first)[:2]
    desk.pair(first, second, "示例理由：共用一处会议室")
    other = desk.names_in(free.last)[0]
    desk.leave_out(other, "示例理由：正在搬迁")
    expect(desk.card("本次不列入").get_by_role("row", name=other)).to_contain_text("正在搬迁")
    caught = next(one for one in desk.placed(free) if one not in {first, second})
    desk.catch(caught, "示例理由：下月并入")
    expect(desk.card("人工指定，暂由大党委兜底").get_by_role("row", name=caught)).to_contain_text("下月并入")

    kept = desk.page.get_by_role("button", name=f"锁定 {locked} 组")
    expect(kept).to_have_attribute("aria-pressed", "true")
    assert axe(desk.page) == []

    desk.page.get_by_role("link", name="三个方案放在一起比").click()
    expect(desk.page.get_by_role("heading", name="三个方案比较")).to_be_visible()
    desk.page.go_back()
    desk.adopt()

    expect(desk.page.get_by_text("待批复").first).to_be_visible()
