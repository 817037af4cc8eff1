"""Pages about dues paid at the place of stay: the dues officer's and the payer's; everybody else reads “cleared”."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import ClientAs
from runwu.access.choices import Role
from runwu.access.services import RoleRequest, grant_role
from runwu.accounts.models import User
from runwu.core.middleware import LANGUAGE_COOKIE
from runwu.dues.models import PaidElsewhere
from runwu.dues.services import withdraw_elsewhere
from runwu.dues.tests.stage import NOVEMBER, approved, paid
from runwu.dues.tests.test_elsewhere import PLACE, away, record
from runwu.members.models import PartyMember
from tests.world import RESTRICTED_NAME, SINCE, World

pytestmark = pytest.mark.django_db(databases="__all__")
PAPER = "示例收据 7 号"
TYPED = {
    "months": ["2026-11-01", "2026-10-01"], "at": "host", "proof": "card", "document": PAPER, "paper_on": "2026-11-20",
}  # fmt: skip


def words(answer: Any) -> str:
    """Return what a page says."""
    return str(answer.content.decode())


def normalized(text: str) -> str:
    """Return a page without tokens and ids."""
    return re.sub(r'(value|nonce)="[^"]{20,}"|"X-CSRFToken": "[^"]+"', "", text)


def month(world: World, name: str = "month") -> str:
    """Return the address of this month of the first branch."""
    return reverse(f"dues:{name}", args=[world.near.branch.public_id, 2026, 11])


def address(world: World, member: PartyMember | None = None) -> str:
    """Return the address of the form for a member."""
    who = member or world.members.full
    return reverse("dues:elsewhere-record", args=[world.near.branch.public_id, who.public_id])


def test_the_dues_officer_comes_from_the_single_receipt(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full)
    single = reverse("dues:receive", args=[world.near.branch.public_id, world.members.full.public_id])

    assert address(world) in words(client_as(world.cast.dues_officer).get(single))


def test_months_are_recorded_and_taken_back_on_the_page(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full)
    away(world)
    client = client_as(world.cast.dues_officer)

    page = words(client.post(address(world), TYPED, follow=True))
    listed = words(client.get(reverse("dues:elsewhere", args=[world.near.branch.public_id])))
    screen = words(client.get(month(world)))

    row = PaidElsewhere.objects.get()
    assert all(PLACE in one and PAPER in one for one in (page, listed, screen))
    assert "已交 0 人，未交 0 人，在流入地交纳 1 人" in screen
    answer = client.post(reverse("dues:elsewhere-page", args=[row.public_id]), follow=True)
    assert "已撤回" in words(answer)
    assert "未交 1 人" in words(client.get(month(world)))


def test_what_is_wrong_stands_beside_the_form(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full)

    answer = client_as(world.cast.dues_officer).post(address(world), TYPED | {"at": "other", "place": "示例街道支部"})

    assert answer.status_code == 422
    assert "没有这名党员流出的登记" in words(answer)
    assert PAPER in words(answer)


def test_the_other_place_wants_a_name(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full)
    away(world)

    answer = client_as(world.cast.dues_officer).post(address(world), TYPED | {"at": "other"})

    assert "请填写党组织名称" in words(answer)


def test_where_the_rule_says_no_nothing_is_written(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full)
    away(world)

    answer = client_as(world.cast.dues_officer).post(address(world), TYPED | {"proof": "none"})

    assert answer.status_code == 409
    assert "流动党员活动证" in words(answer)
    assert not PaidElsewhere.objects.exists()


def test_the_form_does_not_tell_who_floats_and_where(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full)
    client = client_as(world.cast.dues_officer)
    at_home = normalized(words(client.get(address(world))))

    away(world)

    assert normalized(words(client.get(address(world)))) == at_home


def test_without_an_open_month_there_is_nothing_to_record(world: World, client_as: ClientAs) -> None:
    PartyMember.objects.filter(pk=world.members.full.pk).update(admitted_on=NOVEMBER)
    world.members.full.refresh_from_db()
    approved(world, world.members.full, starts=NOVEMBER)
    paid(world, world.members.full, [NOVEMBER])

    assert "没有未交的月份" in words(client_as(world.cast.dues_officer).get(address(world)))


def test_the_secretary_reads_that_it_is_cleared_and_no_paper(world: World, client_as: ClientAs) -> None:
    away(world)
    record(world, months=[NOVEMBER])

    page = words(client_as(world.cast.secretary).get(month(world)))

    assert "在流入地交纳 1 人" in page
    assert PLACE not in page
    assert PAPER not in page


def test_the_sheet_on_the_wall_says_what_it_says_of_everybody(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full)
    away(world)
    client = client_as(world.cast.dues_officer)
    receipt = record(world, months=[NOVEMBER])
    elsewhere = normalized(words(client.get(month(world, "publication"))))
    withdraw_elsewhere(paid=receipt, by=world.cast.dues_officer, on=world.day)

    paid(world, world.members.full, [NOVEMBER])

    assert normalized(words(client.get(month(world, "publication")))) == elsewhere
    assert "流入地" not in elsewhere


def test_staff_cannot_tell_a_payment_elsewhere_from_one_at_home(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full)
    away(world)
    client = client_as(world.cast.staff)
    pages = [
        reverse("dues:overview-branch", args=[world.near.branch.public_id]),
        reverse("dues:overview"), reverse("dues:overview-year"),
    ]  # fmt: skip
    row = record(world, months=[NOVEMBER])
    elsewhere = [normalized(words(client.get(page))) for page in pages]
    withdraw_elsewhere(paid=row, by=world.cast.dues_officer, on=world.day)

    paid(world, world.members.full, [NOVEMBER])

    assert [normalized(words(client.get(page))) for page in pages] == elsewhere


def test_the_host_is_shown_nothing(world: World, client_as: ClientAs) -> None:
    away(world, host=world.far.branch, host_label="")
    row = record(world, months=[NOVEMBER])
    client = client_as(world.cast.far_dues_officer)

    place = world.far.branch.public_id
    pages = [
        client.get(reverse("dues:month", args=[place, 2026, 11])), client.get(reverse("dues:elsewhere", args=[place])),
    ]  # fmt: skip

    assert client.get(reverse("dues:elsewhere-page", args=[row.public_id])).status_code == 404
    assert not any(world.members.full.person.full_name in words(page) for page in pages)


def test_a_restricted_member_is_named_to_the_own_branch_alone(world: World, client_as: ClientAs) -> None:
    assert world.members.restricted
    approved(world, world.members.restricted)
    away(world, world.members.restricted)
    row = record(world, months=[NOVEMBER], member=world.members.restricted)
    page = reverse("dues:elsewhere-page", args=[row.public_id])

    assert RESTRICTED_NAME in words(client_as(world.cast.dues_officer).get(page))
    assert RESTRICTED_NAME not in words(client_as(world.cast.dues_officer).get(month(world, "publication")))
    assert {client_as(getattr(world.cast, who)).get(page).status_code for who in ("staff", "officer", "secretary")} == {
        404
    }


def test_who_is_restricted_in_another_branch_by_now_has_no_name_in_the_old_list(
    world: World, client_as: ClientAs
) -> None:
    away(world)
    record(world, months=[NOVEMBER])
    PartyMember.objects.filter(pk=world.members.full.pk).update(organization=world.near.next_branch, restricted=True)

    listed = words(
        client_as(world.cast.dues_officer).get(reverse("dues:elsewhere", args=[world.near.branch.public_id]))
    )

    assert "（已转出的党员）" in listed
    assert world.members.full.person.full_name not in listed


def test_the_member_reads_it_on_the_own_page(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full, starts=date(2026, 9, 1))
    away(world)
    record(world)

    page = words(client_as(world.cast.member).get(reverse("own-dues:page")))

    assert "在流入地交纳的党费" in page
    assert all(one in page for one in (PLACE, PAPER, "2026-09、2026-10", "到上月为止没有欠交"))


def test_the_own_page_is_in_english_too(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full, starts=date(2026, 9, 1))
    away(world)
    record(world)
    client = client_as(world.cast.member)
    client.cookies[LANGUAGE_COOKIE] = "en"

    page = words(client.get(reverse("own-dues:page")))

    assert "Dues paid at the place of stay" in page
    assert "No dues outstanding up to last month." in page


@pytest.fixture
def keeper(world: World) -> User:
    """Return the dues officer of the first branch, with three members who paid elsewhere."""
    for member in (world.members.full, world.members.second, world.members.third):
        away(world, member)
    return world.cast.dues_officer


@pytest.mark.parametrize("name", ["month", "elsewhere"])
def test_rows_ask_no_more_questions(world: World, keeper: User, client_as: ClientAs, name: str) -> None:
    client = client_as(keeper)
    place = world.near.branch.public_id
    page = month(world) if name == "month" else reverse("dues:elsewhere", args=[place])
    record(world, months=[NOVEMBER])
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)

    for member in (world.members.second, world.members.third):
        record(world, months=[date(2026, 10, 1), NOVEMBER], member=member)

    with CaptureQueriesContext(connection) as three:
        client.get(page)
    assert len(three) == len(one)


def test_the_own_dues_officer_of_the_host_still_issues_no_receipt(world: World, client_as: ClientAs) -> None:
    away(world, host=world.near.next_branch, host_label="")
    asked = RoleRequest(role=Role.DUES_OFFICER, organization=world.near.next_branch, with_below=True, valid_from=SINCE)
    grant_role(user=world.cast.next_secretary, request=asked, by=None, scope=None)

    answer = client_as(world.cast.next_secretary).get(
        reverse("dues:receive", args=[world.near.next_branch.public_id, world.members.full.public_id])
    )

    assert answer.status_code == 404
