"""The figures of the demo park, read from its pages: each opens a list of that length, and follows its rows."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.installation import SetUp
from tests.browser.pages.board import Board
from tests.browser.visitors import Visitors

pytestmark = pytest.mark.browser
STAFF = "party-affairs"
FIGURES = {
    "企业": "25", "投产": "14/25", "规上": "8/14", "职工": "868", "企业党员": "28/868", "党支部": "9", "指导员": "14",
}  # fmt: skip


def open_board(visitors: Visitors, demo: SetUp) -> Board:
    """Open the board as the park's staff."""
    page = visitors.open(demo.installation, STAFF, demo.passwords[STAFF])
    page.goto("/board/")
    return Board(page)


def count_staff(page: Page, firm: str, number: str) -> None:
    """Correct how many people work at an enterprise, from the list of enterprises on."""
    page.goto(f"/enterprises/?q={firm}")
    page.locator("#list tbody a").first.click()
    page.get_by_role("link", name=re.compile(r"更正\s*职工")).click()
    page.locator("main input[name=value]").fill(number)
    page.get_by_label("来源").fill("企业填报")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="事实").first).to_be_visible()


@pytest.mark.smoke
def test_the_board_shows_the_figures_of_the_source(visitors: Visitors, demo: SetUp) -> None:
    board = open_board(visitors, demo)

    assert board.figures() == FIGURES
    assert board.note("企业") == "国家高新 2 家"
    assert board.note("党支部") == "单建 4 · 联建 2 · 社会组织 2 · 社区 1"
    assert board.note("指导员") == "平均 32 岁（14 名有出生日期） · 本科以上 85.7 %（12/14）"


@pytest.mark.parametrize(
    ("label", "length"), [("企业", 25), ("投产", 14), ("规上", 8), ("企业党员", 28), ("党支部", 9), ("指导员", 14)]
)
def test_a_figure_opens_a_list_of_that_length(visitors: Visitors, demo: SetUp, label: str, length: int) -> None:
    board = open_board(visitors, demo)

    assert board.list_behind(label) == length


def test_the_staff_adds_up_from_the_list_behind_it(visitors: Visitors, demo: SetUp) -> None:
    board = open_board(visitors, demo)
    board.list_behind("职工")

    numbers = board.page.locator("#list td[data-label='职工']").all_inner_texts()

    assert sum(int(number) for number in numbers) == 868


def test_two_enterprises_are_national_high_tech(visitors: Visitors, demo: SetUp) -> None:
    board = open_board(visitors, demo)

    board.page.goto("/enterprises/?high_tech=yes")

    assert board.length() == 2


def test_changing_one_row_changes_the_figure(visitors: Visitors, demo: SetUp) -> None:
    board = open_board(visitors, demo)

    count_staff(board.page, "青禾", "130")
    board.page.goto("/board/")
    changed = board.figures()
    count_staff(board.page, "青禾", "128")
    board.page.goto("/board/")

    assert changed == {**FIGURES, "职工": "870", "企业党员": "28/870"}
    assert board.figures() == FIGURES


def test_a_plan_waits_and_nothing_is_adopted(visitors: Visitors, demo: SetUp) -> None:
    board = open_board(visitors, demo)

    board.page.goto("/coverage/plans/")

    expect(board.page.locator("#list tbody tr")).to_have_count(1)
    expect(board.page.locator("#list tbody tr")).to_contain_text("待审阅")
