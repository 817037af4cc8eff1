"""An installation on its first day: every page says why it is empty and what to do next, and axe passes it."""

import pytest

from tests.browser.accessibility import axe
from tests.browser.installation import Installation
from tests.browser.visitors import Visitors
from tests.world import PASSWORD

pytestmark = pytest.mark.browser
PAGES = (
    "/", "/board/", "/enterprises/", "/organizations/", "/organizations/list/", "/organizations/instructors/",
    "/members/", "/coverage/plans/", "/coverage/pairs/", "/imports/", "/jobs/", "/search/?q=示例",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_an_empty_page_is_accessible(visitors: Visitors, village: Installation, address: str) -> None:
    page = visitors.open(village, "staff", PASSWORD)
    answer = page.goto(address)

    assert answer is not None
    assert answer.status == 200
    assert axe(page) == []
