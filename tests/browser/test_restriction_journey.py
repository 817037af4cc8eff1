"""The contact of a restricted member leaves (联系人交接): the deputy takes over, the member reads it, nobody else knows."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journeys import (
    BRANCH,
    MEMBER,
    NEXT_BRANCH,
    NEXT_SECRETARY,
    SECRETARY,
    STAFF,
    Park,
    fill,
    picture,
    says,
    told,
)

pytestmark = pytest.mark.browser


def name_contact(page: Page, place: str, name: str, part: str) -> None:
    """Name the contact or the deputy."""
    page.goto(f"{place}contacts/name/")
    page.locator("main select[name=contact]").select_option(label=name)
    page.locator("main [name=part]").and_(page.get_by_label(part, exact=True)).check()
    page.locator("main form button.p").click()
    says(page, name)


@pytest.mark.smoke
def test_the_deputy_takes_over_when_the_contact_leaves(park: Park) -> None:
    secretary, place = park.as_(NEXT_SECRETARY), park.sealed()
    names = [one for one in park.of(NEXT_BRANCH) if one != park.name(NEXT_SECRETARY)]
    leaving, deputy = names[-2], names[-1]  # others come to the branch before, on other journeys
    name_contact(secretary, place, leaving, "联系人")
    name_contact(secretary, place, deputy, "副联系人")
    picture(secretary, "contact-named")

    secretary.goto(f"{park.member(leaving)}transfer/open/")
    secretary.get_by_label("省内党员系统").check()
    fill(secretary, target=BRANCH)
    secretary.get_by_role("button", name="登记转出").click()
    told(secretary, "已登记转出")
    other = park.as_(SECRETARY)
    other.goto("/members/transfers/receive/")
    other.get_by_label(leaving).check()
    other.get_by_role("button", name="下一步：核对").click()
    other.get_by_role("button", name="确认接收").click()
    told(other, "已接收 1 名")

    secretary.goto("/")
    says(secretary, "联系人已离开本支部")
    secretary.goto(place)
    secretary.get_by_role("button", name="副联系人接手").click()
    says(secretary, deputy)
    expect(secretary.locator("aside, .aside").first).not_to_contain_text(leaving)
    picture(secretary, "contact-handed-over")

    staff = park.as_(STAFF)
    assert staff.request.get(place).status == 404


def wish(page: Page, words: str) -> None:
    """Ask for something about the own record; the page asks once more."""
    page.get_by_role("button", name=words).click()
    page.locator("dialog[open] button[type=submit]").click()


def decide(page: Page, name: str, basis: str) -> None:
    """Record, from the secretary's own page, that the branch agrees to what a member asked for."""
    page.goto("/")
    title = page.get_by_role("heading", name=f"支部决定 {name} 的意愿")
    page.get_by_role("listitem").filter(has=title).get_by_role("link", name="记下支部的决定").click()
    page.get_by_label("同意，立即生效").check()
    fill(page, basis=basis)
    page.get_by_role("button", name="保存").click()
    told(page, "已记下支部的决定")


@pytest.mark.smoke
def test_who_asks_for_restriction_is_hidden_at_once_and_seen_again_after_the_branch_lifts_it(park: Park) -> None:
    name, place = park.name(MEMBER), park.member(park.name(MEMBER))
    own, secretary, staff = park.as_(MEMBER), park.as_(park.leads(name)), park.as_(STAFF)

    own.goto("/me/")
    wish(own, "提出：限组织内知悉")
    told(own, "已提出，由所在支部决定并答复")
    assert staff.request.get(place).status == 404
    decide(secretary, name, "示例支委会研究同意限定")
    own.goto("/me/")
    says(own, "必须知道的人", "示例支委会研究同意限定")

    wish(own, "提出：取消限组织内知悉")
    told(own, "已提出，由所在支部决定并答复")
    assert staff.request.get(place).status == 404
    decide(secretary, name, "示例支委会研究同意取消")
    own.goto("/me/")
    says(own, "组织内公开", "示例支委会研究同意取消")
    assert staff.request.get(place).status == 200
