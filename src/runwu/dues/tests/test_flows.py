"""What branches handed up and were given, for those above: days for who sees who has paid, sums for who keeps the dues there."""

import io
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.dues.choices import Direction
from runwu.dues.models import DuesReceipt, DuesRemittance
from runwu.dues.selectors import totals
from runwu.dues.services import reverse_remittance
from runwu.dues.tests.stage import NOVEMBER, approved, book_of, paid
from runwu.members.models import PartyMember
from tests.world import World

pytestmark = pytest.mark.django_db(databases="__all__")
ABOVE = ("staff", "clerk", "officer")


def sent(world: World, made_on: date, amount: str = "40.00", direction: str = "up", **more: Any) -> DuesRemittance:
    """Record a sum of the first branch."""
    return DuesRemittance.objects.create(
        organization=world.near.branch, direction=direction, year=2026, made_on=made_on, amount=amount, document="示例",
        recorded_by=uuid4(), **more,
    )  # fmt: skip


def officer_keeps_dues(world: World, *, of_committee: bool = True) -> None:
    """Appoint the committee's organisation officer dues officer of the committee, or of another one."""
    place = world.near.committee if of_committee else world.far.committee
    RoleAssignment.objects.create(
        user=world.cast.officer, role=Role.DUES_OFFICER, organization=place, valid_from=world.day
    )  # fmt: skip


def answer(client_as: ClientAs, user: Any, **query: str) -> Any:
    """Return the page of money."""
    found = client_as(user).get(reverse("dues:overview-money"), query)
    assert found.status_code == 200
    return found


def row_of(world: World, page: Any) -> Any:
    """Return what a page says of the first branch."""
    return next(row for row, _cells in page.context["up_rows"] if row.organization == world.near.branch)


@pytest.mark.parametrize("who", ABOVE)
def test_who_sees_who_has_paid_reads_days_by_quarter_and_no_sum(world: World, client_as: ClientAs, who: str) -> None:
    sent(world, date(2026, 3, 30))
    sent(world, date(2026, 3, 31))
    sent(world, date(2026, 5, 6), "30.00", "down")

    page = answer(client_as, getattr(world.cast, who))

    row = row_of(world, page)
    assert [one.day for one in row.up] == [date(2026, 3, 31), None, None, None]
    assert [one.day for one in row.down] == [None, date(2026, 5, 6), None, None]
    assert {one.amount for one in (*row.up, *row.down)} == {None}
    assert (row.sums, "40.00" in page.content.decode(), "30.00" in page.content.decode()) == (None, False, False)


def test_who_keeps_the_dues_of_the_committee_reads_sums_that_are_those_of_the_branch(
    world: World, client_as: ClientAs
) -> None:
    officer_keeps_dues(world)
    approved(world, world.members.full)
    paid(world, world.members.full, [NOVEMBER])
    sent(world, date(2026, 11, 3), "15.00")
    sent(world, date(2026, 11, 4), "9.00", "down")

    page = answer(client_as, world.cast.officer)

    row = row_of(world, page)
    assert row.sums == totals(organization=world.near.branch, year=2026, book=book_of(world))
    assert row.up[3].amount == Decimal("15.00")
    assert row.down[3].amount == Decimal("9.00")
    assert (row.sums.received, row.sums.to_hand_up) == (Decimal("40.00"), Decimal("25.00"))
    assert [one for one, _cells in answer(client_as, world.cast.officer, state="open").context["up_rows"]] == [row]


@pytest.mark.parametrize("case", ["other committee", "clerk"])
def test_one_of_the_two_roles_alone_tells_no_sum(world: World, client_as: ClientAs, case: str) -> None:
    who = world.cast.officer if case == "other committee" else world.cast.clerk
    officer_keeps_dues(world, of_committee=False)
    if case == "clerk":
        RoleAssignment.objects.create(
            user=who, role=Role.DUES_OFFICER, organization=world.near.committee, valid_from=world.day
        )  # fmt: skip
    sent(world, date(2026, 3, 30))

    page = answer(client_as, who)

    assert row_of(world, page).sums is None
    assert "40.00" not in page.content.decode()
    assert answer(client_as, who, state="open").context["up_rows"] == []


@pytest.mark.parametrize(("has", "found"), [("1", 1), ("0", 0)])
def test_the_figures_open_their_branches(world: World, client_as: ClientAs, has: str, found: int) -> None:
    sent(world, date(2026, 3, 30))

    page = answer(client_as, world.cast.staff)
    share = page.context["up"][0]
    listed = answer(client_as, world.cast.staff, state="up-1", has=has).context["up_rows"]

    assert share.done == 1
    assert len(listed) == (share.done if has == "1" else share.missing)
    assert sum(row.organization == world.near.branch for row, _cells in listed) == found


def test_what_was_taken_back_and_large_payments_stand_in_no_quarter(world: World, client_as: ClientAs) -> None:
    wrong = sent(world, date(2026, 3, 30))
    reverse_remittance(remittance=wrong, reason="有错", by=world.cast.dues_officer, on=world.day)
    receipt = DuesReceipt.objects.create(
        organization=world.near.branch, member=world.members.full, year=2026, number=1, kind="extra",
        received_on=world.day, method="cash", amount="2000.00", recorded_by=uuid4(),
    )  # fmt: skip
    sent(world, date(2026, 5, 6), "2000.00", receipt=receipt)
    officer_keeps_dues(world)

    row = row_of(world, answer(client_as, world.cast.officer))

    assert [one.day for one in row.up] == [None] * 4
    assert [one.amount for one in row.up] == [Decimal(40), Decimal(0), Decimal(0), Decimal(-40)]
    assert (row.sums.large, row.sums.large_handed_up) == (Decimal(2000), Decimal(2000))


def test_a_branch_of_restricted_members_alone_is_not_there_for_staff(world: World, client_as: ClientAs) -> None:
    sent(world, date(2026, 3, 30))
    PartyMember.objects.filter(organization=world.near.branch).update(restricted=True)
    officer_keeps_dues(world)

    staff = [row.organization for row, _cells in answer(client_as, world.cast.staff).context["up_rows"]]

    assert world.near.branch not in staff
    assert row_of(world, answer(client_as, world.cast.officer)).up[0].amount == Decimal("40.00")


@pytest.mark.parametrize("who", ["staff", "officer"])
def test_the_workbook_holds_what_the_page_shows(world: World, client_as: ClientAs, who: str) -> None:
    officer_keeps_dues(world)
    sent(world, date(2026, 3, 30))

    file = answer(client_as, getattr(world.cast, who), export="xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(file.streaming_content))).active
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    head, line = rows[0], next(row for row in rows if row[0] == world.near.branch.label)
    said = dict(zip(head, line, strict=True))
    assert said[f"{Direction.UP.label} 第 1 季度日期"].date() == date(2026, 3, 30)
    assert said.get("已上缴（元）") == (40 if who == "officer" else None)
    assert ("待上缴（元）" in head) == (who == "officer")


@pytest.mark.parametrize("year", ["2027", "0", "now"])
def test_a_year_that_is_none_or_to_come_is_not_found(world: World, client_as: ClientAs, year: str) -> None:
    assert client_as(world.cast.staff).get(reverse("dues:overview-money"), {"year": year}).status_code == 404


def test_who_keeps_the_dues_of_a_committee_is_led_to_its_branches(world: World, client_as: ClientAs) -> None:
    officer_keeps_dues(world)

    answered = client_as(world.cast.officer).get(reverse("dues:home"))

    assert answered.headers["Location"] == reverse("dues:overview-money")
