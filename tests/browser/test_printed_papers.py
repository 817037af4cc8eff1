"""Papers that are said to have a number of pages have it on A4, in both languages."""

import re

import pytest
from playwright.sync_api import PdfMargins

from tests.browser.installation import Installation
from tests.browser.visitors import Visitors

pytestmark = pytest.mark.browser
MARGINS: PdfMargins = {"top": "15mm", "bottom": "15mm", "left": "18mm", "right": "18mm"}


@pytest.mark.parametrize("english", [False, True], ids=["chinese", "english"])
def test_the_data_statement_fills_two_pages(visitors: Visitors, town: Installation, english: bool) -> None:
    page = visitors.open(town, english=english)
    page.goto("/privacy/")

    printed = page.pdf(format="A4", margin=MARGINS)

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2
