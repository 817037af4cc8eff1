"""A month follows what its member was then: what becomes of somebody later changes neither months nor sums."""

from datetime import date

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.core.errors import UserError
from runwu.dues.choices import MonthState
from runwu.dues.duties import LOOK_BACK
from runwu.dues.selectors import arrears, sheet
from runwu.dues.tests.stage import approved, paid
from runwu.members.choices import Membership, Standing, StandingAct
from runwu.members.models import PartyMember, StandingDecision
from tests.world import World

pytestmark = pytest.mark.django_db(databases="__all__")
AUGUST, OCTOBER = date(2026, 8, 1), date(2026, 10, 1)


def decided(world: World, act: StandingAct, on: date, after: Membership) -> None:
    """Record a decision about the first member that took effect on a past day."""
    member = PartyMember.objects.get(pk=world.members.full.pk)
    StandingDecision.objects.create(
        member=member, act=act, on=on, document="示例文号", standing_before=Standing.FULL, standing_after=Standing.FULL,
        membership_before=member.membership, membership_after=after, recorded_by=world.cast.staff.public_id,
        recorded_on=world.day,
    )  # fmt: skip
    PartyMember.objects.filter(pk=member.pk).update(membership=after)


def months(world: World) -> dict[int, MonthState]:
    """Return the states of the first member's months from August on, by number."""
    rows = sheet(
        organizations=[world.near.branch], first=AUGUST, last=date(2026, 11, 1), member=world.members.full
    )  # fmt: skip
    return {month.month: due.state for row in rows for month, due in row.months.items()}


def test_who_is_removed_stands_in_earlier_months_with_what_was_paid(world: World, client_as: ClientAs) -> None:
    approved(world, world.members.full, starts=AUGUST)
    paid(world, world.members.full, [AUGUST])

    decided(world, StandingAct.REMOVED, date(2026, 9, 15), Membership.ENDED)

    page = client_as(world.cast.dues_officer).get(
        reverse("dues:month", args=[world.near.branch.public_id, 2026, 8])
    ).content.decode()  # fmt: skip
    assert months(world) == {8: MonthState.PAID, 9: MonthState.UNPAID}
    assert world.members.full.person.full_name in page


def test_the_months_of_a_suspension_are_not_owed_after_the_restoring(world: World) -> None:
    approved(world, world.members.full, starts=AUGUST)
    decided(world, StandingAct.SUSPENDED, date(2026, 8, 20), Membership.SUSPENDED)
    decided(world, StandingAct.RESTORED, date(2026, 10, 1), Membership.ACTIVE)

    row = arrears(organizations=[world.near.branch], on=world.day, months=LOOK_BACK)[0]

    assert row.months == (AUGUST, OCTOBER)
    with pytest.raises(UserError, match="没有应交的党费"):
        paid(world, world.members.full, [date(2026, 9, 1)])


def test_what_was_paid_for_a_month_stands_though_the_suspension_began_before(world: World) -> None:
    approved(world, world.members.full, starts=AUGUST)
    paid(world, world.members.full, [OCTOBER])

    decided(world, StandingAct.SUSPENDED, date(2026, 9, 1), Membership.SUSPENDED)

    assert months(world) == {8: MonthState.UNPAID, 10: MonthState.PAID}


def test_who_is_a_member_no_more_is_on_no_list_of_arrears(world: World) -> None:
    approved(world, world.members.full, starts=AUGUST)

    decided(world, StandingAct.WITHDRAWN, date(2026, 11, 1), Membership.ENDED)

    assert arrears(organizations=[world.near.branch], on=world.day, months=LOOK_BACK) == []
