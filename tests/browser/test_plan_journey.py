"""A plan in the worker's hands: moved by mouse, keyboard and form, locked, paired, left out, caught, undone, adopted."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import axe
from tests.browser.installation import SetUp
from tests.browser.pages.planning import Desk
from tests.browser.visitors import Visitors

pytestmark = pytest.mark.browser
STAFF = "party-affairs"
SIX = ["新建联合党支部", "并入现有支部", "最远距离", "与牵头单位同链", "党员数临界", "需改现有安排"]


@pytest.fixture
def desk(visitors: Visitors, demo: SetUp) -> Desk:
    """The plan that waits in the demo park, opened by the park's staff on a small laptop."""
    page = visitors.open(demo.installation, STAFF, demo.passwords[STAFF])
    page.goto("/coverage/plans/")
    page.locator("#list tbody a").first.click()
    return Desk(page).on_a_laptop()


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


def test_a_dragged_enterprise_shows_price_legality_and_the_broken_rule_at_once(desk: Desk) -> None:
    desk.show("chain").ready()
    place = desk.place_of("石榴电源")

    broken = desk.hold_over("石榴电源", "麦穗粉体")
    desk.drop(back=True)

    assert "综合评分 +" in broken
    assert "不合规：" in broken
    assert "至少 3 名（支部工作条例" in broken
    expect(desk.page.locator("[data-plan-says]")).to_be_empty()
    assert desk.place_of("石榴电源") == place

    beyond = desk.hold_over("桂花连接器", "麦穗粉体")
    desk.drop()

    assert "不在可去的范围内：距离超过 1,500 米" in beyond
    expect(desk.page.locator("[data-plan-says]")).to_have_text(beyond)

    allowed = desk.hold_over("芦苇包装", "茉莉传感")
    desk.drop()

    assert "仍合规" in allowed
    expect(desk.page.locator("#move-panel .trial")).to_be_focused()
    expect(desk.page.locator("#move-panel")).to_contain_text("芦苇包装")
    desk.beside_the_map()
    assert axe(desk.page) == []


def test_who_is_left_learns_what_would_bring_it_in_and_opens_its_members(desk: Desk) -> None:
    row = desk.page.get_by_role("table", name="暂由大党委兜底的企业和原因").get_by_role("row", name="桂花连接器")

    expect(row).to_contain_text("1,500 米内没有可加入的支部")
    expect(row).to_contain_text("有下面任何一项就能编入")
    expect(row).to_contain_text("距离上限放到这个数")
    row.get_by_role("link", name="列出这些党员").first.click()

    expect(desk.page.get_by_role("heading", name="这家企业的党员")).to_be_visible()
    expect(desk.page.get_by_role("table", name="成组的党员").locator("tbody tr")).to_have_count(1)
    assert axe(desk.page) == []


def test_a_plan_is_computed_compared_edited_by_keyboard_and_by_form_questioned_and_adopted(desk: Desk) -> None:
    desk.compute()
    shown = desk.alternatives
    assert {name: list(lines) for name, lines in shown.items()} == {"近便": SIX, "同链": SIX, "稳定": SIX}
    desk.page.get_by_role("link", name="三个方案放在一起比").press("Enter")
    expect(desk.page.get_by_role("heading", name="三个方案比较")).to_be_visible()
    assert desk.compared == shown
    desk.page.go_back()

    name = desk.move_by_keyboard(desk.box_of("茉莉传感"))
    place = desk.led_by(name)
    desk.undo()
    assert desk.led_by(name) != place
    desk.redo()
    assert desk.led_by(name) == place

    locked = desk.lock_by_keyboard(desk.box_of("麦穗粉体"))
    desk.pair("石榴电源", "玉兰软件", "示例理由：共用一处会议室")
    desk.leave_out("芦苇包装", "示例理由：正在搬迁")
    expect(desk.card("本次不列入").get_by_role("row", name="芦苇包装")).to_contain_text("正在搬迁")
    desk.catch("山茶检测", "示例理由：下月并入")
    expect(desk.card("人工指定，暂由大党委兜底").get_by_role("row", name="山茶检测")).to_contain_text("下月并入")
    kept = desk.page.get_by_role("button", name=f"锁定 {locked} 组")
    expect(kept).to_have_attribute("aria-pressed", "true")
    assert desk.place_of("石榴电源") == desk.place_of("玉兰软件")
    assert axe(desk.page) == []

    desk.on_a_laptop().open_unit("石榴电源")
    desk.card("为什么在这组").locator("summary").first.press("Enter")
    expect(desk.card("为什么在这组").locator("dl").first).to_be_visible()
    expect(desk.card("为什么不去邻近的组").get_by_role("table").locator("tbody tr").first).to_be_visible()
    desk.page.get_by_role("link", name="如有一名正式党员离开").press("Enter")
    expect(desk.page.get_by_text("如有一名正式党员离开：")).to_be_visible()
    assert axe(desk.page) == []
    desk.on_a_laptop().page.get_by_role("navigation", name="位置").get_by_role("link").last.press("Enter")
    desk.adopt()

    expect(desk.page.get_by_text("待批复").first).to_be_visible()
