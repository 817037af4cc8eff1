"""Two people adopt at the same moment: one succeeds, the other is told (PostgreSQL, where two may really write)."""

import threading

import pytest
from django.db import connection, connections

from runwu.core.errors import Conflict
from runwu.coverage.choices import Profile
from runwu.coverage.models import Adoption, FormationPlan
from runwu.coverage.services.adoptions import adopt
from runwu.coverage.services.plans import compute_plan, request_plan
from runwu.coverage.tests.park import DAY, PlanPark, build_park

pytestmark = pytest.mark.django_db(databases=["default", "progress"], transaction=True)


def computed(office: PlanPark) -> FormationPlan:
    """Return a plan that waits to be looked through."""
    row = request_plan(park=office.park, on=DAY, by=office.staff, keeps_joint_branches=False)
    compute_plan(plan=str(row.public_id))
    row.refresh_from_db()
    return row


def adopt_together(office: PlanPark, plans: list[FormationPlan]) -> list[str]:
    """Adopt plans in threads that start together, and return how each ended."""
    gate, ends = threading.Barrier(len(plans)), []

    def run(plan: FormationPlan) -> None:
        gate.wait()
        try:
            adopt(plan=plan, profile=Profile.NEAR, expected_version=0, on=DAY, by=office.officer)
            ends.append("adopted")
        except Conflict:
            ends.append("conflict")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(plan,)) for plan in plans]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
def test_one_plan_is_adopted_by_one_of_two_people() -> None:
    office = build_park()
    plan = computed(office)

    assert adopt_together(office, [plan, plan]) == ["adopted", "conflict"]
    assert Adoption.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
def test_two_plans_of_one_park_do_not_take_the_same_firms() -> None:
    office = build_park()
    first = computed(office)
    second = FormationPlan.objects.get(pk=computed(office).pk)

    assert adopt_together(office, [first, second]) == ["adopted", "conflict"]
