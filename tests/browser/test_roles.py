"""What each role sees on the page, and what nobody shows it."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.filling import SAFE
from tests.browser.installation import Installation
from tests.browser.visitors import Visitors
from tests.world import PASSWORD, RESTRICTED_NAME

pytestmark = pytest.mark.browser

MEMBER_WORDS = ("示例党员甲", "示例党员乙", "示例党员丙", "示例预备戊", RESTRICTED_NAME, "正式党员", "预备党员")


def at(places: dict[str, Any], name: str) -> str:
    """Return the address of the first line of a name."""
    return str(places[str(next(number for number, line in enumerate(SAFE) if line.name == name))])


def test_a_secretary_sees_the_own_branch_with_its_restricted_member(
    visitors: Visitors, town: Installation, places: dict[str, Any]
) -> None:
    page = visitors.open(town, "secretary", PASSWORD)

    page.goto("/members/")

    expect(page.locator("#list tbody tr th")).to_have_count(5)
    names = page.locator("#list tbody tr th").all_inner_texts()
    assert sorted(names) == sorted(["示例党员甲", "示例党员乙", "示例党员丙", "示例预备戊", RESTRICTED_NAME])


def test_the_secretary_next_door_sees_the_other_branch_alone(
    visitors: Visitors, town: Installation, places: dict[str, Any]
) -> None:
    page = visitors.open(town, "next_secretary", PASSWORD)

    page.goto("/members/")
    expect(page.locator("#list tbody tr th")).to_have_text(["示例流动丁"], use_inner_text=True)
    answer = page.goto(at(places, "organizations:page"))

    assert answer is not None
    assert answer.status == 404


@pytest.mark.parametrize("user", ["liaison", "owner"])
def test_an_enterprise_page_says_nothing_of_membership_to_its_own_people(
    visitors: Visitors, town: Installation, places: dict[str, Any], user: str
) -> None:
    page = visitors.open(town, user, PASSWORD)

    page.goto(at(places, "enterprises:file"))

    expect(page.get_by_role("heading", name="示例青禾电子有限公司")).to_be_visible()
    text = page.locator("body").inner_text()
    assert [word for word in MEMBER_WORDS if word in text] == []


def test_a_leader_sees_the_coverage_and_no_count_of_members(
    visitors: Visitors, town: Installation, places: dict[str, Any]
) -> None:
    page = visitors.open(town, "leader", PASSWORD)

    page.goto(at(places, "reports:board"))

    labels = page.locator("dl.figs dt")
    expect(labels.filter(has_text="企业党员")).to_have_count(0)
    expect(labels.filter(has_text="党支部")).to_have_count(1)
    expect(page.get_by_role("table", name="两个覆盖，三个分母")).to_be_visible()


def test_a_newcomer_without_a_role_has_only_what_everybody_has(
    visitors: Visitors, town: Installation, places: dict[str, Any]
) -> None:
    page = visitors.open(town, "newcomer", PASSWORD)

    page.goto("/")

    links = page.get_by_role("navigation", name="主导航").locator("a.n")
    expect(links).to_have_text(["今天", "依据", "设置"])
