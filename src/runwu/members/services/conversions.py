"""Conversions that come with a sheet or a mandated register (转正的决定): put on record beside the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from runwu.core.dialect import blank, insert_rows
from runwu.members.choices import DecisionOrigin, Standing, StandingAct
from runwu.members.models import PartyMember, StandingDecision


@dataclass(frozen=True, slots=True)
class Conversion:
    """A member whose standing was changed by a decision that a sheet or register names."""

    member: PartyMember
    before: str
    converted_before: date | None
    on: date
    document: str


def conversion_on_record(found: Iterable[Conversion], *, origin: DecisionOrigin, by: UUID, on: date) -> int:
    """Put conversions on record as decisions (转正的决定); what else changed is not one. Returns how many. One statement.

    Who approved is known from the number alone; the meeting's day is not told.
    """
    rows = [
        blank(
            StandingDecision,
            {
                "act": StandingAct.CONVERTED, "on": one.on, "document": one.document, "origin": origin,
                "standing_before": one.before, "standing_after": Standing.FULL,
                "membership_before": one.member.membership, "membership_after": one.member.membership,
                "converted_before": one.converted_before, "recorded_by": by, "recorded_on": on,
            },
            {"member": one.member, "decided_by": None},
        )
        for one in found
        if (one.before, one.member.standing) == (Standing.PROBATIONARY, Standing.FULL)
    ]  # fmt: skip
    if rows:
        insert_rows(rows)
    return len(rows)
