"""Merges of duplicates, and what was handed out, that addresses of the access table name; made when a test asks."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from runwu.members.choices import ProvisionKind
from runwu.members.models import MemberMerge, MergeProposal, PartyMember, Provision
from runwu.members.services.provisions import Handing, note_provision
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


def provision_of(place: str) -> Arguments:
    """Return the id of a letter that was handed out of the member of a park."""

    def arguments(world: World) -> Mapping[str, Any]:
        member, by = _member(world, place), world.cast.staff if place == "near" else world.cast.far_staff
        known = Provision.objects.filter(disclosures__member=member, kind=ProvisionKind.LETTER).first()
        handing = Handing(kind=ProvisionKind.LETTER, fields=("name",), reason="示例")
        made = known or note_provision(members=[member.pk], handing=handing, by=by)[0]
        return {"public_id": made.public_id}

    return arguments


def _member(world: World, place: str) -> PartyMember:
    return world.members.full if place == "near" else world.members.far


def proposal_in(world: World) -> Mapping[str, Any]:
    """Return the id of a proposal about the restricted member, which waits for the own branch."""
    member = world.members.restricted
    assert member
    known = MergeProposal.objects.filter(kept=member.public_id).first()
    made = known or MergeProposal.objects.create(
        kept=member.public_id, absorbed=_twin(world).public_id, basis="示例", path=member.path,
        proposed_by=world.cast.officer.public_id,
    )  # fmt: skip
    return {"public_id": made.public_id}


def twins_in(world: World) -> Mapping[str, Any]:
    """Return the ids of the restricted member and of an open row of the same name with the committee."""
    member = world.members.restricted
    assert member
    return {"public_id": member.public_id, "other": _twin(world).public_id}


def _twin(world: World) -> PartyMember:
    member, committee = world.members.restricted, world.near.committee
    assert member
    known = PartyMember.objects.filter(person__name=member.person.full_name, organization=committee).first()
    return known or PartyMember.objects.create(
        person=Person.objects.create(name=member.person.full_name), standing=member.standing, organization=committee,
        path=committee.path,
    )  # fmt: skip
