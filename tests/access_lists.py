"""Lists by consent that addresses of the access table name; each is made when a test asks for it."""

from collections.abc import Mapping
from typing import Any

from runwu.members.choices import ListKind
from runwu.members.models import ListInvitation, Seedling, VoluntaryList
from runwu.members.services.lists import ask_member, open_list
from runwu.members.services.seedlings import SeedlingEntry, propose_seedling
from tests.access_objects import Arguments
from tests.world import World


def list_in(place: str) -> Arguments:
    """Return the id of a list of a park's committee."""
    return lambda world: {"public_id": _list(world, place).public_id}


def invitation_of(who: str) -> Arguments:
    """Return the id of what a member without account agreed to in person."""
    return lambda world: {"public_id": _invitation(world, who, by_word=True).public_id}


def own_invitation(world: World) -> Mapping[str, Any]:
    """Return the id of what the member of the cast was asked."""
    return {"public_id": _invitation(world, "full", by_word=False).public_id, "act": "agree"}


def _list(world: World, place: str) -> VoluntaryList:
    committee = (world.near if place == "near" else world.far).committee
    known = VoluntaryList.objects.filter(organization=committee).first()
    return known or open_list(
        organization=committee, kind=ListKind.SERVICE, name="示例志愿服务队", purpose="示例用途", seen_by="示例",
        by=world.cast.staff, on=world.day,
    )  # fmt: skip


def _invitation(world: World, who: str, *, by_word: bool) -> ListInvitation:
    member, row = getattr(world.members, who), _list(world, "near")
    known = ListInvitation.objects.filter(voluntary_list=row, member=member).first()
    return known or ask_member(voluntary_list=row, member=member, by=world.cast.staff, on=world.day, by_word=by_word)


def seedling_of(who: str, *, by: str = "secretary", act: str = "") -> Arguments:
    """Return the id of a proposal about a member, by an account, with what is done about it."""

    def arguments(world: World) -> Mapping[str, Any]:
        member, account = getattr(world.members, who), getattr(world.cast, by)
        row = Seedling.objects.filter(member=member, proposed_by=account.public_id).first()
        if row is None:
            assert member.organization is not None
            entry = SeedlingEntry(name="", reason="示例理由", told_on=world.day)
            row = propose_seedling(
                organization=member.organization, member=member, entry=entry, by=account, on=world.day
            )
        return {"public_id": row.public_id} | ({"act": act} if act else {})

    return arguments
