"""Months paid at the place of stay: they are cleared, and nothing of them enters the branch's receipts and sums."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from runwu.access.selectors import scope_of
from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.core.owndata import held_about
from runwu.core.retention import Moment, categories
from runwu.dues.choices import MonthState, Proof
from runwu.dues.duties import LOOK_BACK, arrears_to_ask_about
from runwu.dues.models import DuesMonth, DuesReceipt, DuesReduction, PaidElsewhere
from runwu.dues.selectors import arrears, sheet, totals, year_states
from runwu.dues.services import ElsewhereOrder, record_elsewhere, withdraw_elsewhere
from runwu.dues.tests.stage import NOVEMBER, approved, book_of, paid
from runwu.members import merging
from runwu.members.models import FloatingStay, PartyMember
from runwu.members.services import merging as merges
from runwu.organizations.models import Organization
from runwu.people.models import Person
from tests.world import DAY, World

pytestmark = pytest.mark.django_db(databases="__all__")
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
LEFT = date(2026, 9, 12)
PLACE = "示例外地支部"
ORDER = ElsewhereOrder(document="示例收据 7 号", paper_on=date(2026, 10, 20), proof=Proof.CARD)


def away(world: World, member: PartyMember | None = None, **told: Any) -> FloatingStay:
    """Let a member of the first branch float since September."""
    given = {"home": world.near.branch, "host_label": PLACE, "reason": "work", "valid_from": LEFT}
    return FloatingStay.objects.create(member=member or world.members.full, **{**given, **told})


def record(
    world: World,
    *,
    months: Sequence[date] = (SEPTEMBER, OCTOBER),
    order: ElsewhereOrder = ORDER,
    member: PartyMember | None = None,
) -> PaidElsewhere:
    """Record months as paid elsewhere."""
    return record_elsewhere(
        organization=world.near.branch, member=member or world.members.full, months=months, order=order,
        by=world.cast.dues_officer, book=book_of(world),
    )  # fmt: skip


def states(world: World, *months: date) -> list[MonthState]:
    """Return what is known of some months of the first member."""
    rows = sheet(organizations=[world.near.branch], first=months[0], last=months[-1], member=world.members.full)
    return [rows[0].one(month).state for month in months]


def test_months_paid_elsewhere_are_cleared(world: World) -> None:
    approved(world, world.members.full)
    away(world)

    row = record(world)

    assert states(world, SEPTEMBER, OCTOBER, NOVEMBER) == [
        MonthState.ELSEWHERE, MonthState.ELSEWHERE, MonthState.UNPAID,
    ]  # fmt: skip
    assert (row.place_name, row.host, row.document) == (PLACE, None, "示例收据 7 号")


def test_what_was_paid_elsewhere_is_nobodys_arrears(world: World) -> None:
    approved(world, world.members.full)
    away(world)
    scope = scope_of(world.cast.secretary, world.day)
    asked = len(arrears_to_ask_about(scope, world.day))

    record(world)

    row = arrears(organizations=[world.near.branch], on=world.day, months=LOOK_BACK)[0]
    assert (row.months[-1], row.run) == (date(2026, 8, 1), ())
    assert (asked, len(arrears_to_ask_about(scope, world.day))) == (1, 0)


def test_nothing_enters_the_receipts_the_numbers_and_the_sums(world: World) -> None:
    approved(world, world.members.full)
    away(world)
    before = totals(organization=world.near.branch, year=2026, book=book_of(world))

    record(world)

    assert totals(organization=world.near.branch, year=2026, book=book_of(world)) == before
    assert not DuesReceipt.objects.exists()
    assert paid(world, world.members.full, [NOVEMBER]).label == "2026-0001"


def test_the_year_by_branch_counts_them_as_cleared(world: World) -> None:
    approved(world, world.members.full)
    away(world)
    record(world)

    scope = scope_of(world.cast.staff, world.day)
    told = year_states(scope=scope, organizations=[world.near.branch], year=2026, on=world.day)

    assert (told[0].months[SEPTEMBER], told[0].clear) == (0, 2)


def test_the_host_of_ours_is_named_by_itself(world: World) -> None:
    away(world, host=world.far.branch, host_label="")

    row = record(world)

    assert (row.host, row.place, row.place_name) == (world.far.branch, None, world.far.branch.name)


def test_another_place_is_named_as_the_paper_has_it(world: World) -> None:
    away(world, host=world.far.branch, host_label="")

    row = record(world, order=replace(ORDER, place=" 示例街道支部 "))

    assert (row.host, row.place_name) == (None, "示例街道支部")


def test_who_does_not_float_in_a_month_pays_at_home(world: World) -> None:
    away(world)

    with pytest.raises(UserError) as refused:
        record(world, months=[date(2026, 8, 1), SEPTEMBER], order=replace(ORDER, paper_on=LEFT))

    told = refused.value.message
    assert "2026 年 8 月没有这名党员流出的登记" in told.happened
    assert "党费规定 第九条" in told.rule
    assert told.now
    assert not PaidElsewhere.objects.exists()


def test_a_period_that_is_over_counts_for_its_months(world: World) -> None:
    away(world, valid_to=date(2026, 10, 2))

    record(world)

    with pytest.raises(UserError, match="没有这名党员流出"):
        record(world, months=[NOVEMBER])


def test_a_guest_from_outside_does_not_float_out(world: World) -> None:
    away(world, home=None, home_label="示例外地支部", host=world.near.branch, host_label="")

    with pytest.raises(UserError, match="没有这名党员流出"):
        record(world)


@pytest.mark.parametrize(("proof", "words"), [(None, "没有流动党员凭证"), (Proof.ELECTRONIC, "本地没有确认")])
def test_the_rule_asks_for_a_proof_that_it_knows(world: World, proof: Proof | None, words: str) -> None:
    away(world)

    with pytest.raises(RuleRefused) as refused:
        record(world, order=replace(ORDER, proof=proof))

    assert words in (refused.value.verdict.happened or "")
    assert refused.value.verdict.now


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"paper_on": DAY + timedelta(days=1)}, "凭证日期晚于今天"),
        ({"paper_on": date(2026, 8, 31)}, "早于开始流动的月份"),
        ({"document": "  "}, "还没有填写收据号"),
        ({"place": "示例一支部"}, "填写的是本支部"),
    ],
)
def test_a_paper_that_cannot_be_is_refused(world: World, told: dict[str, Any], words: str) -> None:
    away(world)
    world.near.branch.name = "示例一支部"
    world.near.branch.save(update_fields=["name"])

    with pytest.raises(UserError, match=words):
        record(world, order=replace(ORDER, **told))

    assert not DuesMonth.objects.exists()


@pytest.mark.parametrize(
    ("months", "words"), [([], "没有选择月份"), ([date(2026, 12, 1)], "还没有到"), ([date(2024, 1, 1)], "不由本支部收")]
)
def test_months_that_cannot_be_are_refused(world: World, months: list[date], words: str) -> None:
    away(world)
    world.members.full.affiliations.update(valid_from=date(2026, 1, 1))
    PartyMember.objects.filter(pk=world.members.full.pk).update(admitted_on=date(2020, 1, 1))
    world.members.full.refresh_from_db()

    with pytest.raises(UserError, match=words):
        record(world, months=months)


def test_months_of_two_hosts_are_recorded_apart(world: World) -> None:
    away(world, valid_to=OCTOBER)
    away(world, valid_from=OCTOBER, host_label="示例另一地支部")

    with pytest.raises(UserError, match="换过流入地"):
        record(world)

    assert record(world, months=[OCTOBER]).place_name == "示例另一地支部"


def test_a_period_without_a_host_asks_for_the_name(world: World) -> None:
    away(world, host_label="")

    with pytest.raises(UserError, match="没有写流入地"):
        record(world)


def test_a_month_is_not_paid_at_both_places(world: World) -> None:
    approved(world, world.members.full)
    away(world)
    receipt = paid(world, world.members.full, [OCTOBER])
    record(world, months=[SEPTEMBER])

    with pytest.raises(Conflict, match=receipt.label):
        record(world, months=[OCTOBER])
    with pytest.raises(Conflict, match="已经在流入地交纳"):
        paid(world, world.members.full, [SEPTEMBER])
    with pytest.raises(Conflict, match="已经在流入地交纳"):
        record(world, months=[SEPTEMBER])


def test_a_month_let_off_needs_no_record(world: World) -> None:
    away(world)
    DuesReduction.objects.create(
        organization=world.near.branch, member=world.members.full, starts=OCTOBER, ends=OCTOBER, amount="0.00",
        applied_on=DAY, studied_on=DAY, approved_on=DAY, document="示例", recorded_by=world.cast.staff.public_id,
    )  # fmt: skip

    with pytest.raises(UserError, match="已批准免交"):
        record(world)


def test_a_slip_is_taken_back_on_its_day_and_stays_on_record(world: World) -> None:
    approved(world, world.members.full)
    away(world)
    row = record(world)

    withdraw_elsewhere(paid=row, by=world.cast.dues_officer, on=world.day)

    assert states(world, SEPTEMBER, OCTOBER) == [MonthState.UNPAID, MonthState.UNPAID]
    assert PaidElsewhere.objects.get().withdrawn_on == world.day
    assert paid(world, world.members.full, [SEPTEMBER, OCTOBER]).amount == "80.00"


def test_afterwards_a_reason_is_asked_for_and_once_is_enough(world: World) -> None:
    away(world)
    row, later = record(world), world.day + timedelta(days=3)

    with pytest.raises(UserError, match="还没有填写撤回原因"):
        withdraw_elsewhere(paid=row, by=world.cast.dues_officer, on=later)
    withdraw_elsewhere(paid=row, by=world.cast.dues_officer, on=later, reason="对方退回")

    with pytest.raises(Conflict, match="已经撤回"):
        withdraw_elsewhere(paid=row, by=world.cast.dues_officer, on=later, reason="对方退回")


def _of_none(row: PaidElsewhere) -> None:
    DuesMonth.objects.create(member=row.member, month=NOVEMBER)


def _of_both(row: PaidElsewhere) -> None:
    receipt = DuesReceipt.objects.create(
        organization=row.organization, member=row.member, year=2026, number=1, received_on=DAY, method="cash",
        amount="1.00", recorded_by=row.recorded_by,
    )  # fmt: skip
    DuesMonth.objects.create(member=row.member, month=NOVEMBER, receipt=receipt, elsewhere=row)


def _twice(row: PaidElsewhere) -> None:
    DuesMonth.objects.create(member=row.member, month=SEPTEMBER, elsewhere=row)


def _two_places(row: PaidElsewhere) -> None:
    PaidElsewhere.objects.update(host=Organization.objects.exclude(pk=row.organization_id).first())


def _at_home(row: PaidElsewhere) -> None:
    PaidElsewhere.objects.update(host=row.organization, place=None)


def _by_nobody(_row: PaidElsewhere) -> None:
    PaidElsewhere.objects.update(withdrawn_on=DAY)


def _by_nothing(_row: PaidElsewhere) -> None:
    PaidElsewhere.objects.update(proof="word")


@pytest.mark.parametrize("act", [_of_none, _of_both, _twice, _two_places, _at_home, _by_nobody, _by_nothing])
def test_the_database_refuses_what_cannot_be(world: World, act: Callable[[PaidElsewhere], None]) -> None:
    away(world)
    row = record(world)

    with pytest.raises(IntegrityError), transaction.atomic():
        act(row)


def test_place_and_paper_are_forgotten_and_the_months_stay(world: World) -> None:
    away(world)
    row = record(world)
    PaidElsewhere.objects.update(recorded_on=DAY - timedelta(days=40000))
    moment = Moment(now=timezone.now(), today=world.day)
    category = next(one for one in categories() if one.code == "dues_elsewhere")

    assert (category.due(moment), category.clear(moment), category.due(moment)) == (1, 1, 0)
    row = PaidElsewhere.objects.get()
    assert (row.document, row.place, row.place_name) == (None, None, "")
    assert states(world, SEPTEMBER) == [MonthState.ELSEWHERE]


def test_what_is_held_about_a_person_tells_it(world: World) -> None:
    away(world)
    record(world)

    sections = {one.key: one for one in held_about(person_id=world.members.full.person_id, on=world.day)}

    told = {item.key: item.value for item in sections["dues_elsewhere"].records[0]}
    assert (told["months"], told["place"], told["document"]) == ("2026-09、2026-10", PLACE, "示例收据 7 号")


def twin(world: World) -> PartyMember:
    """Register the first member a second time."""
    of = world.members.full
    person = Person.objects.create(name=of.person.full_name, initials="sl", birth_date=of.person.birth_date)
    return PartyMember.objects.create(person=person, standing=of.standing, admitted_on=of.admitted_on)


def test_a_merge_moves_them_and_tells_nobody_that_there_are_any(world: World) -> None:
    away(world)
    row, other = record(world), twin(world)
    before = merging.counted(world.members.full)
    PaidElsewhere.objects.update(member=other)
    DuesMonth.objects.update(member=other)

    merges.merge_members(kept=world.members.full, absorbed=other, basis="示例", by=world.cast.staff)

    row.refresh_from_db()
    assert row.member == world.members.full
    assert states(world, SEPTEMBER) == [MonthState.ELSEWHERE]
    assert "在流入地交纳的党费" not in before


def test_a_month_cleared_in_both_rows_is_settled_before_they_merge(world: World) -> None:
    away(world)
    row, other = record(world), twin(world)
    double = PaidElsewhere.objects.create(
        organization=world.near.branch, member=other, place=PLACE, proof=Proof.CARD, document="示例", paper_on=DAY,
        recorded_on=DAY, recorded_by=row.recorded_by,
    )  # fmt: skip
    DuesMonth.objects.create(member=other, month=SEPTEMBER, elsewhere=double)

    with pytest.raises(UserError, match="撤回重复的在流入地交纳的登记"):
        merges.merge_members(kept=world.members.full, absorbed=other, basis="示例", by=world.cast.staff)
