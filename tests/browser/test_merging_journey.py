"""Rows about one person become one (合并重复): compared, merged, taken back; and by two where one row is restricted."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journeys import NEXT_SECRETARY, OFFICER, SECRETARY, STAFF, Park, fill, picture, says, told

pytestmark = pytest.mark.browser
BRANCH, COMMUNITY = "中共示例木槿光电有限公司支部委员会", "中共示例社区支部委员会"
ACCOUNTS = "中共示例会计所支部委员会"
AWAY = "中共示例外地支部委员会"
DUPLICATES = "/members/duplicates/"
BASIS = "对照党员档案，是同一个人"


def pair(page: Page, name: str) -> None:
    """Open the pair of a name among those that may be one person."""
    page.goto(DUPLICATES)
    page.get_by_role("link", name=f"{name} · {name}").click()


def merge(page: Page) -> None:
    """Merge the pair that is open."""
    fill(page, basis=BASIS)
    page.get_by_role("button", name="确认合并").click()
    told(page, "已合并，今天内可以撤回")


def test_two_rows_are_compared_merged_taken_back_and_merged_again(park: Park) -> None:
    page, name = park.as_(STAFF), park.of(BRANCH)[1]
    double = park.demo.installation.run(f"tests.browser.doubles:double_of({name!r}, {COMMUNITY!r})")
    other = f"/members/{double['other']}/"

    page.goto(DUPLICATES)
    says(page, "姓名和出生日期相同", "木槿", "社区")
    picture(page, "duplicates", height=600)
    pair(page, name)
    says(page, "同一时间只有一个的", "只留下")
    posts = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="任职", exact=True))
    assert posts.get_by_role("cell").all_inner_texts() == ["1", "1", "2"]
    picture(page, "merge", height=1640)

    merge(page)
    says(page, COMMUNITY, BRANCH, AWAY, "茉莉", "木槿")
    assert page.request.get(other).status == 404
    page.goto(DUPLICATES)
    assert page.get_by_role("link", name=f"{name} · {name}").count() == 0
    picture(page, "merged", height=640)

    page.get_by_role("button", name="撤回合并").click()
    told(page, "已撤回合并，两行各自恢复")
    assert page.request.get(other).status == 200
    page.goto(f"/members/{double['kept']}/")
    expect(page.locator("#main")).not_to_contain_text(AWAY)

    pair(page, name)
    merge(page)
    says(page, AWAY)
    page.goto(f"/members/?q={name}")
    expect(page.locator("#list tbody tr")).to_have_count(1)


def test_a_restricted_row_is_merged_by_the_officer_and_its_own_secretary(park: Park) -> None:
    officer, secretary = park.as_(OFFICER), park.as_(NEXT_SECRETARY)
    double = park.demo.installation.run(f"tests.browser.doubles:open_double_of_sealed({ACCOUNTS!r})")
    name = double["name"]
    others = [park.as_(one) for one in (STAFF, SECRETARY)]

    officer.goto(DUPLICATES)
    officer.locator("section, .card").filter(has_text="同名，须支部书记一起核对").get_by_role(
        "link", name=name
    ).first.click()
    if f"/members/{double['kept']}/" not in officer.url:
        officer.get_by_role("link", name="改为保留另一行").click()
    fill(officer, basis="两个支部的名册同名，请对照档案")
    picture(officer, "merge-propose", height=720)
    officer.get_by_role("button", name="请支部书记核对").click()
    told(officer, "已请支部书记核对")
    for one in others:
        one.goto(DUPLICATES)
        expect(one.locator("#main")).not_to_contain_text(name)

    secretary.goto("/")
    duty = secretary.get_by_role("listitem").filter(has_text=f"核对 {name} 是不是登记了两行")
    duty.get_by_role("link", name="核对并答复").click()
    says(secretary, "两行比对", "两个支部的名册同名")
    picture(secretary, "merge-answer", height=1000)
    for one in others:
        assert one.request.get(secretary.url).status == 404
    secretary.get_by_label("是同一个人，同意合并").check()
    secretary.get_by_role("button", name="答复").click()
    told(secretary, "已合并，今天内可以撤回")

    secretary.goto(park.sealed())
    says(secretary, "限组织内知悉", ACCOUNTS)
    assert secretary.request.get(f"/members/{double['other']}/").status == 404
    for one in others:
        assert one.request.get(park.sealed()).status == 404
        one.goto(f"/members/?q={name}")
        expect(one.locator("#list").get_by_role("link", name=name)).to_have_count(0)
    officer.goto(DUPLICATES)
    expect(officer.get_by_text("待支部书记核对")).to_have_count(0)
