"""A member asks to delete a piece (删除申请) and is answered; a former member's whole record is only stored."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser.journeys import (
    BRANCH,
    MEMBER,
    NEXT_BRANCH,
    SECRETARY,
    STAFF,
    Park,
    fill,
    picture,
    says,
    told,
)

pytestmark = pytest.mark.browser
GROUND = "《示例统计办法》第三条"


def test_what_must_be_kept_is_only_stored_and_comes_back_when_it_is_lifted(park: Park) -> None:
    name, place = park.name(MEMBER), park.member(park.name(MEMBER))
    own, secretary = park.as_(MEMBER), park.as_(park.leads(name))

    own.goto("/me/")
    own.get_by_role("link", name="申请删除").click()
    first = own.locator("main [name=piece]").first
    piece = own.locator(f"label[for={first.get_attribute('id')}]").inner_text().strip()
    first.check()
    own.get_by_role("button", name="提出").click()
    told(own, "已提出，由所在支部核对并答复")

    secretary.goto("/")
    title = secretary.get_by_role("heading", name=f"答复 {name} 的删除申请")
    secretary.get_by_role("listitem").filter(has=title).get_by_role("link", name="核对并答复").click()
    secretary.locator("main [name=outcome][value=freeze]").check()
    until = timezone.localdate() + timedelta(days=90)
    fill(secretary, answer="年度统计要求保存，期满删除。", ground=GROUND, until=until.isoformat())
    picture(secretary, "deletion-answer", height=1040)
    secretary.get_by_role("button", name="答复本人").click()
    told(secretary, "已答复")

    own.goto("/me/")
    says(own, "停止处理", GROUND)
    secretary.goto(place)
    secretary.get_by_role("link", name=piece, exact=True).click()
    secretary.get_by_role("link", name="解除停止处理").click()
    fill(secretary, reason="本人要求恢复，便于联系")
    secretary.get_by_role("button", name="解除停止处理").click()
    told(secretary, "已解除停止处理，内容回到名册")


def test_a_former_members_record_is_opened_one_by_one_and_with_a_reason(park: Park) -> None:
    name = park.demo.installation.run(f"tests.browser.people_on_record:who_left_asks({NEXT_BRANCH!r}, {GROUND!r})")
    staff = park.as_(STAFF)
    staff.goto(f"/members/?q={name}")
    says(staff, "没有")

    staff.goto("/members/frozen/")
    assert name not in staff.locator("#main").inner_text()
    staff.locator("#main li h2 a").first.click()
    assert name not in staff.locator("#main").inner_text()
    fill(staff, reason="组织部门依法核实原来的组织关系")
    staff.get_by_role("button", name="打开并留下记录").click()
    says(staff, name, NEXT_BRANCH)
    picture(staff, "frozen-record", height=1040)
    staff.goto("/members/frozen/")
    assert name not in staff.locator("#main").inner_text()


def test_a_colleague_is_proposed_and_the_branch_decides(park: Park) -> None:
    secretary, names = park.as_(SECRETARY), [one for one in park.of(BRANCH) if one != park.name(SECRETARY)]
    day = timezone.localdate().isoformat()
    secretary.goto("/members/seedlings/")
    secretary.locator("main select[name=member]").select_option(label=names[0])
    fill(secretary, reason="懂生产调度，愿意学党务", told_on=day)
    secretary.locator("main [name=agreed]").check()
    secretary.get_by_role("button", name="登记提名").click()
    told(secretary, "已登记提名，等支部研究")
    secretary.locator("#main h3 a").first.click()
    secretary.locator("main select[name=accepts]").select_option("yes")
    fill(secretary, decided_on=day, document="支部委员会会议", words="参加下季度党务工作者培训")
    picture(secretary, "seedling", height=1040)
    secretary.get_by_role("button", name="登记支部意见").click()
    told(secretary, "已登记支部意见")
    says(secretary, f"{names[0]} · 支部同意培养")
