"""Who may know: a report to a community, a season with its guests, how quiet an enterprise is, and the page that tells it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.journeys import MEMBER, NEXT_BRANCH, STAFF, Park, fill, picture, says

pytestmark = pytest.mark.browser


def test_a_report_counts_once_and_the_member_reads_who_sees_it(park: Park) -> None:
    own, staff, name = park.as_(MEMBER), park.as_(STAFF), park.name(MEMBER)
    own.goto("/me/check-ins/")
    day = (timezone.localdate() - timedelta(days=40)).isoformat()
    fill(own, community=NEXT_BRANCH, since=day, offer="周末教老人用手机")
    own.get_by_role("button", name="报到").click()
    says(own, NEXT_BRANCH, "周末教老人用手机")
    picture(own, "own-check-ins", height=760)

    staff.goto("/members/check-ins/")
    says(staff, name, NEXT_BRANCH, "周末教老人用手机")
    picture(staff, "check-ins", height=760)
    own.goto("/me/")
    says(own, "能看到我的人", "永远看不到的")
    picture(own, "who-sees-me", height=1200)


def test_a_season_of_every_year(park: Park) -> None:
    staff = park.as_(STAFF)
    staff.goto("/members/seasons/add/")
    staff.locator("main select[name=organization]").select_option(label=NEXT_BRANCH)
    fill(staff, name="示例候鸟季", activities="每月第二个周六上午，示例党群服务中心")
    for field, value in (("first_month", "10"), ("first_day", "15"), ("last_month", "4"), ("last_day", "15")):
        staff.locator(f"main [name={field}]").fill(value)
    staff.get_by_role("button", name="登记").click()
    says(staff, "示例候鸟季", NEXT_BRANCH)
    picture(staff, "seasons", height=640)


def test_an_enterprise_becomes_quieter_at_once_and_more_open_only_after_asking(park: Park) -> None:
    staff = park.as_(STAFF)
    staff.goto("/enterprises/?q=青禾")
    staff.locator("#list tbody a").first.click()
    staff.get_by_role("link", name="查看或调整").click()
    address = staff.url
    levels = staff.locator("main [name=level]")
    levels.last.check()
    fill(staff, decided_by="示例园区党工委", basis="企业刚换出资人，先安静一段时间")
    staff.get_by_role("button", name="登记").click()
    staff.goto(address)
    says(staff, "企业刚换出资人")
    picture(staff, "visibility", height=1100)

    levels.first.check()
    fill(staff, decided_by="示例园区党工委", basis="企业希望公开")
    staff.get_by_role("button", name="登记").click()
    expect(staff.locator("main form")).to_contain_text("听取")
    expect(staff.locator("main .tl li").first).to_contain_text("企业刚换出资人")
