"""Merges of duplicates that addresses of the access table name; each is made when a test asks for it."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from runwu.members.models import MemberMerge, PartyMember
from runwu.people.models import Person
from tests.access_objects import Arguments
from tests.world import World


def pair_of(place: str) -> Arguments:
    """Return the ids of two rows about one open member of the park; the second is made, with the committee."""

    def arguments(world: World) -> Mapping[str, Any]:
        member = _member(world, place)
        name = member.person.name
        committee = (world.near if place == "near" else world.far).committee
        known = PartyMember.objects.filter(person__name=name, organization=committee).first()
        other = known or PartyMember.objects.create(
            person=Person.objects.create(name=name, initials=member.person.initials),
            standing=member.standing, organization=committee, path=committee.path,
        )  # fmt: skip
        return {"public_id": member.public_id, "other": other.public_id}

    return arguments


def merge_of(place: str) -> Arguments:
    """Return the id of a merge into an open member of the park, of a day that is over."""

    def arguments(world: World) -> Mapping[str, Any]:
        member = _member(world, place)
        known = member.merges.first()
        made = known or MemberMerge.objects.create(
            kept=member, absorbed=uuid4(), basis="示例", merged_on=world.day, merged_by=world.cast.staff.public_id
        )
        return {"public_id": made.public_id}

    return arguments


def _member(world: World, place: str) -> PartyMember:
    return world.members.full if place == "near" else world.members.far
