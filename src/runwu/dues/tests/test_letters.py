"""What the letter of a transfer says about dues."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.accounts.models import User
from runwu.dues.tests.stage import NOVEMBER, approved, paid
from runwu.members.choices import Route
from runwu.members.models import PartyMember, Transfer
from runwu.members.paid_until import paid_until
from tests.world import World

pytestmark = pytest.mark.django_db(databases="__all__")
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)


def known(world: World, user: User) -> date | None:
    """Return what somebody is told about the first member."""
    member = PartyMember.objects.select_related("organization").get(pk=world.members.full.pk)
    return paid_until(scope=scope_of(user, on=world.day), member=member)


def address(world: World) -> str:
    """Return where the first member is sent from."""
    return reverse("members:transfer-open", args=[world.members.full.public_id])


def typed(month: str, **more: Any) -> dict[str, Any]:
    """Return a filled form."""
    base = {"reason": "工作单位变动", "route": Route.PROVINCE, "target": "示例谷雨支部", "sent_on": "2026-11-20"}
    return base | {"dues_until": month} | more


@pytest.fixture
def paid_for(world: World) -> World:
    """Return a branch to which the first member has paid October, not November."""
    approved(world, world.members.full, starts=SEPTEMBER)
    paid(world, world.members.full, [SEPTEMBER, OCTOBER])
    return world


def test_the_last_month_before_one_that_is_owed_is_known(paid_for: World) -> None:
    assert known(paid_for, paid_for.cast.secretary) == OCTOBER


def test_a_gap_ends_what_is_paid(world: World) -> None:
    approved(world, world.members.full, starts=SEPTEMBER)
    paid(world, world.members.full, [SEPTEMBER])
    paid(world, world.members.full, [NOVEMBER])

    assert known(world, world.cast.secretary) == SEPTEMBER


def test_nothing_is_known_while_the_first_month_is_owed(world: World) -> None:
    approved(world, world.members.full, starts=OCTOBER)
    paid(world, world.members.full, [NOVEMBER])

    assert known(world, world.cast.secretary) is None


def test_who_sees_no_dues_is_told_nothing(paid_for: World) -> None:
    assert known(paid_for, paid_for.cast.next_secretary) is None


def test_the_page_fills_the_month_in(paid_for: World, client_as: ClientAs) -> None:
    page = client_as(paid_for.cast.secretary).get(address(paid_for)).content.decode()

    assert 'value="2026-10"' in page


def test_another_month_asks_for_a_remark(paid_for: World, client_as: ClientAs) -> None:
    client = client_as(paid_for.cast.secretary)

    answer = client.post(address(paid_for), typed("2026-11"))

    assert answer.status_code == 422
    assert "党费里登记已交到 2026-10" in answer.content.decode()
    assert not Transfer.objects.filter(member=paid_for.members.full).exists()


def test_another_month_with_a_remark_is_taken(paid_for: World, client_as: ClientAs) -> None:
    client_as(paid_for.cast.secretary).post(address(paid_for), typed("2026-11", note="十一月已在转出当天交清"))

    assert Transfer.objects.get(member=paid_for.members.full).dues_until == NOVEMBER
