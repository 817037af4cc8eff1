"""Arrears are told and asked about, never acted upon; what goes up and what comes back never meet."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.dues.choices import Direction
from runwu.dues.duties import LOOK_BACK, arrears_to_ask_about, dues_to_keep
from runwu.dues.models import DuesReceipt, DuesRemittance, DuesTalk
from runwu.dues.selectors import Arrears, arrears, totals
from runwu.dues.selectors.money import is_large, quarters
from runwu.dues.services import (
    ReceiptOrder,
    hand_up,
    receive_extra,
    record_return,
    record_talk,
    reverse_receipt,
    reverse_remittance,
)
from runwu.dues.tests.stage import NOVEMBER, approved, book_of, paid
from runwu.members.models import PartyMember
from runwu.members.services import AffiliationInput, affiliate
from tests.world import World

pytestmark = pytest.mark.django_db(databases="__all__")


def owed(world: World) -> list[Arrears]:
    """Return today's arrears of the first branch."""
    return arrears(organizations=[world.near.branch], on=world.day, months=LOOK_BACK)


def talk(world: World, *, has_reason: bool) -> None:
    """Record a talk with the second member."""
    record_talk(
        organization=world.near.branch, member=world.members.second, talked_on=world.day, has_reason=has_reason,
        by=world.cast.secretary, on=world.day,
    )  # fmt: skip


def extra(world: World, amount: int) -> DuesReceipt:
    """Take in an extra payment."""
    return receive_extra(
        organization=world.near.branch, member=world.members.full, amount=Decimal(amount),
        order=ReceiptOrder(received_on=world.day), by=world.cast.dues_officer, book=book_of(world),
    )  # fmt: skip


def up(world: World, amount: str | None, receipt: DuesReceipt | None = None) -> DuesRemittance:
    """Hand something up."""
    return hand_up(
        organization=world.near.branch, year=2026, amount=Decimal(amount) if amount else None, made_on=world.day,
        document="示例 1", by=world.cast.dues_officer, book=book_of(world), receipt=receipt,
    )  # fmt: skip


def down(world: World, amount: str, *, netted: bool = False) -> DuesRemittance:
    """Get something back."""
    return record_return(
        organization=world.near.branch, year=2026, amount=Decimal(amount), netted=netted, made_on=world.day,
        document="示例 2", by=world.cast.dues_officer, book=book_of(world),
    )  # fmt: skip


def test_months_in_a_row_up_to_the_last_one_are_told_apart_from_older_ones(world: World) -> None:
    approved(world, world.members.second, starts=date(2026, 6, 1))
    paid(world, world.members.second, [date(2026, 7, 1)])

    row = owed(world)[0]

    assert row.run == (date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1))
    assert row.months == (date(2026, 6, 1), *row.run)
    assert row.owed == Decimal("160.00")


def test_an_older_month_that_stays_out_is_named_to_everybody_whom_it_concerns(
    world: World, client_as: ClientAs
) -> None:
    approved(world, world.members.full, starts=date(2026, 9, 1))
    paid(world, world.members.full, [date(2026, 10, 1)])

    pages = [
        client_as(who).get(address).content.decode()
        for who, address in (
            (world.cast.secretary, reverse("dues:arrears", args=[world.near.branch.public_id])),
            (world.cast.member, reverse("own-dues:page")),
        )
    ]

    assert ["2026-09" in page for page in pages] == [True, True]
    assert "没有欠交" not in pages[1]


def test_the_duty_of_the_secretary_names_older_months_too(world: World) -> None:
    approved(world, world.members.second)
    paid(world, world.members.second, [date(2026, 2, 1)])

    duty = arrears_to_ask_about(scope_of(world.cast.secretary, world.day), world.day)[0]

    assert "连续 8 个月" in duty.title
    assert "还有更早的没有交：2026-01" in duty.why


def test_what_is_owed_to_the_branch_of_before_is_told_there_and_at_home(world: World, client_as: ClientAs) -> None:
    member = world.members.full
    approved(world, member, starts=date(2026, 9, 1))
    affiliate([AffiliationInput(member=member, organization=world.near.next_branch, since=date(2026, 10, 15))])

    page = client_as(world.cast.dues_officer).get(reverse("dues:arrears", args=[world.near.branch.public_id]))
    own = client_as(world.cast.member).get(reverse("own-dues:page"))

    assert "2026-09 – 2026-10" in page.content.decode()
    assert "已转出本支部" in page.content.decode()
    assert "2026-09 – 2026-10" in own.content.decode()
    assert arrears_to_ask_about(scope_of(world.cast.secretary, world.day), world.day) == []


def test_without_an_approved_amount_nobody_is_in_arrears(world: World) -> None:
    assert owed(world) == []


def test_long_arrears_are_a_duty_of_the_secretary_until_a_reason_is_known(world: World) -> None:
    approved(world, world.members.second)
    scope = scope_of(world.cast.secretary, world.day)
    before = arrears_to_ask_about(scope, world.day)

    talk(world, has_reason=True)

    assert [world.members.second.person.full_name in duty.title for duty in before] == [True]
    assert arrears_to_ask_about(scope, world.day) == []


def test_arrears_without_a_reason_change_nobodys_standing(world: World) -> None:
    approved(world, world.members.second)

    talk(world, has_reason=False)

    duty = arrears_to_ask_about(scope_of(world.cast.secretary, world.day), world.day)[0]
    assert "系统不改变身份" in duty.why
    assert PartyMember.objects.get(pk=world.members.second.pk).membership == "active"


def test_of_a_talk_only_the_fact_is_stored_and_shown(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.second)
    client = client_as(world.cast.secretary)
    address = reverse("dues:talk", args=[world.near.branch.public_id, world.members.second.public_id])

    client.post(address, {"talked_on": world.day.isoformat(), "has_reason": "yes", "words": "示例家中困难"})

    page = client.get(reverse("dues:arrears", args=[world.near.branch.public_id])).content.decode()
    stored = DuesTalk.objects.values().get()
    assert (f"{world.day} 已谈话：有正当理由" in page, "示例家中困难" in page) == (True, False)
    assert sorted(stored) == [
        "has_reason", "id", "member_id", "organization_id", "public_id", "recorded_by", "talked_on",
    ]  # fmt: skip


def test_a_talk_about_oneself_is_refused(world: World) -> None:
    with pytest.raises(UserError, match="本人的欠交"):
        record_talk(
            organization=world.near.branch, member=world.members.full, talked_on=world.day, has_reason=True,
            by=world.cast.member, on=world.day,
        )  # fmt: skip


def test_the_dues_officer_has_a_table_to_make_and_then_a_month_to_take_in(world: World) -> None:
    scope = scope_of(world.cast.dues_officer, world.day)
    before = dues_to_keep(scope, world.day)

    approved(world, world.members.second)

    after = dues_to_keep(scope, world.day)
    assert [duty.key.split(":")[0] for duty in (*before, *after)] == ["dues.table", "dues.month"]


def test_nobody_else_has_duties_about_dues(world: World) -> None:
    approved(world, world.members.second)
    scope = scope_of(world.cast.staff, world.day)

    assert [*dues_to_keep(scope, world.day), *arrears_to_ask_about(scope, world.day)] == []


def test_no_more_goes_up_than_came_in(world: World) -> None:
    approved(world, world.members.second)
    paid(world, world.members.second, [NOVEMBER])

    with pytest.raises(UserError, match="多于还没有上缴的"):
        up(world, "40.01")

    up(world, "40.00")
    assert totals(organization=world.near.branch, year=2026, book=book_of(world)).to_hand_up == 0


def test_a_large_extra_payment_goes_up_alone_and_whole(world: World) -> None:
    receipt = extra(world, 5000)
    extra(world, 10)

    up(world, None, receipt)

    known = totals(organization=world.near.branch, year=2026, book=book_of(world))
    assert [known.received, known.large, known.large_handed_up] == [Decimal(10), Decimal(5000), Decimal(5000)]
    assert known.large_open == ()
    with pytest.raises(Conflict, match="已经上缴"):
        up(world, None, receipt)
    with pytest.raises(UserError, match="已经上缴"):
        reverse_receipt(receipt=receipt, reason="有错", by=world.cast.dues_officer, on=world.day)


def test_a_large_payment_whose_receipt_was_reversed_does_not_go_up(world: World) -> None:
    receipt = extra(world, 5000)
    reverse_receipt(receipt=receipt, reason="有错", by=world.cast.dues_officer, on=world.day)

    with pytest.raises(Conflict, match="已由 2026-0002 号冲销"):
        up(world, None, receipt)

    assert not DuesRemittance.objects.exists()


def test_a_large_payment_goes_up_on_a_day_and_by_a_voucher(world: World, client_as: ClientAs) -> None:
    receipt = extra(world, 5000)
    DuesReceipt.objects.filter(pk=receipt.pk).update(received_on=date(2026, 11, 10))
    client, address = client_as(world.cast.dues_officer), reverse("dues:large-up", args=[receipt.public_id])

    early = client.post(address, {"made_on": "2026-11-09", "document": "示例缴款书 1"})
    client.post(address, {"made_on": "2026-11-18", "document": "示例缴款书 1"})

    row = DuesRemittance.objects.get()
    assert "早于收款日期" in early.content.decode()
    assert (row.amount, row.made_on, row.document) == ("5000.00", date(2026, 11, 18), "示例缴款书 1")


def test_what_was_large_on_the_day_of_its_receipt_stays_large(world: World) -> None:
    receipt = extra(world, 1500)
    book = book_of(world)
    raised = book.parameters.with_value("dues.extra_to_centre", Decimal(2000), since=date(2027, 1, 1))

    later = replace(book, on=date(2027, 6, 1), parameters=raised)

    assert is_large(receipt, later)
    assert [one.pk for one in totals(organization=world.near.branch, year=2026, book=later).large_open] == [receipt.pk]


def test_what_comes_back_is_never_kept_back_from_what_goes_up(world: World) -> None:
    extra(world, 100)

    with pytest.raises(RuleRefused, match="坐支"):
        down(world, "50.00", netted=True)


def test_no_more_comes_back_than_came_in(world: World) -> None:
    extra(world, 100)
    down(world, "60.00")

    with pytest.raises(RuleRefused, match="多于收缴"):
        down(world, "41.00")


def test_an_entry_is_reversed_once_by_one_of_its_own(world: World) -> None:
    extra(world, 100)
    row = down(world, "60.00")

    reverse_remittance(remittance=row, reason="有错", by=world.cast.dues_officer, on=world.day)

    sums = DuesRemittance.objects.filter(direction=Direction.DOWN).order_by("pk")
    assert [one.amount for one in sums] == ["60.00", "-60.00"]
    with pytest.raises(Conflict, match="已经冲销"):
        reverse_remittance(remittance=row, reason="有错", by=world.cast.dues_officer, on=world.day)


def test_an_entry_is_reversed_on_its_page_with_a_reason(world: World, client_as: ClientAs) -> None:
    extra(world, 100)
    row = up(world, "60.00")
    client, address = client_as(world.cast.dues_officer), reverse("dues:remittance-reverse", args=[row.public_id])

    asked, refused = client.get(address), client.post(address, {"reason": " "})
    before = DuesRemittance.objects.count()
    client.post(address, {"reason": "示例凭证记错"})

    assert (asked.status_code, refused.status_code, before) == (200, 422, 1)
    page = client.get(reverse("dues:money", args=[world.near.branch.public_id])).content.decode()
    assert "冲销：示例凭证记错" in page


def test_what_is_reversed_after_it_went_up_is_made_up_for_by_later_receipts(world: World, client_as: ClientAs) -> None:
    receipt = extra(world, 100)
    up(world, "100.00")
    reverse_receipt(receipt=receipt, reason="有错", by=world.cast.dues_officer, on=world.day)
    page = client_as(world.cast.dues_officer).get(reverse("dues:money", args=[world.near.branch.public_id]))
    short = totals(organization=world.near.branch, year=2026, book=book_of(world))

    extra(world, 130)

    known = totals(organization=world.near.branch, year=2026, book=book_of(world))
    assert "多上缴" in page.content.decode()
    assert (short.to_hand_up, short.over) == (Decimal(0), Decimal(100))
    assert (known.to_hand_up, known.over) == (Decimal(30), Decimal(0))


def test_a_reversal_counts_in_the_year_of_its_own_number(world: World) -> None:
    receipt = extra(world, 100)
    next_year = date(2027, 1, 5)

    reverse_receipt(receipt=receipt, reason="有错", by=world.cast.dues_officer, on=next_year)

    book = replace(book_of(world), on=next_year)
    then, now = (totals(organization=world.near.branch, year=year, book=book) for year in (2026, 2027))
    assert (then.received, now.received, now.reversed_before) == (Decimal(100), Decimal(-100), Decimal(-100))
    with pytest.raises(RuleRefused, match="多于收缴"):
        record_return(
            organization=world.near.branch, year=2027, amount=Decimal(1), netted=False, made_on=next_year,
            document="示例", by=world.cast.dues_officer, book=book,
        )  # fmt: skip


def test_the_home_page_leads_the_dues_officer_to_the_month(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.second)

    assert "11 月党费待收" in client_as(world.cast.dues_officer).get("/").content.decode()


def entry(made_on: date, direction: Direction, amount: str) -> DuesRemittance:
    """Return an entry that is not stored."""
    return DuesRemittance(direction=direction, year=2026, made_on=made_on, amount=amount)


def test_quarters_keep_what_went_up_apart_from_what_came_back() -> None:
    rows = [
        entry(date(2026, 3, 31), Direction.UP, "100.00"),
        entry(date(2026, 4, 1), Direction.UP, "50.00"),
        entry(date(2026, 4, 2), Direction.UP, "-50.00"),
        entry(date(2026, 5, 6), Direction.DOWN, "30.00"),
        entry(date(2027, 1, 15), Direction.UP, "20.00"),
    ]

    found = quarters(rows, year=2026)

    assert [int(one.handed_up) for one in found] == [100, 0, 0, 20]
    assert [int(one.returned) for one in found] == [0, 30, 0, 0]


def test_the_page_of_money_says_that_spending_is_not_on_record(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.dues_officer).get(reverse("dues:money", args=[world.near.branch.public_id]))

    assert "第 4 季度" in page.content.decode()
    assert "党费的支出不在这里登记" in page.content.decode()
