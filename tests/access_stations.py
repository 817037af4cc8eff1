"""Objects that the addresses of stations name."""

from collections.abc import Mapping
from typing import Any

from runwu.enterprises.choices import AgreedBy, StationKind
from runwu.enterprises.models import Station, StationContact
from tests.access_objects import Arguments
from tests.world import SINCE, World


def _station(world: World, place: str) -> Station:
    station, _new = Station.objects.get_or_create(
        park=getattr(world, place).park, name="示例配送站",
        defaults={
            "kind": StationKind.DELIVERY, "source": "示例走访", "valid_from": SINCE,
            "recorded_by": world.cast.staff.public_id,
        },
    )  # fmt: skip
    return station


def station_in(place: str) -> Arguments:
    """Return the public id of a station of a park."""
    return lambda world: {"public_id": _station(world, place).public_id}


def station_contact_in(place: str) -> Arguments:
    """Return the public id of a contact who agreed at that station."""

    def arguments(world: World) -> Mapping[str, Any]:
        contact, _new = StationContact.objects.get_or_create(
            station=_station(world, place), purpose="示例走访",
            defaults={
                "name": "示例站长", "phone": "00000000000", "agreed_by": AgreedBy.IN_PERSON, "valid_from": SINCE,
                "recorded_by": world.cast.staff.public_id,
            },
        )  # fmt: skip
        return {"public_id": contact.public_id}

    return arguments
