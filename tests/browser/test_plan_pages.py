"""Pages of a plan in the demo park: accessible in every state; refused, adopted twice, taken back."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import axe
from tests.browser.installation import SetUp
from tests.browser.pages.planning import Plan
from tests.browser.visitors import Visitors

pytestmark = pytest.mark.browser
STAFF = "party-affairs"


def open_plan(visitors: Visitors, demo: SetUp, page: Page | None = None) -> Plan:
    """Open the plan that waits in the demo park, as the park's staff."""
    page = page or visitors.open(demo.installation, STAFF, demo.passwords[STAFF])
    page.goto("/coverage/plans/")
    page.locator("#list tbody a").first.click()
    return Plan(page)


@pytest.mark.parametrize("profile", ["near", "chain", "stable"])
def test_each_alternative_is_accessible(visitors: Visitors, demo: SetUp, profile: str) -> None:
    plan = open_plan(visitors, demo)

    plan.show(profile)

    assert axe(plan.page) == []


def test_the_choice_of_another_place_is_accessible_and_opens_beside_the_map(visitors: Visitors, demo: SetUp) -> None:
    plan = open_plan(visitors, demo)

    plan.open_choice(plan.groups.first)

    expect(plan.page.locator("#move-panel input[name=target]").first).to_be_visible()
    assert axe(plan.page) == []


def test_a_move_that_no_rule_allows_is_refused_with_the_clause(visitors: Visitors, demo: SetUp) -> None:
    plan = open_plan(visitors, demo).show("chain")  # its first group has just the members it needs

    status = plan.force_move(plan.groups.first)

    assert status == 409
    expect(plan.page.locator(".vd.no")).to_contain_text("依据哪一条")
    assert axe(plan.page) == []


def test_the_petition_names_the_enterprise_that_leads_each_new_branch(visitors: Visitors, demo: SetUp) -> None:
    plan = open_plan(visitors, demo)
    plan.page.get_by_role("link", name="请示草稿").click()
    rows = plan.page.locator(".a4 table").first.locator("tbody tr")
    rows.first.wait_for()

    named = [row.locator("td").all_inner_texts()[:2] for row in rows.all()]

    assert named
    assert [(branch, leading) for branch, leading in named if leading not in branch] == []


@pytest.mark.parametrize("what", ["petition", "adopt"])
def test_what_goes_up_is_accessible_before_it_does(visitors: Visitors, demo: SetUp, what: str) -> None:
    plan = open_plan(visitors, demo)

    plan.page.goto(f"{plan.page.url.partition('?')[0]}{what}")

    assert axe(plan.page) == []


def test_adopting_without_having_looked_through_the_lists_says_so(visitors: Visitors, demo: SetUp) -> None:
    plan = open_plan(visitors, demo)
    plan.page.get_by_role("link", name="采纳并上报").click()

    plan.page.get_by_role("button", name="采纳并上报").click()

    expect(plan.page.get_by_role("alert")).to_contain_text("已逐项核对")
    assert axe(plan.page) == []


def test_a_plan_is_adopted_once_and_taken_back_the_same_day(visitors: Visitors, demo: SetUp) -> None:
    first = open_plan(visitors, demo)
    second = open_plan(visitors, demo, first.page.context.new_page())
    second.page.get_by_role("link", name="采纳并上报").click()
    second.page.get_by_label("我已逐项核对").check()
    first.adopt()

    with second.page.expect_response("**/adopt*") as waiting:
        second.page.get_by_role("button", name="采纳并上报").click()

    assert waiting.value.status == 409
    expect(second.page.get_by_text("什么也没有改动")).to_be_visible()
    assert axe(second.page) == []
    assert axe(first.page) == []

    first.take_back()

    assert axe(first.page) == []
