"""Arrivals that are restricted from the first moment (限组织内知悉的转入): sealed, seen by the new branch alone."""

from typing import Any

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.models import AuditEntry
from runwu.core.rulebooks import rulebook
from runwu.members import transfers
from runwu.members.choices import Route
from runwu.members.models import PartyMember, Transfer
from runwu.members.services.transfers import Arrival, register_arrival
from runwu.rules.tests.codes import identity_number
from tests.world import DAY, World

NAME = "示例密归人"


def _arrive(world: World, **changes: Any) -> Transfer:
    asked: dict[str, Any] = {
        "target": world.near.branch, "source_label": "示例外地支部", "route": Route.LETTER, "issued_on": DAY,
        "number": "示例 9", "name": NAME, "identity": identity_number(), "restricted": True,
    }  # fmt: skip
    return register_arrival(
        arrival=Arrival(**(asked | changes)), member=None, by=world.cast.staff, book=rulebook(on=DAY)
    )


def _sees(world: World, who: str, transfer: Transfer) -> bool:
    return transfers.visible(scope=scope_of(getattr(world.cast, who), DAY)).filter(pk=transfer.pk).exists()


def test_the_name_is_sealed_and_only_the_new_branch_sees_the_transfer(world: World) -> None:
    transfer = _arrive(world)

    member = PartyMember.objects.select_related("person").get(pk=transfer.member_id)
    person = member.person
    assert (person.sealed, person.name, person.initials, person.full_name) == (True, "", "", NAME)
    assert (member.restricted, member.restriction_confirmed) == (True, False)
    assert [_sees(world, who, transfer) for who in ("secretary", "staff", "officer", "next_secretary")] == [
        True, False, False, False,
    ]  # fmt: skip
    assert AuditEntry.objects.get(action="members.member.registered").restricted


def test_who_was_restricted_and_left_comes_back_restricted_though_nobody_marks_it(world: World) -> None:
    first = _arrive(world)
    Transfer.objects.all().delete()
    PartyMember.objects.filter(pk=first.member_id).update(path="", organization=None)

    again = _arrive(world, restricted=False)

    assert again.member_id == first.member_id
    assert PartyMember.objects.get(pk=again.member_id).restricted


def test_an_open_member_who_comes_back_with_the_mark_is_sealed(world: World) -> None:
    first = _arrive(world, restricted=False)
    Transfer.objects.all().delete()
    PartyMember.objects.filter(pk=first.member_id).update(path="", organization=None)

    again = _arrive(world)

    member = PartyMember.objects.select_related("person").get(pk=again.member_id)
    assert (again.member_id, member.restricted, member.person.name) == (first.member_id, True, "")
    assert member.person.full_name == NAME


@pytest.mark.parametrize(("marked", "named"), [("on", False), ("", True)])
def test_who_registers_a_restricted_arrival_is_led_to_the_list_without_it(
    world: World, client_as: ClientAs, marked: str, named: bool
) -> None:
    sent = {
        "name": NAME, "standing": "full", "source_label": "示例外地支部", "route": "letter", "number": "示例 9",
        "issued_on": DAY.isoformat(), "target": str(world.near.branch.public_id), "restricted": marked,
    }  # fmt: skip

    answer = client_as(world.cast.staff).post(reverse("members:transfer-arrive"), sent, follow=True)

    assert (answer.status_code, NAME in answer.content.decode()) == (200, named)
    assert NAME in client_as(world.cast.secretary).get(reverse("members:transfers-receive")).content.decode()
