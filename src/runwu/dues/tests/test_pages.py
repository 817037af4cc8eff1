"""Pages of dues: one act for a month, amounts for two kinds of people alone, nobody restricted on what is posted."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from conftest import ClientAs
from runwu.access.services import link_person
from runwu.core.middleware import LANGUAGE_COOKIE
from runwu.core.owndata import held_about
from runwu.dues.models import DuesReceipt, DuesTable
from runwu.dues.tests.stage import NOVEMBER, approved, draft, paid
from runwu.members.models import PartyMember
from runwu.members.services import AffiliationInput, affiliate
from runwu.people.models import Person
from tests.world import RESTRICTED_NAME, World

pytestmark = pytest.mark.django_db(databases="__all__")
AMOUNT = "40.00"


def words(answer: Any) -> str:
    """Return what a page says."""
    return str(answer.content.decode())


def month(world: World, name: str = "month") -> str:
    """Return the address of this month of the first branch."""
    return reverse(f"dues:{name}", args=[world.near.branch.public_id, 2026, 11])


def collect(client: Client, world: World, *members: Any, **typed: Any) -> Any:
    """Take in a month on the page."""
    data = {"received_on": "2026-11-20", "method": "cash", "member": [one.public_id for one in members]}
    return client.post(month(world, "collect"), data | typed, follow=True)


def test_a_month_is_one_act_on_one_screen(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full, world.members.second)
    client = client_as(world.cast.dues_officer)

    page = words(collect(client, world, world.members.full, world.members.second))

    assert "已收 2 人" in page
    assert "已交 2 人" in page


def test_who_is_not_ticked_stays_unpaid(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full, world.members.second)

    collect(client_as(world.cast.dues_officer), world, world.members.full)

    assert DuesReceipt.objects.get().member == world.members.full


def test_a_refusal_keeps_what_was_ticked_and_does_nothing(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full, world.members.second)

    answer = collect(client_as(world.cast.dues_officer), world, world.members.full, received_on="2026-11-21")

    assert answer.status_code == 422
    assert "收款日期晚于今天" in words(answer)
    assert words(answer).count(" checked") == 1 + words(answer).count('type="radio" name="method" value="cash"')
    assert not DuesReceipt.objects.exists()


def test_the_secretary_sees_who_has_paid_and_no_amount(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full, world.members.second)
    paid(world, world.members.full, [NOVEMBER])

    client = client_as(world.cast.secretary)
    pages = [words(client.get(address)) for address in (month(world), *_lists(world))]

    assert "收据 2026-0001 号" in pages[0]
    assert not any(AMOUNT in page for page in pages)


def _lists(world: World) -> list[str]:
    place = [world.near.branch.public_id]
    shown = reverse("dues:receipts", args=place, query={"amounts": "shown"})
    return [shown, reverse("dues:arrears", args=place), month(world, "publication")]


def test_amounts_stand_in_the_register_only_when_asked_for(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full)
    paid(world, world.members.full, [NOVEMBER])
    client, address = client_as(world.cast.dues_officer), _lists(world)[0]

    assert AMOUNT not in words(client.get(address.split("?")[0]))
    assert AMOUNT in words(client.get(address))


def test_only_the_dues_officer_exports(world: World, client_as: ClientAs) -> None:
    address = reverse("dues:receipts", args=[world.near.branch.public_id], query={"export": "xlsx"})

    kept, seen = (client_as(who).get(address) for who in (world.cast.dues_officer, world.cast.secretary))

    assert "spreadsheet" in kept.headers["Content-Type"]
    assert "spreadsheet" not in seen.headers.get("Content-Type", "")


def test_nobody_restricted_stands_on_the_sheet_that_is_posted(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.dues_officer)

    assert RESTRICTED_NAME in words(client.get(month(world)))
    assert RESTRICTED_NAME not in words(client.get(month(world, "publication")))


def test_the_sheet_of_a_month_that_is_not_over_says_up_to_when_it_tells(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.dues_officer)
    before = reverse("dues:publication", args=[world.near.branch.public_id, 2026, 10])

    now, then = words(client.get(month(world, "publication"))), words(client.get(before))

    assert "本月尚未结束，以上为截至 11 月 20 日的情况。" in now
    assert "本月尚未结束" not in then


def test_a_month_to_come_is_told_in_words(world: World, client_as: ClientAs) -> None:
    address = reverse("dues:month", args=[world.near.branch.public_id, 2026, 12])

    answer = client_as(world.cast.dues_officer).get(address)

    assert answer.status_code == 422
    assert "还没有到" in words(answer)


def test_a_line_is_shown_with_its_sum_before_it_is_kept(world: World, client_as: ClientAs) -> None:
    table = draft(world)
    client = client_as(world.cast.dues_officer)
    address = reverse("dues:line", args=[table.public_id, world.members.full.public_id])
    typed = {"payer": "monthly_wage", "base": "4000", "starts": "2026-01-01"}

    looked = words(client.post(address, typed | {"step": "look"}))
    kept_before = table.lines.count()
    client.post(address, typed | {"step": "save"})

    assert "= 40.00 元" in looked
    assert (kept_before, table.lines.count()) == (0, 1)


def test_a_table_is_approved_on_its_page(world: World, client_as: ClientAs) -> None:
    table = draft(world, world.members.full)
    client = client_as(world.cast.dues_officer)
    typed = {"approved_on": "2026-11-20", "approver": "示例批准人", "document": "示例记录"}

    client.post(reverse("dues:table", args=[table.public_id]), typed)

    assert DuesTable.objects.get().approved_on == world.day
    assert "本人签字" in words(client.get(reverse("dues:table-paper", args=[table.public_id])))


def test_a_single_receipt_for_a_quarter_is_brought_by_somebody_else(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full)
    client = client_as(world.cast.dues_officer)
    address = reverse("dues:receive", args=[world.near.branch.public_id, world.members.full.public_id])
    typed = {
        "months": ["2026-11-01", "2026-12-01"], "consented": "on", "received_on": "2026-11-20", "method": "transfer",
        "paid_by": "paid_by_relative", "payer_name": "示例亲属",
    }  # fmt: skip

    page = words(client.post(address, typed, follow=True))

    assert "80.00 元" in page
    assert "示例亲属" in page


def test_the_member_reads_the_own_table_receipts_and_arrears(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full, world.members.second)
    paid(world, world.members.full, [NOVEMBER])

    page = words(client_as(world.cast.member).get(reverse("own-dues:page")))

    assert AMOUNT in page
    assert "2026-0001 号" in page
    assert "2026-10" in page


def test_a_single_receipt_offers_what_is_not_paid_and_ticks_what_is_late(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full)
    paid(world, world.members.full, [NOVEMBER])

    address = reverse("dues:receive", args=[world.near.branch.public_id, world.members.full.public_id])
    page = words(client_as(world.cast.dues_officer).get(address))

    ticked = re.findall(r'<input[^>]*value="(2026-1\d-01)"[^>]*checked', page)
    assert 'value="2026-11-01"' not in page
    assert 'value="2026-12-01"' in page
    assert ticked == ["2026-10-01"]


@pytest.mark.parametrize(("restricted", "status"), [(False, 200), (True, 404)])
def test_months_of_who_has_left_are_settled_where_they_are_owed(
    world: World, client_as: ClientAs, restricted: bool, status: int
) -> None:
    member = world.members.full
    approved(world, member, starts=date(2026, 9, 1))
    table = draft(world)
    affiliate([AffiliationInput(member=member, organization=world.near.next_branch, since=date(2026, 10, 15))])
    PartyMember.objects.filter(pk=member.pk).update(restricted=restricted)
    client, here = client_as(world.cast.dues_officer), [world.near.branch.public_id, member.public_id]

    answers = [
        client.get(reverse(f"dues:{name}", args=arguments)).status_code
        for name, arguments in (
            ("receive", here),
            ("elsewhere-record", here),
            ("line", [table.public_id, member.public_id]),
        )
    ]

    assert answers == [status] * 3
    assert client_as(world.cast.secretary).get(reverse("dues:talk", args=here)).status_code == 404


def test_who_has_left_pays_what_is_owed_here_with_a_receipt(world: World, client_as: ClientAs) -> None:
    member = world.members.full
    approved(world, member, starts=date(2026, 9, 1))
    affiliate([AffiliationInput(member=member, organization=world.near.next_branch, since=date(2026, 10, 15))])
    typed = {"months": ["2026-09-01"], "received_on": "2026-11-20", "method": "cash", "paid_by": "paid_in_person"}

    client_as(world.cast.dues_officer).post(
        reverse("dues:receive", args=[world.near.branch.public_id, member.public_id]), typed
    )

    assert [one.month for one in DuesReceipt.objects.get().months.all()] == [date(2026, 9, 1)]


def test_the_member_reads_what_this_month_asks_for(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full, world.members.second)

    page = words(client_as(world.cast.member).get(reverse("own-dues:page")))

    assert "本月（2026-11）" in page
    assert f"未交 · {AMOUNT}" in page


def test_who_is_no_member_reads_that_there_are_no_dues(world: World, client_as: ClientAs) -> None:
    person = Person.objects.create(name="示例联络人")
    link_person(user=world.cast.newcomer, person=person, by=None)

    page = client_as(world.cast.newcomer).get(reverse("own-dues:page"))

    assert "没有你的党员登记" in words(page)
    assert client_as(world.cast.staff).get(reverse("own-dues:page")).status_code == 404


def test_a_receipt_is_a_chinese_paper_in_every_language(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full)
    receipt = paid(world, world.members.full, [NOVEMBER])

    client = client_as(world.cast.member)
    client.cookies[LANGUAGE_COOKIE] = "en"

    page = words(client.get(reverse("own-dues:receipt", args=[receipt.public_id])))

    assert "Dues receipt" in page
    assert '<th scope="row">交款方式</th><td>现金</td>' in page


def test_what_is_held_about_a_person_tells_the_dues(world: World) -> None:
    approved(world, world.members.full)
    paid(world, world.members.full, [NOVEMBER])

    sections = {one.key: one for one in held_about(person_id=world.members.full.person_id, on=world.day)}

    assert len(sections["dues_lines"].records) == 1
    assert len(sections["dues_receipts"].records) == 1


def _admitted(member: PartyMember | None, on: date) -> None:
    assert member is not None
    PartyMember.objects.filter(pk=member.pk).update(admitted_on=on)


def test_the_month_says_who_begins_to_pay_and_by_which_clause(world: World, client_as: ClientAs) -> None:
    _admitted(world.members.full, date(2026, 11, 9))

    page = words(client_as(world.cast.secretary).get(month(world)))

    assert "自 2026 年 11 月起交纳" in page
    assert "第八条" in page


def test_the_month_does_not_say_when_a_restricted_member_begins(world: World, client_as: ClientAs) -> None:
    _admitted(world.members.restricted, date(2026, 11, 9))

    page = words(client_as(world.cast.dues_officer).get(month(world)))

    assert "月起交纳" not in page


def test_a_single_receipt_says_from_when_its_payer_begins(world: World, client_as: ClientAs) -> None:
    _admitted(world.members.full, date(2026, 10, 9))

    page = words(
        client_as(world.cast.dues_officer).get(
            reverse("dues:receive", args=[world.near.branch.public_id, world.members.full.public_id])
        )
    )

    assert "自 2026 年 10 月起交纳" in page
    assert "第八条" in page


def test_a_single_receipt_does_not_tell_a_beginning_long_ago(world: World, client_as: ClientAs) -> None:
    _admitted(world.members.full, date(2015, 10, 9))

    page = words(
        client_as(world.cast.dues_officer).get(
            reverse("dues:receive", args=[world.near.branch.public_id, world.members.full.public_id])
        )
    )

    assert "月起交纳" not in page
