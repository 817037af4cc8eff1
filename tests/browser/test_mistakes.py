"""Pages that say no: nothing there, not allowed, can't be read, refused by a rule, broken."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import axe
from tests.browser.installation import Installation
from tests.browser.visitors import Visitors
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("places")]
BOTH = pytest.mark.parametrize("english", [False, True], ids=["chinese", "english"])


def status_of(page: Page, address: str) -> int:
    """Open an address and return the status of the answer."""
    answer = page.goto(address)
    assert answer is not None
    return answer.status


@BOTH
def test_a_page_that_does_not_exist_leads_home(visitors: Visitors, town: Installation, english: bool) -> None:
    page = visitors.open(town, english=english)

    assert status_of(page, "/nowhere/") == 404
    assert axe(page) == []


@BOTH
def test_a_form_from_elsewhere_is_refused(visitors: Visitors, town: Installation, english: bool) -> None:
    page = visitors.open(town, english=english)
    page.goto("/feedback/")
    page.locator("main textarea").fill("示例建议")
    page.locator("main input[name=csrfmiddlewaretoken]").evaluate("input => { input.value = 'forged' }")

    with page.expect_response("**/feedback/") as waiting:
        page.locator("main form button[type=submit]").click()

    assert waiting.value.status == 403
    assert axe(page) == []


@BOTH
@pytest.mark.parametrize("number", [400, 403, 500])
def test_an_error_page_of_the_server_is_accessible(
    visitors: Visitors, town: Installation, number: int, english: bool
) -> None:
    body = town.run(f"tests.browser.filling:error_page({number}, {english})")
    page = visitors.open(town, english=english)
    page.route("**/error-page", lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))

    page.goto("/error-page")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert axe(page) == []


def test_a_filter_that_cannot_be_read_says_so_and_lists_nothing(visitors: Visitors, town: Installation) -> None:
    page = visitors.open(town, "staff", PASSWORD)

    assert status_of(page, "/enterprises/?stage=nonsense") == 422
    expect(page.get_by_text("有筛选条件读不出来")).to_be_visible()
    assert axe(page) == []


def test_a_day_that_cannot_be_read_says_how_to_write_it(visitors: Visitors, town: Installation) -> None:
    page = visitors.open(town, "staff", PASSWORD)

    assert status_of(page, "/board/?on=gestern") == 422
    expect(page.get_by_text("请按 2026-03-31 的格式")).to_be_visible()
    assert axe(page) == []


def test_a_form_with_mistakes_names_them_and_keeps_what_was_typed(
    visitors: Visitors, town: Installation, places: dict[str, Any]
) -> None:
    page = visitors.open(town, "security_administrator", PASSWORD)
    page.goto("/settings/access/accounts/new/")
    page.locator("main input[name=username]").fill("示例 空格")
    page.get_by_label("姓名").fill("示例某")
    page.get_by_label("角色").select_option("leader")

    page.locator("main form button[type=submit]").last.click()

    expect(page.locator("[aria-invalid=true]").first).to_be_visible()
    expect(page.locator("main input[name=username]")).to_have_value("示例 空格")
    assert axe(page) == []
