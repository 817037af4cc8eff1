"""Objects that the addresses of fallback duties and of proposals who looks after whom name."""

from collections.abc import Mapping
from typing import Any

from runwu.coverage.choices import DutyAct
from runwu.coverage.models import DutyEntry, DutyHolder
from tests.access_objects import Arguments
from tests.world import SINCE, ParkWorld, World


def duty_entry_in(place: str) -> Arguments:
    """Return the id of an entry of today about one enterprise of a park."""

    def arguments(world: World) -> Mapping[str, Any]:
        park: ParkWorld = getattr(world, place)
        entry = DutyEntry.objects.create(
            park=park.park, code="contact", act=DutyAct.HAND_OVER, organization=park.committee, since=SINCE,
            document="示例〔2026〕1号", enterprises=1, recorded_by=world.cast.staff.public_id, recorded_on=world.day,
        )  # fmt: skip
        held = DutyHolder.objects.standing().open().filter(enterprise=park.uncovered, code="contact")
        if not held.exists():
            DutyHolder.objects.create(enterprise=park.uncovered, code="contact", entry=entry, valid_from=SINCE)
        return {"public_id": entry.public_id}

    return arguments
