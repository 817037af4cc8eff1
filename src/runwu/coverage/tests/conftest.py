"""Fixtures of the tests of coverage."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from conftest import MORNING, ClientAs
from runwu.coverage.models import FormationPlan
from runwu.coverage.services.plans import compute_plan, request_plan
from runwu.coverage.tests.park import DAY, PlanPark, build_park


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
