"""Tables: reckoned by the rules, nothing before the approval, supplements from a month on, reductions after all steps."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import ClientAs
from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.core.retention import Moment, categories
from runwu.dues.choices import MonthState
from runwu.dues.duties import LOOK_BACK
from runwu.dues.models import DuesLine, DuesReduction, DuesTable
from runwu.dues.selectors import MonthDue, arrears, sheet
from runwu.dues.services import (
    ReceiptOrder,
    ReductionOrder,
    approve_table,
    begin_table,
    discard_table,
    open_table,
    receive_extra,
    reduce_dues,
    set_line,
    withdraw_reduction,
)
from runwu.dues.services.tables import read_facts
from runwu.dues.tests.stage import JANUARY, NOVEMBER, WAGE, approved, book_of, draft, paid
from runwu.members.models import PartyMember
from runwu.rules.dues import DuesFacts, PayerClass
from tests.world import World

pytestmark = pytest.mark.django_db(databases="__all__")
ORDER = ReductionOrder(
    starts=NOVEMBER, ends=date(2026, 12, 1), amount=Decimal(0), applied_on=date(2026, 10, 1),
    studied_on=date(2026, 10, 8), approved_on=date(2026, 10, 20), document="示例批复",
)  # fmt: skip


def due(world: World, member: PartyMember, month: date) -> MonthDue:
    """Return one month of a member."""
    return sheet(organizations=[world.near.branch], first=month, last=month, member=member)[0].one(month)


def reduce(world: World, order: ReductionOrder) -> None:
    """Record a reduction of the first member."""
    by = world.cast.dues_officer
    reduce_dues(organization=world.near.branch, member=world.members.full, order=order, by=by, book=book_of(world))


def test_a_line_holds_what_the_rules_reckon_and_their_clauses(world: World) -> None:
    line = draft(world, world.members.full).lines.get()

    assert line.amount == "40.00"
    assert line.clauses == ["dues.wage_bands", "dues.rounding_step"]


def test_a_base_that_is_missing_is_asked_for(world: World) -> None:
    table = draft(world)

    with pytest.raises(UserError, match="工资基数"):
        set_line(
            table=table, member=world.members.full, starts=JANUARY, facts=DuesFacts(payer=PayerClass.MONTHLY_WAGE),
            by=world.cast.dues_officer, book=book_of(world),
        )  # fmt: skip

    assert not table.lines.exists()


def test_a_negative_base_is_refused_in_words() -> None:
    with pytest.raises(UserError, match="交纳基数"):
        read_facts("monthly_wage", Decimal(-1), None)


def test_a_member_of_another_branch_gets_no_line(world: World) -> None:
    table = draft(world)

    with pytest.raises(UserError, match="不由本支部收"):
        set_line(
            table=table, member=world.members.far, starts=JANUARY, facts=WAGE, by=world.cast.dues_officer,
            book=book_of(world),
        )  # fmt: skip


def test_an_approved_table_is_never_changed(world: World) -> None:
    table = approved(world, world.members.full)

    with pytest.raises(Conflict, match="已经批准"):
        set_line(
            table=table, member=world.members.second, starts=JANUARY, facts=WAGE, by=world.cast.dues_officer,
            book=book_of(world),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"approver": " "}, "批准人"),
        ({"document": ""}, "纸质表"),
        ({"approved_on": date(2026, 11, 21)}, "晚于今天"),
    ],
)
def test_an_approval_needs_a_person_a_paper_and_a_day(world: World, told: dict[str, object], words: str) -> None:
    table = draft(world, world.members.full)
    asked = {"approved_on": world.day, "approver": "示例批准人", "document": "示例记录", **told}

    with pytest.raises(UserError, match=words):
        approve_table(table=table, **asked, by=world.cast.dues_officer, on=world.day)  # type: ignore[arg-type]

    assert DuesTable.objects.get().approved_on is None


def test_an_empty_table_is_not_approved(world: World) -> None:
    with pytest.raises(UserError, match="还没有党员"):
        approved(world)


def test_two_drafts_of_a_year_are_not_made(world: World) -> None:
    draft(world)

    with pytest.raises(Conflict, match="还有一份没有批准"):
        draft(world)


def test_a_supplement_counts_from_its_month_on(world: World) -> None:
    approved(world, world.members.full)
    table = draft(world)
    raised = replace(WAGE, base=Decimal(6000))
    by = world.cast.dues_officer
    set_line(table=table, member=world.members.full, starts=NOVEMBER, facts=raised, by=by, book=book_of(world))
    approve_table(table=table, approved_on=world.day, approver="示例", document="示例", by=by, on=world.day)

    assert due(world, world.members.full, date(2026, 10, 1)).amount == Decimal("40.00")
    assert due(world, world.members.full, NOVEMBER).amount == Decimal("90.00")


def test_a_changed_wage_is_entered_on_the_page_of_a_supplement(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full)
    table = draft(world)
    client = client_as(world.cast.dues_officer)
    page, address = (
        reverse("dues:table", args=[table.public_id]),
        reverse("dues:line", args=[table.public_id, world.members.full.public_id]),
    )
    before = client.get(page).content.decode()
    offered = client.get(address).content.decode()

    client.post(address, {"payer": "monthly_wage", "base": "6000", "starts": "2026-11-01", "step": "save"})
    client.post(page, {"approved_on": "2026-11-20", "approver": "示例批准人", "document": "示例记录"})

    assert "已核定，收入有变动的" in before
    assert f'href="{address}"' in before
    assert '<option value="2026-11-01" selected>' in offered
    assert due(world, world.members.full, date(2026, 10, 1)).amount == Decimal("40.00")
    assert due(world, world.members.full, NOVEMBER).amount == Decimal("90.00")


def test_the_first_table_of_a_year_offers_no_changes(world: World, client_as: ClientAs) -> None:
    table = draft(world, world.members.full)

    page = client_as(world.cast.dues_officer).get(reverse("dues:table", args=[table.public_id])).content.decode()

    assert "收入有变动的" not in page


def test_a_branch_begins_in_the_middle_of_a_year(world: World, client_as: ClientAs) -> None:
    table = draft(world, world.members.full)
    client, address = client_as(world.cast.dues_officer), reverse("dues:table-begin", args=[table.public_id])
    offered = client.get(reverse("dues:table", args=[table.public_id])).content.decode()

    client.post(address, {"starts": "2026-10-01", "last_receipt": "147"})
    client.post(address, {"starts": "2026-11-01", "last_receipt": "147"})
    by = world.cast.dues_officer
    approve_table(table=table, approved_on=world.day, approver="示例", document="示例", by=by, on=world.day)

    assert f'href="{address}"' in offered
    assert table.lines.get().starts == NOVEMBER
    assert arrears(organizations=[world.near.branch], on=world.day, months=LOOK_BACK) == []
    assert paid(world, world.members.full, [NOVEMBER]).label == "2026-0148"
    assert client.get(address).status_code == 404


def test_no_line_begins_before_the_branch_does(world: World) -> None:
    table, by = draft(world), world.cast.dues_officer
    table = begin_table(table=table, starts=NOVEMBER, last_receipt=0, by=by)

    with pytest.raises(UserError, match="早于本支部本年在系统里起用的 2026-11"):
        set_line(table=table, member=world.members.full, starts=JANUARY, facts=WAGE, by=by, book=book_of(world))

    assert not table.lines.exists()


def test_numbers_that_were_given_out_are_not_begun_anew(world: World) -> None:
    table, by = draft(world, world.members.full), world.cast.dues_officer
    receive_extra(
        organization=world.near.branch, member=world.members.full, amount=Decimal(5),
        order=ReceiptOrder(received_on=world.day), by=by, book=book_of(world),
    )  # fmt: skip

    with pytest.raises(UserError, match="已经从 2026-0001 号开起"):
        begin_table(table=table, starts=NOVEMBER, last_receipt=147, by=by)

    assert table.lines.get().starts == JANUARY


def test_a_discarded_draft_leaves_nothing(world: World) -> None:
    discard_table(table=draft(world, world.members.full), by=world.cast.dues_officer)

    assert not DuesLine.objects.exists()


def test_fixed_payers_are_carried_over_to_the_next_year(world: World) -> None:
    table = draft(world, world.members.second)
    by, book = world.cast.dues_officer, book_of(world)
    student = DuesFacts(payer=PayerClass.STUDENT)
    set_line(table=table, member=world.members.full, starts=JANUARY, facts=student, by=by, book=book)
    approve_table(table=table, approved_on=world.day, approver="示例", document="示例", by=by, on=world.day)

    following = open_table(organization=world.near.branch, year=2027, by=by, book=book)

    assert [line.member for line in following.lines.all()] == [world.members.full]


def test_a_reduction_to_nothing_makes_the_month_exempt(world: World) -> None:
    approved(world, world.members.full)

    reduce(world, ORDER)

    assert due(world, world.members.full, NOVEMBER).state == MonthState.EXEMPT
    assert due(world, world.members.full, date(2026, 10, 1)).state == MonthState.UNPAID


@pytest.mark.parametrize("step", ["applied_on", "studied_on", "approved_on"])
def test_a_reduction_needs_all_steps(world: World, step: str) -> None:
    with pytest.raises(RuleRefused):
        reduce(world, replace(ORDER, **{step: None}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"approved_on": date(2026, 10, 2)}, "先后不对"),
        ({"ends": date(2026, 10, 1)}, "止月早于起月"),
        ({"amount": Decimal(-1)}, "金额填成了"),
        ({"document": " "}, "批准文号"),
        ({"approved_on": date(2026, 12, 24)}, "晚于今天"),
    ],
)
def test_a_reduction_that_makes_no_sense_is_refused(world: World, told: dict[str, object], words: str) -> None:
    with pytest.raises(UserError, match=words):
        reduce(world, replace(ORDER, **told))  # type: ignore[arg-type]


def test_a_reduction_is_taken_back_on_its_page_with_a_reason(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full)
    reduce(world, ORDER)
    client, row = client_as(world.cast.dues_officer), DuesReduction.objects.get()
    listed, address = (
        reverse("dues:tables", args=[world.near.branch.public_id]),
        reverse("dues:reduction-withdraw", args=[row.public_id]),
    )
    offered = client.get(listed).content.decode()

    refused = client.post(address, {"reason": " "})
    still = due(world, world.members.full, NOVEMBER).state
    client.post(address, {"reason": "示例登记错人"})

    assert f'href="{address}"' in offered
    assert (refused.status_code, still) == (422, MonthState.EXEMPT)
    assert due(world, world.members.full, NOVEMBER).amount == Decimal("40.00")
    assert "已撤回：示例登记错人" in client.get(listed).content.decode()


def test_a_reduction_is_taken_back_once(world: World) -> None:
    reduce(world, ORDER)
    row, by = DuesReduction.objects.get(), world.cast.dues_officer
    withdraw_reduction(reduction=row, reason="有错", by=by, on=world.day)

    with pytest.raises(Conflict, match="已经撤回"):
        withdraw_reduction(reduction=row, reason="有错", by=by, on=world.day)


def test_a_reduction_is_never_to_more_than_the_table_asks_for(world: World) -> None:
    approved(world, world.members.full)
    reduce(world, replace(ORDER, amount=Decimal(10)))

    with pytest.raises(UserError, match="多于2026 年 11 月核定的"):
        reduce(world, replace(ORDER, amount=Decimal("40.01")))

    assert DuesReduction.objects.count() == 1


def test_a_reduction_covers_no_month_that_is_paid(world: World) -> None:
    approved(world, world.members.full)
    receipt = paid(world, world.members.full, [NOVEMBER])

    with pytest.raises(UserError, match=f"2026 年 11 月已经交过，收据 {receipt.label} 号"):
        reduce(world, replace(ORDER, starts=date(2026, 10, 1)))

    assert not DuesReduction.objects.exists()


def test_incomes_are_forgotten_some_time_after_the_approval(world: World) -> None:
    table = approved(world, world.members.full)
    DuesTable.objects.filter(pk=table.pk).update(approved_on=world.day - timedelta(days=4000))
    moment = Moment(now=timezone.now(), today=world.day)
    category = next(one for one in categories() if one.code == "dues_basis")

    assert (category.due(moment), category.clear(moment)) == (1, 1)
    assert table.lines.get().basis is None
    assert table.lines.get().amount == "40.00"
