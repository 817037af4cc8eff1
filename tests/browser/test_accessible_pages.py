"""axe finds nothing on any page of the access table, and none needs scrolling sideways on a phone."""

from typing import Any

import pytest

from tests.access_table import ANYBODY, Line
from tests.browser.accessibility import axe
from tests.browser.filling import SAFE, Visit
from tests.browser.installation import Installation
from tests.browser.visitors import Visitors
from tests.world import CAST, PASSWORD

pytestmark = pytest.mark.browser

NO_PAGES = {"healthz", "healthz-all", "readyz", "metrics", "imports:blank", "imports:corrections", "park-rules:file"}
NO_PAGES |= {"organizations:approval-file", "members:standing-file", "members:wish-file"}
NO_PAGES.add("coverage:unit-prices")  # figures for the script
NO_PAGES.add("coverage:plan-outdated")  # a note that the page of a large plan asks for
NO_PAGES.add("me:record-json")
NO_PAGES |= {f"imports:{act}" for act in ("sheet", "commit", "read", "forget", "row-edit", "row-drop", "row-restore")}
NO_PAGE_ENDINGS = ("-sheet", "-docx")
FACES = ("leader", "secretary", "liaison", "provincial_officer", "member", "newcomer")
PLAIN = {"workbench:home", "reports:board", "enterprises:file", "organizations:tree", "organizations:page"}


def _is_page(line: Line) -> bool:
    return line.name not in NO_PAGES and not line.name.endswith(NO_PAGE_ENDINGS)


def _visitors(line: Line) -> list[str]:
    """Return one role that may open the page, and every face where roles see different things."""
    first = [who for who in ("staff", *CAST) if who in line.roles][:1]
    return [*first, *(who for who in FACES if who in line.roles and line.name in PLAIN)]


PAGES = [(number, line) for number, line in enumerate(SAFE) if _is_page(line)]
VISITS = [Visit(number, who) for number, line in PAGES for who in _visitors(line)]
PUBLIC = [Visit(number, "anonymous") for number, line in PAGES if line.roles == ANYBODY]


@pytest.mark.parametrize("visit", VISITS, ids=str)
def test_a_page_is_accessible_in_both_themes_and_fits_a_phone(
    visitors: Visitors, town: Installation, places: dict[str, Any], visit: Visit
) -> None:
    page = visitors.open(town, visit.user, PASSWORD)
    page.goto(places[str(visit.number)])

    assert axe(page) == []


@pytest.mark.parametrize("english", [False, True], ids=["chinese", "english"])
@pytest.mark.parametrize("visit", PUBLIC, ids=str)
def test_a_public_page_is_accessible_in_both_languages(
    visitors: Visitors, town: Installation, places: dict[str, Any], visit: Visit, english: bool
) -> None:
    page = visitors.open(town, english=english)
    page.goto(places[str(visit.number)])

    assert axe(page) == []
