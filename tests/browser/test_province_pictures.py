"""The guide's pictures of a province with thirteen parks, at a small scale (docs/guide/province.md)."""

import pytest

from tests.browser.installation import SetUp
from tests.browser.looking import WANTED, look
from tests.browser.visitors import Visitors

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not WANTED, reason="RUNWU_SCREENSHOTS=1 takes them")]


@pytest.mark.parametrize(
    ("name", "address", "who"),
    [
        ("area", "/board/area/", "organization-department"),
        ("groups", "/board/groups/", "organization-department"),
        ("releases", "/board/area/releases/", "organization-department"),
        ("visits", "/coverage/visits/", "grid-worker-1"),
        ("shells", "/coverage/shells/", "party-affairs-1"),
        ("light-plans", "/coverage/light-plans/", "party-affairs-1"),
        ("parks", "/settings/parks/", "system-admin"),
    ],
)
def test_a_page_of_the_province(visitors: Visitors, province: SetUp, name: str, address: str, who: str) -> None:
    page = visitors.open(province.installation, who, province.passwords[who])
    page.goto(address)

    look(page, name)
