"""Where a floating member counts: on the side that the member chose, once, and on no other."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.accounts.models import User
from runwu.core.errors import UserError
from runwu.coverage.selectors.triggers import members_behind
from runwu.enterprises.models import Workplace
from runwu.members.choices import Counting, FloatReason, Standing
from runwu.members.models import FloatingStay, PartyMember
from runwu.members.selectors import counted_by_enterprise
from runwu.members.services.floating import Guest, Stay, begin_stay, choose_counting, register_guest
from tests.world import DAY, ParkWorld, World

pytestmark = pytest.mark.django_db(databases="__all__")
SINCE = DAY - timedelta(days=10)


def _full(user: User, place: ParkWorld) -> tuple[int, int]:
    """The full members behind the first enterprise as one account counts them, and how many it can list."""
    scope = scope_of(user, DAY)
    counted = counted_by_enterprise(scope=scope, park=place.park, on=DAY).get(place.covered.pk)
    behind = members_behind(scope=scope, enterprise=place.covered, on=DAY).filter(standing=Standing.FULL)
    return counted.full if counted else 0, behind.count()


def _begun(world: World, member: PartyMember, **told: Any) -> FloatingStay:
    stay = Stay(since=SINCE, reason=FloatReason.WORK, home=member.organization, **told)
    return begin_stay(member=member, stay=stay, by=world.cast.staff, on=DAY)


def _choose(world: World, row: FloatingStay, side: Counting) -> None:
    choose_counting(stay=row, counting=side, by_member=True, by=world.cast.staff)


def test_who_chose_the_place_elsewhere_no_longer_counts_at_home_and_counts_again_when_asked(world: World) -> None:
    before = _full(world.cast.staff, world.near)
    row = _begun(world, world.members.full, host_label="示例外地支部")
    unchosen = _full(world.cast.staff, world.near)

    _choose(world, row, Counting.HOST)
    there = _full(world.cast.staff, world.near)
    _choose(world, row, Counting.HOME)

    assert before == unchosen == _full(world.cast.staff, world.near)
    assert there == (before[0] - 1, before[1] - 1)


def test_a_guest_counts_here_only_where_the_guest_chose_to(world: World) -> None:
    stay = Stay(since=SINCE, reason=FloatReason.WORK, home_label="示例外地支部", host=world.near.branch)
    row = register_guest(guest=Guest(name="示例来客"), stay=stay, by=world.cast.staff, on=DAY)
    Workplace.objects.create(person=row.member.person, enterprise=world.near.covered, valid_from=SINCE)
    before = _full(world.cast.staff, world.near)

    _choose(world, row, Counting.HOST)

    assert _full(world.cast.staff, world.near) == (before[0] + 1, before[1] + 1)


def test_between_two_parks_a_member_counts_once_for_everybody(world: World) -> None:
    member = world.members.full
    row = _begun(world, member, host=world.far.branch)
    Workplace.objects.create(person=member.person, enterprise=world.far.covered, valid_from=SINCE)
    near, far = _full(world.cast.staff, world.near), _full(world.cast.far_staff, world.far)

    _choose(world, row, Counting.HOST)

    assert _full(world.cast.staff, world.near) == (near[0] - 1, near[1] - 1)
    assert _full(world.cast.far_staff, world.far) == (far[0] + 1, far[1] + 1)


def test_a_restricted_member_counts_nowhere(world: World) -> None:
    assert world.members.restricted
    row = _begun(world, world.members.restricted, host_label="示例外地支部")

    with pytest.raises(UserError, match="没有记下"):
        _choose(world, row, Counting.HOST)


def test_the_own_page_and_the_branch_set_the_side(world: World, client_as: ClientAs) -> None:
    row = _begun(world, world.members.full, host_label="示例外地支部")
    own, branch = client_as(world.cast.member), client_as(world.cast.secretary)

    page = own.get(reverse("me:floating")).content.decode()
    own.post(reverse("me:floating-counting", args=[row.public_id, "host"]))
    row.refresh_from_db()
    chosen = row.counting
    told = branch.get(reverse("members:floating-stay", args=[row.public_id])).content.decode()
    branch.post(reverse("members:floating-counting", args=[row.public_id, "home"]))
    row.refresh_from_db()

    assert "改为计入流入地" in page
    assert (chosen, row.counting) == (Counting.HOST, Counting.HOME)
    assert "计入流入地" in told
