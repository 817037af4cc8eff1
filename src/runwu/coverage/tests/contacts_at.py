"""Who looks after enterprises of the small park, as tests set it up and read it."""

from typing import Any

from runwu.coverage.choices import ContactKind
from runwu.coverage.models import ContactPlan, CoverageContact
from runwu.coverage.services.contact_facts import Wanted
from runwu.coverage.services.contact_plans import request_contact_plan
from runwu.coverage.tests.park import DAY, SINCE, PlanPark
from runwu.enterprises.models import Enterprise
from runwu.people.models import Person

NEAR, FAR = "示导近", "示导远"


def look_after(person: Person, *firms: Enterprise, kind: str = "instructor") -> list[CoverageContact]:
    """Let somebody look after enterprises since long."""
    return [CoverageContact.objects.create(enterprise=one, person=person, kind=kind, valid_from=SINCE) for one in firms]


def asked(office: PlanPark, **wanted: Any) -> ContactPlan:
    """Compute a proposal for the park's instructors."""
    return request_contact_plan(
        park=office.park, wanted=Wanted(ContactKind.INSTRUCTOR, **wanted), on=DAY, by=office.staff
    )


def held(firm: Enterprise) -> list[str]:
    """Return who looks after an enterprise today."""
    rows = CoverageContact.objects.on(DAY).filter(enterprise=firm, kind="instructor")
    return [row.person.name for row in rows.select_related("person").order_by("pk")]
