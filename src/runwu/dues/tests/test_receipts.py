"""Receipts: numbers without gaps, no month twice, everything or nothing, corrections by reversal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.dues.choices import MonthState, PaidBy
from runwu.dues.models import DuesMonth, DuesReceipt
from runwu.dues.selectors import sheet
from runwu.dues.services import ReceiptOrder, collect_month, receive, receive_extra, reverse_receipt
from runwu.dues.tests.stage import NOVEMBER, approved, book_of, draft, paid
from runwu.members.models import PartyMember
from runwu.members.services import AffiliationInput, affiliate
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, due
from tests.world import World

pytestmark = pytest.mark.django_db(databases="__all__")


def collect(world: World, *members: PartyMember, month: date = NOVEMBER, **told: object) -> list[DuesReceipt]:
    """Take in a month from some members."""
    order = replace(ReceiptOrder(received_on=world.day), **told)  # type: ignore[arg-type]
    return collect_month(
        organization=world.near.branch, month=month, members=members, order=order, by=world.cast.dues_officer,
        book=book_of(world),
    )  # fmt: skip


def state(world: World, member: PartyMember, month: date = NOVEMBER) -> MonthState:
    """Return what is known of a member's month."""
    return sheet(organizations=[world.near.branch], first=month, last=month, member=member)[0].one(month).state


def test_a_month_is_taken_in_by_one_act_with_a_receipt_each(world: World) -> None:
    members = (world.members.full, world.members.second, world.members.third)
    approved(world, *members)

    made = collect(world, *members)

    assert [one.number for one in made] == [1, 2, 3]
    assert {one.amount for one in made} == {"40.00"}
    assert {state(world, member) for member in members} == {MonthState.PAID}


def test_numbers_have_no_gap_after_a_refusal(world: World) -> None:
    approved(world, world.members.full, world.members.second)
    collect(world, world.members.full)
    with pytest.raises(Conflict):
        collect(world, world.members.second, world.members.full)

    made = collect(world, world.members.second)

    assert made[0].number == 2
    assert DuesReceipt.objects.count() == 2


def test_a_month_paid_twice_is_refused_and_names_the_receipt(world: World) -> None:
    approved(world, world.members.full)
    first = collect(world, world.members.full)[0]

    with pytest.raises(Conflict, match=first.label):
        paid(world, world.members.full, [NOVEMBER])

    assert DuesMonth.objects.count() == 1


def test_nothing_is_done_where_one_of_several_cannot_pay(world: World) -> None:
    approved(world, world.members.full)

    with pytest.raises(UserError, match="核定"):
        collect(world, world.members.full, world.members.second)

    assert not DuesReceipt.objects.exists()


def test_before_the_table_is_approved_nothing_is_taken_in(world: World) -> None:
    draft(world, world.members.full)

    with pytest.raises(UserError, match="还没有核定批准"):
        collect(world, world.members.full)


def test_a_month_to_come_is_refused(world: World) -> None:
    approved(world, world.members.full)

    with pytest.raises(UserError, match="还没有到"):
        collect(world, world.members.full, month=date(2026, 12, 1))


def test_a_quarter_may_be_paid_together_with_consent(world: World) -> None:
    approved(world, world.members.full)

    receipt = paid(world, world.members.full, [NOVEMBER, date(2026, 12, 1)], consented=True)

    assert receipt.amount == "80.00"


def test_arrears_beyond_the_limit_are_refused(world: World) -> None:
    approved(world, world.members.full)

    with pytest.raises(RuleRefused):
        paid(world, world.members.full, [date(2026, month, 1) for month in range(1, 8)])


def test_a_member_of_another_branch_is_refused(world: World) -> None:
    approved(world, world.members.full)

    with pytest.raises(UserError, match="不由本支部收"):
        paid(world, world.members.far, [NOVEMBER])


def test_months_before_admission_are_refused(world: World) -> None:
    PartyMember.objects.filter(pk=world.members.full.pk).update(admitted_on=date(2026, 10, 9))
    world.members.full.refresh_from_db()
    approved(world, world.members.full, starts=date(2026, 10, 1))

    with pytest.raises(UserError, match="还没有入党"):
        paid(world, world.members.full, [date(2026, 9, 1)])


def test_the_month_of_a_transfer_stays_with_the_old_branch(world: World) -> None:
    member = world.members.full
    approved(world, member)
    affiliate([AffiliationInput(member=member, organization=world.near.next_branch, since=date(2026, 10, 15))])

    paid(world, member, [date(2026, 10, 1)])

    with pytest.raises(UserError, match="不由本支部收"):
        paid(world, member, [NOVEMBER])


def test_a_transfer_of_the_first_gives_that_month_to_the_new_branch(world: World) -> None:
    member = world.members.full
    approved(world, member)
    affiliate([AffiliationInput(member=member, organization=world.near.next_branch, since=NOVEMBER)])

    paid(world, member, [date(2026, 10, 1)])

    with pytest.raises(UserError, match="1 日接收的当月起"):
        paid(world, member, [NOVEMBER])


def test_the_sheet_asks_the_rules_from_when_dues_are_owed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[date] = []
    PartyMember.objects.filter(pk=world.members.full.pk).update(admitted_on=date(2026, 10, 9))

    def later(admitted: date, *, book: Rulebook) -> Verdict:
        asked.append(admitted)
        return due("应当交纳党费", since=NOVEMBER)

    monkeypatch.setattr("runwu.dues.selectors.beginnings.dues_from", later)
    october = date(2026, 10, 1)
    rows = sheet(organizations=[world.near.branch], first=october, last=NOVEMBER, member=world.members.full)

    assert asked == [date(2026, 10, 9)]
    assert list(rows[0].months) == [NOVEMBER]


@pytest.mark.parametrize("amount", ["0", "-5", "0.001", "1E+9", "NaN"])
def test_absurd_amounts_are_refused(world: World, amount: str) -> None:
    order = ReceiptOrder(received_on=world.day)

    with pytest.raises(UserError, match="金额填成了"):
        receive_extra(
            organization=world.near.branch, member=world.members.full, amount=Decimal(amount), order=order,
            by=world.cast.dues_officer, book=book_of(world),
        )  # fmt: skip

    assert not DuesReceipt.objects.exists()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"received_on": date(2026, 11, 21)}, "收款日期晚于今天"),
        ({"paid_by": PaidBy.RELATIVE}, "没有写代交人"),
    ],
)
def test_an_incomplete_order_is_refused(world: World, told: dict[str, object], words: str) -> None:
    approved(world, world.members.full)

    with pytest.raises(UserError, match=words):
        collect(world, world.members.full, **told)  # type: ignore[arg-type]


def test_nothing_ticked_is_refused(world: World) -> None:
    with pytest.raises(UserError, match="没有勾选"):
        collect(world)


def test_no_month_chosen_is_refused(world: World) -> None:
    with pytest.raises(UserError, match="没有选择月份"):
        paid(world, world.members.full, [])


def test_a_reversed_receipt_opens_its_month_and_stays_in_the_book(world: World) -> None:
    approved(world, world.members.full)
    first = collect(world, world.members.full)[0]

    reversal = reverse_receipt(receipt=first, reason="重复登记", by=world.cast.dues_officer, on=world.day)
    again = collect(world, world.members.full)[0]

    assert (reversal.number, reversal.amount, again.number) == (2, "-40.00", 3)
    first.refresh_from_db()
    assert first.amount == "40.00"


def _reverse_twice(world: World, receipt: DuesReceipt) -> None:
    reverse_receipt(receipt=receipt, reason="有错", by=world.cast.dues_officer, on=world.day)
    reverse_receipt(receipt=receipt, reason="有错", by=world.cast.dues_officer, on=world.day)


def _reverse_the_reversal(world: World, receipt: DuesReceipt) -> None:
    made = reverse_receipt(receipt=receipt, reason="有错", by=world.cast.dues_officer, on=world.day)
    reverse_receipt(receipt=made, reason="有错", by=world.cast.dues_officer, on=world.day)


def _reverse_without_reason(world: World, receipt: DuesReceipt) -> None:
    reverse_receipt(receipt=receipt, reason=" ", by=world.cast.dues_officer, on=world.day)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (_reverse_twice, "已由"),
        (_reverse_the_reversal, "本身是冲销收据"),
        (_reverse_without_reason, "还没有填写冲销原因"),
    ],
)
def test_a_reversal_is_asked_for_once_and_with_a_reason(
    world: World, act: Callable[[World, DuesReceipt], None], words: str
) -> None:
    approved(world, world.members.full)
    receipt = collect(world, world.members.full)[0]

    with pytest.raises(UserError, match=words):
        act(world, receipt)


def test_numbers_begin_anew_each_year(world: World) -> None:
    approved(world, world.members.full)
    collect(world, world.members.full)
    order = ReceiptOrder(received_on=world.day - timedelta(days=365))

    made = receive_extra(
        organization=world.near.branch, member=world.members.full, amount=Decimal(5), order=order,
        by=world.cast.dues_officer, book=book_of(world),
    )  # fmt: skip

    assert made.label == "2025-0001"


def test_the_service_takes_no_money_from_wages(world: World) -> None:
    approved(world, world.members.full)
    order = ReceiptOrder(received_on=world.day, paid_by="deducted_from_pay")  # type: ignore[arg-type]

    with pytest.raises(RuleRefused, match="扣缴"):
        receive(
            organization=world.near.branch, member=world.members.full, months=[NOVEMBER], order=order,
            by=world.cast.dues_officer, book=book_of(world),
        )  # fmt: skip
