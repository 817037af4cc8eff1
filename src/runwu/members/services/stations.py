"""Where members work who have no employer here (从业站点), on record in the log."""

from datetime import date

from django.db import transaction

from runwu.accounts.models import User
from runwu.core import audit
from runwu.enterprises.models import Station
from runwu.enterprises.services.stations import work_at
from runwu.members.models import PartyMember
from runwu.organizations.services.tree import park_id


@transaction.atomic
def record_station(*, member: PartyMember, station: Station | None, since: date, by: User, on: date) -> None:
    """Record at which station a member works from a day on, or at none any more. Raises UserError as `work_at` does."""
    work_at(person=member.person, station=station, since=since, by=by, on=on)
    audit.log(
        by, f"members.station.{'recorded' if station else 'ended'}", member, path=member.path,
        place=park_id(member.organization) if member.organization else None, restricted=member.restricted, since=since,
    )  # fmt: skip
