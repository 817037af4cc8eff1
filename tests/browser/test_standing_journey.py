"""A decision about a standing (转正): the rules looked at, recorded with its paper, taken back the same day."""

from pathlib import Path

import pytest
from django.utils import timezone

from tests.browser.journeys import OFFICER, Park, fill, picture, says, told

pytestmark = pytest.mark.browser


def test_a_conversion_is_looked_at_recorded_with_its_paper_and_taken_back(park: Park, tmp_path: Path) -> None:
    page = park.as_(OFFICER)
    today = timezone.localdate().isoformat()
    page.goto("/members/?standing=probationary")
    page.locator("#list tbody a").first.click()
    place = page.url
    page.get_by_role("link", name="登记身份变动").click()
    page.locator("main select[name=act]").select_option(label="转为正式党员")
    fill(page, meeting_on=today, approved_on=today, document="示例组发〔2026〕2号", on=today, decided_by_label="")
    page.locator("main select[name=decided_by]").select_option(index=1)
    page.get_by_role("button", name="核对", exact=True).click()
    says(page, "登记以后的变化")
    picture(page, "standing-preview", height=1200)
    page.get_by_role("button", name="确认登记").click()
    says(page, "正式党员", "示例组发〔2026〕2号")

    page.get_by_role("link", name="附上批复原件").first.click()
    paper = tmp_path / "示例批复.pdf"
    paper.write_bytes(b"%PDF-1.4\n%%EOF\n")
    page.locator("main input[type=file]").set_input_files(paper)
    page.locator("main form button.p").click()
    told(page, "已附上批复原件")
    page.goto(place)
    picture(page, "standing-recorded", height=1200)
    page.get_by_role("button", name="撤回登记").first.click()
    page.locator("dialog[open] button[type=submit]").click()
    told(page, "已撤回")
    says(page, "预备党员")
