"""Floating periods and seasons that addresses of the access table name; each is made when a test asks for it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from runwu.members.models import DualCheckIn, FloatingStay, PartyMember, Season
from tests.access_objects import Arguments
from tests.world import ParkWorld, World


def stay_of(who: str, **more: Any) -> Arguments:
    """Return the id of an open period of a member who has gone elsewhere for a season."""

    def arguments(world: World) -> Mapping[str, Any]:
        member: PartyMember = getattr(world.members, who)
        known = FloatingStay.objects.open().filter(member=member).first()
        park = world.far if who == "far" else world.near
        row = known or FloatingStay.objects.create(
            member=member, home=member.organization, host_label="示例外地党组织", reason="season", season=_season(park),
            activity_place="示例外地服务中心", valid_from=world.day,
        )  # fmt: skip
        return {"public_id": row.public_id, **more}

    return arguments


def hosted_stay_of(who: str, **more: Any) -> Arguments:
    """Return the id of an open period of somebody who has come to the branch for a season."""

    def arguments(world: World) -> Mapping[str, Any]:
        found = stay_of(who, **more)(world)
        row = FloatingStay.objects.select_related("member").get(public_id=found["public_id"])
        FloatingStay.objects.filter(pk=row.pk).update(
            home=None, home_label="示例外地党组织", host=row.member.organization, host_label=""
        )
        return found

    return arguments


def season_in(place: str) -> Arguments:
    """Return the id of a season of the first branch of a park."""
    return lambda world: {"public_id": _season(getattr(world, place)).public_id}


def _season(park: ParkWorld) -> Season:
    row, _new = Season.objects.get_or_create(
        organization=park.branch, name="示例冬季", ended_on=None,
        defaults={"first_month": 10, "first_day": 15, "last_month": 4, "last_day": 15},
    )  # fmt: skip
    return row


def check_in_of(who: str) -> Arguments:
    """Return the id of a report of a member to a community outside, made yesterday."""

    def arguments(world: World) -> Mapping[str, Any]:
        member: PartyMember = getattr(world.members, who)
        row, _new = DualCheckIn.objects.get_or_create(
            member=member, organization=member.organization, community_label="示例社区",
            defaults={"valid_from": world.day - timedelta(days=1), "offer": "示例值班"},
        )  # fmt: skip
        return {"public_id": row.public_id}

    return arguments
