"""Fixtures of the tests of coverage."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from conftest import MORNING, ClientAs
from runwu.coverage.models import FormationPlan
from runwu.coverage.services.plans import compute_plan, request_plan
from runwu.coverage.tests.park import DAY, METRE, SINCE, PlanPark, build_park, firm
from runwu.enterprises.choices import FactKind, Located
from runwu.enterprises.models import Enterprise
from runwu.enterprises.services import FactInput, record_facts
from runwu.organizations.choices import PostKind
from runwu.organizations.models import Post
from runwu.people.models import Person


@pytest.fixture
def office(db: None) -> PlanPark:
    """A park with firms that a plan can put together."""
    return build_park()


@pytest.fixture
def plan(office: PlanPark) -> FormationPlan:
    """A computed plan of that park, waiting to be looked through."""
    row = request_plan(park=office.park, on=DAY, by=office.staff, keeps_joint_branches=False)
    compute_plan(plan=str(row.public_id))
    row.refresh_from_db()
    return row


@pytest.fixture
def _morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def client(office: PlanPark, client_as: ClientAs) -> Client:
    """Return the client of an officer of the park."""
    return client_as(office.officer)


@pytest.fixture
def people(office: PlanPark) -> dict[str, Person]:
    """Two instructors of the park."""
    found = {name: Person.objects.create(name=name) for name in ("示导近", "示导远")}
    for person in found.values():
        Post.objects.create(organization=office.committee, person=person, kind=PostKind.INSTRUCTOR, valid_from=SINCE)
    return found


@pytest.fixture
def empty(office: PlanPark) -> dict[str, Enterprise]:
    """Four operating enterprises without members, 100 m apart."""
    names = ("子", "丑", "寅", "卯")
    places = {name: {"latitude": 20 + 100 * number * METRE, "longitude": 110.0} for number, name in enumerate(names)}
    found = {name: firm(office.park, name, located=Located.COORDINATES, **places[name]) for name in names}
    record_facts([FactInput(one.pk, FactKind.OPERATING, "yes", SINCE, "示例") for one in found.values()], by=None)
    return found
