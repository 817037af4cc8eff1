"""The register in figures (党员结构、时点数): bars open their lists, a half-year is frozen with its clauses, posts counted."""

import pytest

from tests.browser.journeys import STAFF, Park, picture, says, told

pytestmark = pytest.mark.browser


def test_bars_open_their_lists_and_a_half_year_is_frozen_with_its_clauses(park: Park) -> None:
    page = park.as_(STAFF)

    page.goto("/board/structure/")
    says(page, "当年和其后五年满 60 周岁", "学历", "党龄")
    picture(page, "structure", height=1300)
    page.locator("main tbody a").first.click()
    page.wait_for_selector("#list")

    page.goto("/board/frozen/make/")
    page.locator("main form button.p").click()
    told(page, "已冻结")
    says(page, "现在重算", "教育管理工作条例")
    picture(page, "frozen", height=1300)

    page.goto("/organizations/posts/")
    says(page, "书记")
    picture(page, "posts")
