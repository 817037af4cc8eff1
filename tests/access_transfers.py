"""Transfers that addresses of the access table name; each is made when a test asks for it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from runwu.members.choices import Route, TransferState
from runwu.members.models import PartyMember, Transfer, TransferLetter
from runwu.organizations.models import Organization
from tests.access_objects import Arguments
from tests.world import World


def transfer_in(place: str, state: TransferState = TransferState.SENT, **more: Any) -> Arguments:
    """Return the id of a transfer by letter from a branch to the one next door."""

    def arguments(world: World) -> Mapping[str, Any]:
        park = getattr(world, place)
        member = world.members.second if place == "near" else world.members.far
        return {"public_id": _transfer(member, park.branch, park.next_branch, state, world).public_id, **more}

    return arguments


def _transfer(
    member: PartyMember, source: Organization, target: Organization, state: TransferState, world: World
) -> Transfer:
    known = Transfer.objects.filter(member=member, state=state).first()
    if known is not None:
        return known
    limits = {"opened_on": world.day, "remind_on": world.day, "due_on": world.day + timedelta(days=90)}
    accepted = {"accepted_on": world.day} if state == TransferState.DONE else {}
    transfer = Transfer.objects.create(
        member=member, source=source, target=target, route=Route.LETTER, state=state, reason="工作单位变动",
        **limits, **accepted,
    )  # fmt: skip
    TransferLetter.objects.create(transfer=transfer, number="示例 1", issued_on=world.day, valid_until=limits["due_on"])
    return transfer
