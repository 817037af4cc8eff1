"""Objects that the addresses of fallback duties and of proposals who looks after whom name."""

from collections.abc import Mapping
from typing import Any

from runwu.coverage.choices import ContactKind, DutyAct
from runwu.coverage.models import ContactPlan, CoverageContact, DutyEntry, DutyHolder
from runwu.coverage.services.contact_facts import Wanted
from runwu.coverage.services.contact_plans import request_contact_plan
from runwu.people.models import Person
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


def contact_in(place: str) -> Arguments:
    """Return the ids of a park and of an instructor there."""

    def arguments(world: World) -> Mapping[str, Any]:
        park: ParkWorld = getattr(world, place)
        return {"park": park.park.public_id, "public_id": _instructor(park).public_id}

    return arguments


def contact_plan_in(place: str, *, of: str = "") -> Arguments:
    """Return the id of a computed proposal of a park, and where asked for of an enterprise in it."""

    def arguments(world: World) -> Mapping[str, Any]:
        park: ParkWorld = getattr(world, place)
        _instructor(park)
        plan = ContactPlan.objects.filter(park=park.park, state="ready").first() or request_contact_plan(
            park=park.park, wanted=Wanted(ContactKind.INSTRUCTOR), on=world.day, by=world.cast.staff
        )
        return {"public_id": plan.public_id, **({of: park.uncovered.public_id} if of else {})}

    return arguments


def _instructor(park: ParkWorld) -> Person:
    """Return an instructor of a park: who looks after the enterprise without a branch."""
    held = CoverageContact.objects.filter(enterprise=park.uncovered, kind=ContactKind.INSTRUCTOR).first()
    if held is not None:
        return held.person
    person = Person.objects.create(name="示例导员")
    CoverageContact.objects.create(
        enterprise=park.uncovered, person=person, kind=ContactKind.INSTRUCTOR, valid_from=SINCE
    )
    return person
