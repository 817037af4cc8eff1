"""Required pairs, and who finds a plan at all."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from conftest import MORNING, ClientAs
from runwu.access.choices import Role
from runwu.access.policies import POLICIES
from runwu.access.services import RoleRequest, grant_role
from runwu.accounts.models import User
from runwu.core.scope import Capability, Grant, Scope
from runwu.coverage.models import ContactPlan, FormationPair, FormationPlan
from runwu.coverage.selectors import plans as selectors
from runwu.coverage.selectors.contact_plans import contact_plans
from runwu.coverage.tests.addresses import plan_url, text
from runwu.coverage.tests.park import DAY, SINCE, PlanPark

pytestmark = [pytest.mark.django_db(databases=["default", "progress"]), pytest.mark.usefixtures("_morning")]


def test_pairs_are_recorded_and_ended(client: Client, office: PlanPark) -> None:
    data = {
        "first": office.firms["甲"].public_id, "second": office.firms["乙"].public_id, "kind": "apart", "reason": "示例竞争",
    }  # fmt: skip
    client.post(reverse("coverage:pairs"), data)
    pair = FormationPair.objects.get()

    page = text(client, reverse("coverage:pairs"))
    client.post(reverse("coverage:pair-end", args=[pair.public_id]))

    assert "示例竞争" in page
    assert not FormationPair.objects.filter(valid_to__isnull=True).exists()


def test_the_same_firm_twice_is_no_pair(client: Client, office: PlanPark) -> None:
    firm = office.firms["甲"].public_id
    response = client.post(
        reverse("coverage:pairs"), {"first": firm, "second": firm, "kind": "apart", "reason": "示例"}
    )

    assert response.status_code == 422
    assert "要选两家不同的企业" in response.content.decode()


def test_planning_alone_opens_no_proposal_who_looks_after_whom(office: PlanPark) -> None:
    row = ContactPlan.objects.create(park=office.park, kind="instructor", as_of=DAY, created_by=office.staff.public_id)
    planning = Grant("示例", "示例", frozenset({Capability.PLAN}), parks=frozenset({office.park.pk}))
    named = Grant("示例", "示例", frozenset({Capability.SEE_MEMBERS}), parks=frozenset({office.park.pk}))

    assert not contact_plans(scope=Scope(None, DAY, (planning,))).exists()
    assert contact_plans(scope=Scope(None, DAY, (planning, named))).get() == row


@pytest.mark.parametrize("role", [Role.LEADER, Role.SERVICE_UNIT, Role.INDUSTRY_AUTHORITY])
def test_who_is_not_entitled_to_names_finds_no_plan(
    office: PlanPark, plan: FormationPlan, client_as: ClientAs, role: Role
) -> None:
    user = User.objects.create_user("other", display_name="示例其他")
    grant_role(user=user, request=RoleRequest(role=role, park=office.park, valid_from=SINCE), by=None, scope=None)

    assert client_as(user).get(plan_url(plan)).status_code == 404


def test_planning_alone_opens_no_plan_because_plans_count_members(office: PlanPark, plan: FormationPlan) -> None:
    planning = Grant("示例", "示例", frozenset({Capability.PLAN}), parks=frozenset({office.park.pk}))
    elsewhere = Grant("示例", "示例", frozenset({Capability.SEE_MEMBERS}), parks=frozenset({0}))
    named = Grant("示例", "示例", frozenset({Capability.SEE_MEMBERS}), parks=frozenset({office.park.pk}))

    found = [
        selectors.plans(scope=Scope(None, DAY, grants)).exists()
        for grants in ((planning,), (named,), (planning, elsewhere), (planning, named))
    ]

    assert found == [False, False, False, True]
    assert not selectors.parks_to_plan(scope=Scope(None, DAY, (planning,))).exists()


@pytest.mark.parametrize("role", [role for role in Role if Capability.PLAN in POLICIES[role].capabilities])
def test_every_role_that_plans_is_entitled_to_names(role: Role) -> None:
    assert Capability.SEE_MEMBERS in POLICIES[role].capabilities


def test_the_clerk_prepares_but_does_not_send_up(office: PlanPark, plan: FormationPlan, client_as: ClientAs) -> None:
    user = User.objects.create_user("clerk", display_name="示例办公室")
    asked = RoleRequest(role=Role.COMMITTEE_CLERK, organization=office.committee, with_below=True, valid_from=SINCE)
    grant_role(user=user, request=asked, by=None, scope=None)

    page = text(client_as(user), plan_url(plan))
    assert plan_url(plan, "plan-adopt") not in page
    assert client_as(user).get(plan_url(plan, "plan-adopt")).status_code == 404


def test_a_plan_page_takes_a_fixed_number_of_queries(
    client: Client, plan: FormationPlan, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(24):
        client.get(plan_url(plan))


def test_the_day_of_the_tests_is_the_day_of_the_park() -> None:
    assert MORNING.date() == DAY
