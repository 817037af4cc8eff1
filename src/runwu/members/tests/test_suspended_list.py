"""Suspended members are found in the list by those who decide about them, and by nobody else."""

from datetime import date

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.members.choices import StandingAct
from runwu.members.models import PartyMember, StandingDecision
from tests.world import RESTRICTED_NAME, World

SINCE = date(2026, 9, 1)


def _suspend(world: World, member: PartyMember | None) -> None:
    assert member is not None
    PartyMember.objects.filter(pk=member.pk).update(membership="suspended")
    StandingDecision.objects.create(
        member=member, act=StandingAct.SUSPENDED, on=SINCE, document="示例〔2026〕9号", standing_before="full",
        standing_after="full", membership_before="active", membership_after="suspended",
        recorded_by=world.cast.staff.public_id, recorded_on=SINCE,
    )  # fmt: skip


def _list(world: World, client_as: ClientAs, who: str, **asked: str) -> str:
    return client_as(getattr(world.cast, who)).get(reverse("members:list"), asked).content.decode()


def test_suspended_members_are_found_by_the_filter_alone(world: World, client_as: ClientAs) -> None:
    _suspend(world, world.members.second)

    lists = {asked: _list(world, client_as, "staff", membership=asked) for asked in ("", "active", "suspended")}

    assert ["示例党员乙" in page for page in lists.values()] == [False, False, True]
    assert ["示例党员甲" in page for page in lists.values()] == [True, True, False]
    assert "共 1 名" in lists["suspended"]
    assert reverse("members:export") not in lists["suspended"]


def test_on_a_past_day_they_are_found_as_they_were(world: World, client_as: ClientAs) -> None:
    _suspend(world, world.members.second)

    days = [
        "示例党员乙" in _list(world, client_as, "staff", membership="suspended", on=day)
        for day in ("2026-08-31", "2026-09-01")
    ]

    assert days == [False, True]


@pytest.mark.parametrize("who", ["staff", "officer", "clerk", "far_staff", "next_secretary"])
def test_a_suspended_restricted_member_is_for_the_own_branch(world: World, client_as: ClientAs, who: str) -> None:
    _suspend(world, world.members.restricted)

    pages = [_list(world, client_as, who, membership="suspended", **more) for more in ({}, {"on": "2026-10-01"})]

    assert [RESTRICTED_NAME in page for page in pages] == [False, False]
    assert ["共 0 名" in page or "没有停止党籍的党员" in page for page in pages] == [True, True]
    assert RESTRICTED_NAME in _list(world, client_as, "secretary", membership="suspended")


@pytest.mark.parametrize("who", ["far_staff", "next_secretary", "provincial_officer", "leader"])
def test_who_decides_nothing_about_a_member_finds_no_suspension(world: World, client_as: ClientAs, who: str) -> None:
    _suspend(world, world.members.second)

    assert "示例党员乙" not in _list(world, client_as, who, membership="suspended")


def test_a_membership_that_is_none_is_refused(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)

    assert client.get(reverse("members:list"), {"membership": "ended"}).status_code == 422
