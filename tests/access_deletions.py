"""Requests for deletion that the access table needs; each is made when a test asks for it.

What is frozen is shown by a number made of its public id, so that two worlds need the same ones.
"""

from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from runwu.members.choices import DeletionPiece, DeletionState
from runwu.members.models import DeletionRequest
from tests.access_objects import Arguments
from tests.former_members import former_in, frozen
from tests.world import World


def deletion_of(who: str) -> Arguments:
    """Return the public id of a request of a member that waits for its answer."""

    def arguments(world: World) -> Mapping[str, Any]:
        member = getattr(world.members, who)
        row, _new = DeletionRequest.objects.get_or_create(
            member=member, piece=DeletionPiece.PHONE, state="asked", defaults={"organization": member.organization}
        )
        return {"public_id": row.public_id}

    return arguments


def _known(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, name)


def frozen_of(who: str) -> Arguments:
    """Return the public id of what is frozen of a member."""

    def arguments(world: World) -> Mapping[str, Any]:
        member = getattr(world.members, who)
        told = {
            "organization": member.organization, "ground": "《示例规定》第三条", "answered_at": timezone.now(),
            "public_id": _known(f"piece-{who}"),
        }  # fmt: skip
        row, _new = DeletionRequest.objects.get_or_create(
            member=member, piece=DeletionPiece.EDUCATION, state=DeletionState.FROZEN, defaults=told
        )
        return {"public_id": row.public_id}

    return arguments


def frozen_record_of(place: str) -> Arguments:
    """Return the public id of a frozen record of a former member of a park."""

    def arguments(world: World) -> Mapping[str, Any]:
        park = getattr(world, place)
        found = DeletionRequest.objects.filter(
            piece=DeletionPiece.RECORD, state=DeletionState.FROZEN, member__organization=park.branch
        )
        if not found.exists():
            made = frozen(world, former_in(world, park))
            found.filter(pk=made.pk).update(public_id=_known(f"record-{place}"))
        return {"public_id": found.get().public_id}

    return arguments
