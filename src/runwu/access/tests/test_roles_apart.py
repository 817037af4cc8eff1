"""Platform roles (三员分立): never two in one account nor one beside members, whoever writes; none sees a member."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management.sql import emit_post_migrate_signal
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from conftest import ClientAs
from runwu.access.apartness import install
from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.access.policies import MEMBER_ROLES, PLATFORM_ROLES, POLICIES, Place, excludes
from runwu.access.selectors import scope_of
from runwu.access.services import RoleRequest, grant_role
from runwu.core.errors import UserError
from runwu.core.scope import Capability
from tests.world import World

ABOUT_PEOPLE_OR_FIRMS = {
    Capability.SEE_MEMBERS,
    Capability.SEE_RESTRICTED,
    Capability.SEE_MEMBER_CONTACTS,
    Capability.OPEN_MEMBER_CONTACTS,
    Capability.EDIT_MEMBERS,
    Capability.ASK_FOR_NAMES,
    Capability.SEE_ENTERPRISES,
    Capability.SEE_ORGANIZATIONS,
    Capability.SEE_COVERAGE,
    Capability.IMPORT,
}
PAIRS = [(held, asked) for held in Role for asked in sorted(excludes(held))]


def write(world: World, role: Role, **days: Any) -> RoleAssignment:
    """Write a row past the service, as a script might."""
    return RoleAssignment.objects.create(user=world.cast.newcomer, role=role, **{"valid_from": world.day, **days})


def request_of(world: World, role: Role) -> RoleRequest:
    organization = world.near.branch if Place.ORGANIZATION in POLICIES[role].places else None
    return RoleRequest(role=role, valid_from=world.day, organization=organization)


@pytest.mark.parametrize(("held", "asked"), PAIRS)
def test_the_database_refuses_a_role_that_another_excludes(world: World, held: Role, asked: Role) -> None:
    write(world, held)

    with pytest.raises(IntegrityError), transaction.atomic():
        write(world, asked)


def test_the_database_refuses_to_turn_a_role_into_a_second_one(world: World) -> None:
    write(world, Role.AUDIT_ADMINISTRATOR)
    other = write(world, Role.LEADER, park=world.near.park)

    with pytest.raises(IntegrityError), transaction.atomic():
        RoleAssignment.objects.filter(pk=other.pk).update(role=Role.SYSTEM_ADMINISTRATOR)


def test_the_database_refuses_to_bring_two_together_in_time(world: World) -> None:
    over = write(world, Role.BRANCH_SECRETARY, valid_to=world.day + timedelta(days=3650))
    write(world, Role.AUDIT_ADMINISTRATOR, valid_from=world.day + timedelta(days=3650))

    with pytest.raises(IntegrityError), transaction.atomic():
        RoleAssignment.objects.filter(pk=over.pk).update(valid_to=None)


@pytest.mark.sqlite_only
def test_two_that_met_before_it_was_refused_can_be_ended(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER access_roleassignment_apart_insert")
    write(world, Role.SECURITY_ADMINISTRATOR)
    write(world, Role.BRANCH_SECRETARY)
    install(connection)

    RoleAssignment.objects.filter(role=Role.BRANCH_SECRETARY).update(valid_to=world.day + timedelta(days=1))

    assert RoleAssignment.objects.filter(user=world.cast.newcomer, valid_to=None).get().role == "security_administrator"


@pytest.mark.sqlite_only
def test_the_page_of_an_account_names_two_that_met_before(world: World, client_as: ClientAs) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER access_roleassignment_apart_insert")
    write(world, Role.AUDIT_ADMINISTRATOR)
    write(world, Role.BRANCH_SECRETARY, organization=world.near.branch)
    install(connection)
    address = reverse("access:account", args=[world.cast.newcomer.public_id])

    shown = client_as(world.cast.security_administrator).get(address).content.decode()

    assert "这个账号同时担任“支部书记”“审计管理员”" in shown


def test_what_is_over_is_history_and_may_be_restored(world: World) -> None:
    days = {"valid_from": world.day - timedelta(days=90), "valid_to": world.day - timedelta(days=30)}
    write(world, Role.SECURITY_ADMINISTRATOR, valid_from=world.day - timedelta(days=90))

    assert write(world, Role.BRANCH_SECRETARY, **days).pk


@pytest.mark.parametrize(("held", "asked"), PAIRS)
def test_the_service_refuses_it_in_three_parts(world: World, held: Role, asked: Role) -> None:
    grant_role(user=world.cast.newcomer, request=request_of(world, held), by=None, scope=None)

    with pytest.raises(UserError) as refused:
        grant_role(user=world.cast.newcomer, request=request_of(world, asked), by=None, scope=None)

    error = refused.value.message
    assert (str(held.label) in error.happened, str(asked.label) in error.happened) == (True, True)
    assert (bool(error.rule), bool(error.now)) == (True, True)


def test_the_roles_that_reach_members_are_these() -> None:
    assert sorted(role.value for role in MEMBER_ROLES) == [
        "branch_secretary",
        "committee_clerk",
        "committee_officer",
        "dues_officer",
        "industry_authority",
        "organization_department",
        "party_affairs",
        "social_work_department",
    ]


def test_one_may_follow_the_other(world: World) -> None:
    write(world, Role.AUDIT_ADMINISTRATOR, valid_from=world.day - timedelta(days=9), valid_to=world.day)

    assert write(world, Role.SYSTEM_ADMINISTRATOR).pk


def test_the_same_role_may_cover_two_places(world: World) -> None:
    write(world, Role.SECURITY_ADMINISTRATOR, park=world.near.park)

    assert write(world, Role.SECURITY_ADMINISTRATOR, park=world.far.park).pk


def test_other_roles_stand_beside_a_platform_role(world: World) -> None:
    write(world, Role.SYSTEM_ADMINISTRATOR)

    assert write(world, Role.LEADER, park=world.near.park).pk


@pytest.mark.sqlite_only
def test_a_trigger_that_a_rebuilt_table_lost_comes_back_after_migrating(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER access_roleassignment_apart_insert")

    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")

    write(world, Role.SYSTEM_ADMINISTRATOR)
    with pytest.raises(IntegrityError), transaction.atomic():
        write(world, Role.AUDIT_ADMINISTRATOR)


@pytest.mark.parametrize("role", sorted(PLATFORM_ROLES))
def test_none_of_them_sees_members_firms_or_organisations(role: Role) -> None:
    assert POLICIES[role].capabilities.isdisjoint(ABOUT_PEOPLE_OR_FIRMS)


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("system_administrator", {Capability.MANAGE_SETTINGS, Capability.ANSWER_FEEDBACK}),
        ("security_administrator", {Capability.MANAGE_ACCESS}),
        ("audit_administrator", {Capability.SEE_AUDIT}),
    ],
)
def test_what_one_of_them_may_the_others_may_not(world: World, who: str, may: set[Capability]) -> None:
    scope = scope_of(getattr(world.cast, who), world.day)

    assert {capability for capability in Capability if scope.may(capability)} == may


@pytest.mark.parametrize("who", ["system_administrator", "audit_administrator"])
def test_accounts_are_the_security_administrators_alone(world: World, client_as: ClientAs, who: str) -> None:
    assert client_as(getattr(world.cast, who)).get(reverse("access:list")).status_code == 404
