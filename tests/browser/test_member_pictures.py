"""The guide's pictures of the register: handed out, lists by consent, skills, dues paid elsewhere (RUNWU_SCREENSHOTS=1)."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from tests.browser.installation import SetUp
from tests.browser.journeys import BRANCH, MEMBER, SECRETARY, STAFF, Park, fill, picture, told
from tests.browser.looking import WANTED
from tests.browser.visitors import Visitors

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not WANTED, reason="RUNWU_SCREENSHOTS=1 takes them")]
DUES_OFFICER = "dues-officer"


@pytest.fixture
def people(visitors: Visitors, demo: SetUp) -> Park:
    """Receive visitors in a demo park of these pictures alone."""
    return Park(visitors, demo)


def download(page: Page, button: str) -> None:
    """Press a button that hands out a file."""
    with page.expect_download():
        page.get_by_role("button", name=button).click()


def test_what_is_handed_out(people: Park) -> None:
    staff, secretary, name = people.as_(STAFF), people.as_(SECRETARY), people.of(BRANCH)[1]
    staff.goto("/members/export/?standing=full")
    for one in ("gender", "education"):
        staff.locator(f"main [name=columns][value={one}]").check()
    picture(staff, "register-export", height=1100)
    download(staff, "导出")
    staff.locator("main [name=clear]").check()
    staff.locator("main [name=columns][value=phone]").check()
    fill(staff, recipient="中共示例县委组织部", reason="年度党内统计核对")
    download(staff, "导出")

    secretary.goto(f"{people.member(name)}collection-form/")
    picture(secretary, "collection-form", height=1100)
    fill(secretary, recipient="本人", reason="本人核对登记内容")
    download(secretary, "下载")
    staff.goto(f"{people.member(name)}provisions/record/")
    for one in ("name", "standing"):
        staff.locator(f"main [name=fields_told][value={one}]").check()
    fill(staff, recipient="示例街道党工委", reason="核实组织关系所在支部")
    staff.get_by_role("button", name="登记").click()
    told(staff, "已登记")
    staff.goto("/members/provisions/")
    picture(staff, "provisions", height=760)


def test_lists_by_consent(people: Park) -> None:
    secretary, member, name = people.as_(SECRETARY), people.as_(MEMBER), people.name(MEMBER)
    for title, purpose in (("党员志愿服务队", "周末在园区帮企业答疑"), ("青年技术攻关小组", "每月一次技术交流")):
        secretary.goto("/members/lists/")
        secretary.locator("main select[name=organization]").select_option(index=1)
        secretary.locator("main select[name=kind]").select_option("service" if "志愿" in title else "group")
        fill(secretary, name=title, purpose=purpose, seen_by="名单上的人和支部书记")
        secretary.get_by_role("button", name="建立").click()
        told(secretary, "已建立")
        secretary.locator("main select[name=member]").select_option(label=name)
        secretary.get_by_role("button", name="征求意见").click()
        told(secretary, "已征求意见")
    member.goto("/me/lists/")
    member.get_by_role("button", name="愿意 党员志愿服务队", exact=True).click()
    told(member, "已记下")
    picture(member, "own-lists", height=640)
    secretary.goto("/members/lists/")
    picture(secretary, "voluntary-lists", height=1100)
    secretary.get_by_role("link", name="党员志愿服务队").click()
    picture(secretary, "voluntary-list", height=860)


def test_the_map_of_skills(people: Park) -> None:
    people.demo.installation.run("tests.browser.people_on_record:tell_skills()")
    staff = people.as_(STAFF)
    staff.goto("/organizations/skills/map/")
    picture(staff, "skill-map", height=660)


def test_dues_paid_elsewhere(people: Park) -> None:
    name = people.demo.installation.run(f"tests.browser.people_on_record:send_away({BRANCH!r})")
    keeper = people.as_(DUES_OFFICER)
    keeper.goto("/dues/")
    keeper.get_by_role("link", name="欠交", exact=True).click()
    keeper.get_by_role("link", name=re.compile(f"^补交.*{name}")).first.click()
    keeper.get_by_role("link", name="登记在流入地交纳").click()
    for box in keeper.locator("main [name=months]").all()[1:3]:
        box.check()
    keeper.get_by_label("流动党员活动证", exact=True).check()
    fill(keeper, document="示例收据 0012、0013", paper_on=timezone.localdate().isoformat())
    keeper.locator("main [name=document]").focus()
    picture(keeper, "dues-elsewhere-record", height=1100)
    keeper.get_by_role("button", name="登记", exact=True).click()
    told(keeper, "已登记在流入地交纳")
    picture(keeper, "dues-elsewhere", height=720)
