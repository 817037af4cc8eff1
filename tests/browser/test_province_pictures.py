"""The guide's pictures of a province with thirteen parks, at a small scale (docs/guide/province.md)."""

from collections.abc import Iterator

import pytest

from runwu.core.tests.office import Office, open_branch
from tests.browser.installation import SetUp, serve_demo
from tests.browser.looking import WANTED, look
from tests.browser.visitors import Visitors

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not WANTED, reason="RUNWU_SCREENSHOTS=1 takes them")]


@pytest.fixture(scope="module")
def province(empty_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SetUp]:
    """Serve the demo province at a twentieth of its size."""
    office = open_branch(empty_office, tmp_path_factory.mktemp("province"))
    found = serve_demo(office, "--province", "--scale", "0.05")
    yield found
    found.installation.close()


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
