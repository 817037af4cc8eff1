"""Park and committee see who has paid: no amount, no receipt, no reduction, and nobody whom they need not know."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.dues.models import DuesReceipt, DuesReduction, DuesRemittance
from runwu.dues.selectors import setting_steps, sheet
from runwu.dues.tests.stage import JANUARY, NOVEMBER, approved, draft, paid
from tests.world import RESTRICTED_NAME, World

pytestmark = pytest.mark.django_db(databases="__all__")


def seen(world: World, client_as: ClientAs, who: str = "staff", query: str = "") -> str:
    """Return what somebody reads about this month of the first branch."""
    address = reverse("dues:overview-branch", args=[world.near.branch.public_id])
    return read(client_as(getattr(world.cast, who)).get(f"{address}?month=2026-11{query}"))


def read(answer: Any) -> str:
    """Return what a page that was found says."""
    assert answer.status_code == 200
    return str(answer.content.decode())


def names(world: World, *members: str) -> list[str]:
    """Return names of members of the world."""
    return [getattr(world.members, one).person.full_name for one in members]


def test_staff_see_who_has_paid_and_no_receipt(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full, world.members.second)
    paid(world, world.members.full, [NOVEMBER])
    full, second = names(world, "full", "second")

    clear, unpaid = seen(world, client_as, query="&state=clear"), seen(world, client_as, query="&state=open")

    assert (full in clear, second in clear) == (True, False)
    assert (full in unpaid, second in unpaid) == (False, True)
    assert "收据 2026" not in clear


def test_staff_cannot_tell_a_reduction_from_a_payment(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full, world.members.second)
    paid(world, world.members.second, [NOVEMBER])
    DuesReduction.objects.create(
        organization=world.near.branch, member=world.members.full, starts=NOVEMBER, ends=NOVEMBER, amount="0.00",
        applied_on=world.day, studied_on=world.day, approved_on=world.day, document="示例", recorded_by=uuid4(),
    )  # fmt: skip
    full, second = names(world, "full", "second")

    clear = seen(world, client_as, query="&state=clear")

    assert full in clear
    assert second in clear
    assert "免交" not in clear.replace("少交、免交的不区分", "")


def test_the_figures_are_those_of_the_lists(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full, world.members.second)
    paid(world, world.members.full, [NOVEMBER])

    page = read(client_as(world.cast.staff).get(reverse("dues:overview") + "?month=2026-11"))

    assert "已交清 1 人，未交 1 人" in page


@pytest.mark.parametrize(
    ("tables", "says"),
    [
        ((), "由本支部党费管理员编制本年核定表，登记批准"),
        ((draft,), "核定表编制中：由本支部党费管理员登记批准"),
        ((approved,), "核定表没有列入：由本支部党费管理员编补充核定表"),
        ((approved, draft), "核定表编制中：由本支部党费管理员登记批准"),
    ],
)
def test_a_branch_where_dues_are_not_set_says_who_does_what_next(
    world: World, client_as: ClientAs, tables: tuple[Any, ...], says: str
) -> None:
    for make in tables:
        make(world, world.members.full)
    branch, year = world.near.branch, world.day.year

    page = read(client_as(world.cast.staff).get(reverse("dues:overview") + "?month=2026-11"))

    assert str(setting_steps(organizations=[branch], year=year, on=world.day)[branch.pk].label) == says
    assert (says in page, says in seen(world, client_as)) == (True, True)


def test_without_an_officer_one_is_asked_for_first_and_nobody_is_named(world: World, client_as: ClientAs) -> None:
    RoleAssignment.objects.filter(role=Role.DUES_OFFICER).delete()

    page = seen(world, client_as)

    assert "没有党费管理员：请安全管理员先授予本支部的党费管理员" in page
    assert world.cast.dues_officer.display_name not in page


def test_where_all_dues_are_set_nothing_is_asked(world: World, client_as: ClientAs) -> None:
    approved(world, *(getattr(world.members, one) for one in ("full", "second", "third", "probationary")))

    assert "还不能收" not in seen(world, client_as)


def test_a_year_sums_the_months_of_a_branch_and_tells_no_amount(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full, world.members.second)
    paid(world, world.members.full, [NOVEMBER])
    DuesRemittance.objects.create(
        organization=world.near.branch, direction="up", year=2026, made_on=world.day, amount="40.00", document="示例",
        recorded_by=uuid4(),
    )  # fmt: skip

    page = client_as(world.cast.staff).get(reverse("dues:overview-year"))

    row = next(one for one in page.context["rows"] if one.organization == world.near.branch)
    assert (row.months[NOVEMBER], row.clear, row.handed_up) == (1, 1, world.day)
    assert row.open + row.clear + row.not_set == sum(
        len(one.months) for one in sheet(organizations=[world.near.branch], first=JANUARY, last=NOVEMBER)
        if not one.member.restricted
    )  # fmt: skip
    assert "40.00" not in read(page)


def test_a_month_without_an_approved_table_tells_no_number(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).get(reverse("dues:overview-year"))

    months = [one.months for one in page.context["rows"] if one.organization == world.near.branch]
    assert [set(one.values()) for one in months] == [{None}]


def test_the_day_on_which_a_large_payment_went_up_is_not_told(world: World, client_as: ClientAs) -> None:
    receipt = DuesReceipt.objects.create(
        organization=world.near.branch, member=world.members.full, year=2026, number=1, kind="extra",
        received_on=world.day, method="cash", amount="2000.00", recorded_by=uuid4(),
    )  # fmt: skip
    DuesRemittance.objects.create(
        organization=world.near.branch, direction="up", year=2026, made_on=world.day, amount="2000.00", receipt=receipt,
        document="示例", recorded_by=uuid4(),
    )  # fmt: skip

    page = client_as(world.cast.staff).get(reverse("dues:overview-year"))

    assert [one.handed_up for one in page.context["rows"] if one.organization == world.near.branch] == [None]


@pytest.mark.parametrize("year", ["2027", "0", "now"])
def test_a_year_that_is_none_or_to_come_is_not_found(world: World, client_as: ClientAs, year: str) -> None:
    assert client_as(world.cast.staff).get(reverse("dues:overview-year"), {"year": year}).status_code == 404


@pytest.mark.parametrize("who", ["staff", "clerk", "officer"])
def test_nobody_above_the_branch_reads_the_dues_of_a_restricted_member(
    world: World, client_as: ClientAs, who: str
) -> None:
    assert world.members.restricted

    assert RESTRICTED_NAME not in seen(world, client_as, who)


@pytest.mark.parametrize(("month", "status"), [("2026-12", 422), ("2026-13", 404), ("now", 404), ("2026", 404)])
def test_a_month_that_is_none_or_to_come_is_refused(world: World, client_as: ClientAs, month: str, status: int) -> None:
    answer = client_as(world.cast.staff).get(reverse("dues:overview") + f"?month={month}")

    assert answer.status_code == status
