"""From assignments to a scope."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from runwu.access.choices import Role
from runwu.access.selectors import scope_of
from runwu.access.services import RoleRequest, grant_role
from runwu.accounts.models import User
from runwu.core.scope import Capability, Scope
from runwu.enterprises.models import Enterprise
from runwu.organizations.models import Organization
from tests.world import CAST, World


def organizations(scope: Scope, capability: Capability) -> set[str]:
    return set(Organization.objects.filter(scope.paths(capability)).values_list("short_name", flat=True))


def enterprises(scope: Scope, capability: Capability) -> set[str]:
    return set(Enterprise.objects.filter(scope.enterprises(capability)).values_list("short_name", flat=True))


NEAR_FIRMS = {"示例青禾电子", "示例白露包装", "示例霜降物流"}
NEAR_ORGANIZATIONS = {"示例甲园区综合党委", "示例春分支部", "示例谷雨支部"}


def test_staff_of_a_park_reach_its_organisations_and_firms_and_no_others(world: World) -> None:
    scope = scope_of(world.cast.staff, world.day)

    assert organizations(scope, Capability.SEE_MEMBERS) == NEAR_ORGANIZATIONS
    assert enterprises(scope, Capability.SEE_ENTERPRISES) == NEAR_FIRMS


def test_an_assignment_over_a_park_reaches_its_tree_from_the_topmost_organisation(world: World) -> None:
    scope = scope_of(world.cast.leader, world.day)

    assert organizations(scope, Capability.SEE_ORGANIZATIONS) == NEAR_ORGANIZATIONS
    assert scope.park_ids(Capability.SEE_COVERAGE) == {world.near.park.pk}


def test_a_department_above_reaches_every_park_below_it(world: World) -> None:
    scope = scope_of(world.cast.provincial_officer, world.day)

    assert scope.park_ids(Capability.SEE_ENTERPRISES) == {world.near.park.pk, world.far.park.pk}


def test_a_secretary_reaches_the_own_branch_and_the_firms_it_covers(world: World) -> None:
    scope = scope_of(world.cast.secretary, world.day)

    assert organizations(scope, Capability.SEE_RESTRICTED) == {"示例春分支部"}
    assert enterprises(scope, Capability.SEE_ENTERPRISES) == {"示例青禾电子"}


def test_a_secretary_of_a_branch_without_firms_reaches_no_firm_of_the_park(world: World) -> None:
    world.near.branch.units.all().delete()

    scope = scope_of(world.cast.secretary, world.day)

    assert enterprises(scope, Capability.SEE_ENTERPRISES) == set()


@pytest.mark.parametrize("who", ["liaison", "owner"])
def test_whoever_speaks_for_a_firm_reaches_that_firm_and_no_member(world: World, who: str) -> None:
    scope = scope_of(getattr(world.cast, who), world.day)

    assert enterprises(scope, Capability.SEE_ENTERPRISES) == {"示例青禾电子"}
    assert not scope.may(Capability.SEE_MEMBERS)


def test_a_member_reaches_the_own_row_by_the_person_alone(world: World) -> None:
    scope = scope_of(world.cast.member, world.day)

    assert scope.person_id == world.members.full.person_id
    assert not any(scope.may(capability) for capability in Capability)


MAY_SEE_MEMBERS = {"staff", "far_staff", "officer", "clerk", "secretary", "next_secretary"}
MAY_SEE_RESTRICTED = {"officer", "secretary", "next_secretary"}


@pytest.mark.parametrize("who", CAST)
def test_names_of_members_are_for_those_entitled_to_them(world: World, who: str) -> None:
    scope = scope_of(getattr(world.cast, who), world.day)

    assert scope.may(Capability.SEE_MEMBERS) == (who in MAY_SEE_MEMBERS)
    assert scope.may(Capability.SEE_RESTRICTED) == (who in MAY_SEE_RESTRICTED)


def test_a_stated_reason_opens_names_to_a_department_but_never_restricted_ones(world: World) -> None:
    scope = scope_of(world.cast.provincial_officer, world.day, reasons=frozenset({"inspection"}))

    assert scope.may(Capability.SEE_MEMBERS)
    assert not scope.may(Capability.SEE_RESTRICTED)


def test_a_stated_reason_opens_nothing_to_a_leader(world: World) -> None:
    scope = scope_of(world.cast.leader, world.day, reasons=frozenset({"inspection"}))

    assert not scope.may(Capability.SEE_MEMBERS)


@pytest.mark.parametrize(("days", "grants"), [(-1, 0), (0, 1), (29, 1), (30, 0)])
def test_a_role_holds_from_its_first_day_up_to_its_end(world: World, days: int, grants: int) -> None:
    request = RoleRequest(
        role=Role.LEADER, park=world.near.park, valid_from=world.day, valid_to=world.day + timedelta(days=30)
    )
    grant_role(user=world.cast.newcomer, request=request, by=None, scope=None)

    scope = scope_of(world.cast.newcomer, world.day + timedelta(days=days))

    assert len(scope.grants) == grants


def test_a_locked_account_reaches_nothing(world: World) -> None:
    world.cast.staff.is_active = False

    assert scope_of(world.cast.staff, world.day).grants == ()


def test_a_scope_costs_three_queries_however_many_roles_an_account_has(world: World) -> None:
    user: User = world.cast.secretary
    for asked in (
        RoleRequest(role=Role.PARTY_AFFAIRS, organization=world.far.committee, with_below=True, valid_from=world.day),
        RoleRequest(role=Role.LEADER, park=world.near.park, valid_from=world.day),
        RoleRequest(role=Role.INSTRUCTOR, enterprise=world.far.uncovered, valid_from=world.day),
    ):
        grant_role(user=user, request=asked, by=None, scope=None)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        scope = scope_of(user, world.day)

    assert len(queries) == 3
    assert scope.roles() == ("branch_secretary", "party_affairs", "leader", "instructor")
    assert enterprises(scope, Capability.SEE_ENTERPRISES) == NEAR_FIRMS | {
        "示例芒种食品",
        "示例处暑机械",
        "示例寒露化工",
    }


def test_the_world_stands_on_its_day(day: date) -> None:
    assert day == date(2026, 11, 20)
