"""What a first visit weighs, and what the next one to the same page adds."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.filling import SAFE
from tests.browser.installation import Installation
from tests.browser.visitors import Visitors
from tests.world import PASSWORD

pytestmark = pytest.mark.browser

STAFF, PUBLIC, AGAIN = 200 * 1024, 100 * 1024, 30 * 1024
STAFF_PAGES = (
    "workbench:home", "reports:board", "enterprises:list", "enterprises:file", "rules:list", "members:list",
    "reports:area", "coverage:visits", "coverage:survey",
)  # fmt: skip


@pytest.fixture
def full_list(town: Installation, places: dict[str, Any]) -> Iterator[str]:
    """The address of a list with fifty rows on its page."""
    town.run("tests.browser.filling:fill_list()")
    yield "/enterprises/?q=满页"
    town.run("tests.browser.filling:empty_list()")


def visits(page: Page, *addresses: str) -> list[int]:
    """Return the bytes that went over the wire for each address in turn, heads included."""
    sizes: list[int] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    found = []
    for address in addresses:
        sizes.clear()
        page.goto(address, wait_until="networkidle")
        found.append(sum(sizes))
    return found


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_a_staff_page_weighs_little(visitors: Visitors, town: Installation, places: dict[str, Any], name: str) -> None:
    page = visitors.open(town, "staff", PASSWORD)
    number = next(number for number, line in enumerate(SAFE) if line.name == name)

    first, again = visits(page, places[str(number)], places[str(number)])

    assert (first <= STAFF, again <= AGAIN) == (True, True), (first, again)


def test_a_list_of_fifty_rows_weighs_little(visitors: Visitors, town: Installation, full_list: str) -> None:
    page = visitors.open(town, "staff", PASSWORD)

    first, again = visits(page, full_list, full_list)

    assert page.locator("tbody tr").count() == 50
    assert (first <= STAFF, again <= AGAIN) == (True, True), (first, again)


@pytest.mark.parametrize("address", ["/account/login/", "/feedback/", "/nowhere/"])
def test_a_public_page_weighs_less(
    visitors: Visitors, town: Installation, places: dict[str, Any], address: str
) -> None:
    page = visitors.open(town)

    assert visits(page, address)[0] <= PUBLIC
