"""A plan in which nobody can be put together: every page opens and says why (没有可以编成的组)."""

import pytest
from django.test import Client

from runwu.coverage.choices import PlanState
from runwu.coverage.models import FormationPlan
from runwu.coverage.services.plans import compute_plan, request_plan
from runwu.coverage.tests.addresses import plan_url, text
from runwu.coverage.tests.park import DAY, PlanPark
from runwu.enterprises.models import Workplace

pytestmark = [pytest.mark.django_db(databases=["default", "progress"]), pytest.mark.usefixtures("_morning")]


@pytest.fixture
def alone(office: PlanPark) -> FormationPlan:
    """A computed plan of a park in which one firm far from everybody has a member."""
    Workplace.objects.exclude(enterprise=office.firms["庚"]).delete()
    row = request_plan(park=office.park, on=DAY, by=office.staff, keeps_joint_branches=False)
    compute_plan(plan=str(row.public_id))
    row.refresh_from_db()
    return row


def test_the_page_says_that_there_is_no_group_and_why(client: Client, alone: FormationPlan) -> None:
    page = text(client, plan_url(alone))

    assert alone.state == PlanState.READY
    assert "没有可以编成的组" in page
    assert "示例庚" in page


@pytest.mark.parametrize("name", ["plan-compare", "plan-changes", "plan-facts", "plan-petition"])
def test_every_other_page_opens(client: Client, alone: FormationPlan, name: str) -> None:
    assert text(client, plan_url(alone, name))
