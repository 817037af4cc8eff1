"""Two joint branches become one (合并): the preview, the day before as it was, and taken back the same day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser.journeys import OFFICER, Park, fill, picture, says, told

pytestmark = pytest.mark.browser
EAST, WEST = "中共示例东区联合支部委员会", "中共示例西区联合支部委员会"


@pytest.mark.smoke
def test_a_merger_is_looked_at_recorded_read_back_and_taken_back(park: Park) -> None:
    page = park.as_(OFFICER)
    today = timezone.localdate().isoformat()
    page.goto("/organizations/")
    page.get_by_role("link", name=EAST).click()
    place = page.url
    page.locator("summary", has_text="组织调整").click()
    page.get_by_role("link", name="合并", exact=True).click()

    page.get_by_label(WEST).check()
    fill(page, number="示例组发〔2026〕1号", issued_on=today, authority="中共示例县委员会", on=today)
    page.get_by_role("button", name="看看会怎样").click()
    says(page, "由中共示例东区联合支部委员会承接", "示例组发〔2026〕1号")
    picture(page, "merge-preview", height=1300)

    page.get_by_role("button", name="确认登记").click()
    told(page, "今天内可以撤回操作")
    page.goto("/organizations/")
    assert page.get_by_role("link", name=WEST).count() == 0
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    page.goto(f"/organizations/?on={yesterday}")
    assert page.get_by_role("link", name=WEST).count() == 1
    picture(page, "tree-as-of")

    page.goto(place)
    says(page, "示例组发〔2026〕1号")
    page.get_by_role("button", name="撤回操作").first.click()
    page.locator("dialog[open] button[type=submit]").click()
    told(page, "已撤回")
    page.goto("/organizations/")
    assert page.get_by_role("link", name=WEST).count() == 1
