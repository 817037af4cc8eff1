"""Two people correct the same fact: the second sees both values, keeps what they typed, and decides."""

import pytest
from playwright.sync_api import expect

from tests.browser.installation import Installation
from tests.browser.visitors import Visitors
from tests.world import PASSWORD

pytestmark = pytest.mark.browser


def test_the_second_of_two_people_sees_what_changed_and_decides(
    town: Installation, places: dict[str, str], visitors: Visitors
) -> None:
    path = town.run("tests.browser.filling:fact_to_correct()")
    first, second = (visitors.open(town, user, PASSWORD) for user in ("staff", "officer"))
    first.goto(path)
    second.goto(path)
    for page, staff in ((first, "41"), (second, "57")):
        page.get_by_label("职工").fill(staff)
        page.get_by_label("来源").fill(f"示例来源{staff}")
        page.get_by_role("button", name="保存").click()

    alert = second.get_by_role("alert")

    expect(alert).to_contain_text("已被他人修改：示例staff")
    expect(alert.get_by_role("row", name="职工")).to_contain_text("57")
    expect(second.get_by_label("职工")).to_have_value("57")
    second.get_by_role("button", name="覆盖，以我填写的为准").click()
    expect(second.get_by_text("已更正“职工”。")).to_be_visible()
