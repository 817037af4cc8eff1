"""What a first visit weighs, without help of a cache."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.filling import SAFE
from tests.browser.installation import Installation
from tests.browser.visitors import Visitors
from tests.world import PASSWORD

pytestmark = pytest.mark.browser

STAFF, PUBLIC = 200 * 1024, 100 * 1024
STAFF_PAGES = ("workbench:home", "reports:board", "enterprises:list", "enterprises:file", "rules:list", "members:list")


def first_visit(page: Page, address: str) -> int:
    """Return the bytes that went over the wire, heads included."""
    sizes: list[int] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    page.goto(address, wait_until="networkidle")
    return sum(sizes)


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_a_staff_page_weighs_little(visitors: Visitors, town: Installation, places: dict[str, Any], name: str) -> None:
    page = visitors.open(town, "staff", PASSWORD)
    number = next(number for number, line in enumerate(SAFE) if line.name == name)

    assert first_visit(page, places[str(number)]) <= STAFF


@pytest.mark.parametrize("address", ["/account/login/", "/feedback/", "/nowhere/"])
def test_a_public_page_weighs_less(
    visitors: Visitors, town: Installation, places: dict[str, Any], address: str
) -> None:
    page = visitors.open(town)

    assert first_visit(page, address) <= PUBLIC
