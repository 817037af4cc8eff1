"""The guide's pictures, from the demo park: run with RUNWU_SCREENSHOTS=1 and looked at by a person."""

from pathlib import Path

import pytest

from tests.browser.installation import SetUp
from tests.browser.looking import WANTED, look
from tests.browser.pages.importing import Import
from tests.browser.pages.planning import Plan
from tests.browser.visitors import Visitors
from tests.browser.workbooks import write_ledger

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not WANTED, reason="RUNWU_SCREENSHOTS=1 takes them")]
STAFF = "party-affairs"


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("workbench", "/"),
        ("board", "/board/"),
        ("members", "/members/"),
        ("enterprises", "/enterprises/"),
        ("security", "/account/security/"),
    ],
)
def test_a_page_of_the_park(visitors: Visitors, demo: SetUp, name: str, address: str) -> None:
    page = visitors.open(demo.installation, STAFF, demo.passwords[STAFF])
    page.goto(address)

    look(page, name)


def test_the_sign_in_page(visitors: Visitors, demo: SetUp) -> None:
    page = visitors.open(demo.installation)
    page.goto("/account/login/")

    look(page, "sign-in", height=800)


def test_an_enterprise(visitors: Visitors, demo: SetUp) -> None:
    page = visitors.open(demo.installation, STAFF, demo.passwords[STAFF])
    page.goto("/enterprises/?q=茉莉")
    page.locator("#list tbody a").first.click()

    look(page, "enterprise")


def test_an_import_with_mistakes(visitors: Visitors, demo: SetUp, tmp_path: Path) -> None:
    page = visitors.open(demo.installation, STAFF, demo.passwords[STAFF])
    Import(page).upload("企业台账", write_ledger(tmp_path))

    look(page, "import", height=1200)


def test_a_plan_its_adoption_and_the_petition(visitors: Visitors, demo: SetUp) -> None:
    page = visitors.open(demo.installation, STAFF, demo.passwords[STAFF])
    page.goto("/coverage/plans/")
    page.locator("#list tbody a").first.click()
    look(page, "plan", height=1200)

    Plan(page).adopt()
    look(page, "adoption", height=1200)
    page.get_by_role("link", name="请示").click()
    page.wait_for_selector(".a4")
    look(page, "petition", height=1200)
