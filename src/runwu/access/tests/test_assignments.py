"""Granting and ending roles."""

from datetime import timedelta
from typing import Any

import pytest

from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.access.selectors import accounts_within, assignments_within, scope_of
from runwu.access.services import (
    RoleRequest,
    end_role,
    grant_role,
    link_person,
    lock_account,
    open_account_with_role,
    reset_account_password,
)
from runwu.accounts.models import User
from runwu.core.errors import UserError
from runwu.core.models import AuditEntry
from runwu.core.scope import Scope
from runwu.people.models import Person
from tests.world import World


def by_security_administrator(world: World) -> tuple[User, Scope]:
    user = world.cast.security_administrator
    return user, scope_of(user, world.day)


def by_system_administrator(world: World) -> tuple[User, Scope]:
    user = world.cast.system_administrator
    return user, scope_of(user, world.day)


def by_park_administrator(world: World) -> tuple[User, Scope]:
    """Return an administrator whose management ends at the near park."""
    request = RoleRequest(role=Role.SECURITY_ADMINISTRATOR, park=world.near.park, valid_from=world.day)
    grant_role(user=world.cast.newcomer, request=request, by=None, scope=None)
    return world.cast.newcomer, scope_of(world.cast.newcomer, world.day)


def grant(world: World, user: User, by: User | None = None, scope: Scope | None = None, **asked: Any) -> RoleAssignment:
    request = RoleRequest(**{"valid_from": world.day, **asked})
    return grant_role(user=user, request=request, by=by, scope=scope)


PLATFORM = [Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR]


@pytest.mark.parametrize("held", PLATFORM)
@pytest.mark.parametrize("asked", PLATFORM)
def test_the_three_platform_roles_never_meet_in_one_account(world: World, held: Role, asked: Role) -> None:
    grant(world, world.cast.newcomer, role=held)

    with pytest.raises(UserError):
        grant(world, world.cast.newcomer, role=asked)


def test_a_platform_role_may_follow_another_one_that_has_ended(world: World) -> None:
    over = grant(world, world.cast.newcomer, role=Role.SYSTEM_ADMINISTRATOR, valid_from=world.day - timedelta(days=9))
    end_role(assignment=over, on=world.day, by=None, scope=None)

    assert grant(world, world.cast.newcomer, role=Role.AUDIT_ADMINISTRATOR).pk


@pytest.mark.parametrize("days", [-1, 0])
def test_a_role_that_is_over_before_it_begins_is_refused(world: World, days: int) -> None:
    with pytest.raises(UserError, match="止日"):
        grant(
            world,
            world.cast.newcomer,
            role=Role.LEADER,
            park=world.near.park,
            valid_to=world.day + timedelta(days=days),
        )


def test_a_branch_secretary_needs_an_organisation(world: World) -> None:
    with pytest.raises(UserError, match="授权范围应为：组织"):
        grant(world, world.cast.newcomer, role=Role.BRANCH_SECRETARY, park=world.near.park)


def test_a_members_role_needs_to_know_the_person(world: World) -> None:
    with pytest.raises(UserError, match="关联本人"):
        grant(world, world.cast.newcomer, role=Role.MEMBER)


@pytest.mark.parametrize("who", ["liaison", "owner", "newcomer"])
def test_no_administrator_grants_the_role_of_a_member(world: World, who: str) -> None:
    by, scope = by_security_administrator(world)
    link_person(user=world.cast.owner, person=Person.objects.filter(user=None).order_by("pk")[0], by=None)

    with pytest.raises(UserError, match="“党员”不在这里授权"):
        grant(world, getattr(world.cast, who), by, scope, role=Role.MEMBER)


def test_an_account_that_is_also_a_members_is_reset_like_any_other(world: World) -> None:
    by, scope = by_security_administrator(world)
    link_person(user=world.cast.liaison, person=Person.objects.filter(user=None).order_by("pk")[0], by=None)
    grant(world, world.cast.liaison, role=Role.MEMBER)

    assert reset_account_password(user=world.cast.liaison, by=by, scope=scope)


def test_the_same_role_over_the_same_place_is_granted_once(world: World) -> None:
    with pytest.raises(UserError, match="同一授权只记一次"):
        grant(world, world.cast.staff, role=Role.PARTY_AFFAIRS, organization=world.near.committee)


def test_nobody_grants_a_role_to_oneself(world: World) -> None:
    by, scope = by_security_administrator(world)

    with pytest.raises(UserError, match="不能办理自己的授权"):
        grant(world, by, by, scope, role=Role.LEADER, park=world.near.park)


def test_administrators_are_appointed_by_the_security_administrator_alone(world: World) -> None:
    by, scope = by_system_administrator(world)

    with pytest.raises(UserError, match="安全管理员"):
        grant(world, world.cast.newcomer, by, scope, role=Role.AUDIT_ADMINISTRATOR)


def test_the_security_administrator_appoints_administrators(world: World) -> None:
    by = world.cast.security_administrator

    granted = grant(world, world.cast.newcomer, by, scope_of(by, world.day), role=Role.AUDIT_ADMINISTRATOR)

    assert granted.granted_by == by.public_id


def test_whoever_manages_a_park_grants_nothing_in_another(world: World) -> None:
    by, scope = by_park_administrator(world)

    with pytest.raises(UserError, match="不在你的管理范围内"):
        grant(world, world.cast.staff, by, scope, role=Role.LEADER, park=world.far.park)


def test_whoever_manages_a_park_grants_over_its_organisations_and_firms(world: World) -> None:
    by, scope = by_park_administrator(world)

    grant(world, world.cast.clerk, by, scope, role=Role.BRANCH_SECRETARY, organization=world.near.next_branch)
    grant(world, world.cast.leader, by, scope, role=Role.LIAISON, enterprise=world.near.uncovered)

    assert [len(scope_of(user, world.day).grants) for user in (world.cast.clerk, world.cast.leader)] == [2, 2]


def test_whoever_manages_a_park_sees_only_its_accounts_and_assignments(world: World) -> None:
    _by, scope = by_park_administrator(world)

    assert not accounts_within(scope=scope).filter(username__in=["far_staff", "provincial_officer"]).exists()
    assert accounts_within(scope=scope).filter(username__in=["staff", "liaison", "leader"]).count() == 3
    assert not assignments_within(scope=scope).filter(organization=world.superior).exists()


def test_an_account_that_reaches_further_is_not_reset_by_a_park(world: World) -> None:
    by, scope = by_park_administrator(world)
    grant(world, world.cast.clerk, role=Role.LEADER, park=world.far.park)

    with pytest.raises(UserError, match="管理范围之外"):
        reset_account_password(user=world.cast.clerk, by=by, scope=scope)


def test_an_administrators_account_is_locked_by_the_security_administrator_alone(world: World) -> None:
    by, scope = by_system_administrator(world)

    with pytest.raises(UserError, match="安全管理员"):
        lock_account(user=world.cast.audit_administrator, by=by, scope=scope)


def test_an_ended_role_reaches_nothing_from_that_day_on(world: World) -> None:
    end_role(assignment=world.cast.staff.assignments.get(), on=world.day, by=None, scope=None)

    assert scope_of(world.cast.staff, world.day).grants == ()
    assert len(scope_of(world.cast.staff, world.day - timedelta(days=1)).grants) == 1


def test_a_role_that_has_not_begun_is_withdrawn(world: World) -> None:
    later = grant(
        world, world.cast.newcomer, role=Role.LEADER, park=world.near.park, valid_from=world.day + timedelta(days=9)
    )

    end_role(assignment=later, on=world.day, by=None, scope=None)

    assert not world.cast.newcomer.assignments.exists()
    assert AuditEntry.objects.filter(action="access.role.withdrawn").count() == 1


def test_a_role_ends_once(world: World) -> None:
    assignment = world.cast.staff.assignments.get()
    end_role(assignment=assignment, on=world.day, by=None, scope=None)

    with pytest.raises(UserError, match="已于"):
        end_role(assignment=assignment, on=world.day, by=None, scope=None)


def test_the_log_says_who_granted_which_role_where(world: World) -> None:
    by, scope = by_security_administrator(world)

    granted = grant(world, world.cast.newcomer, by, scope, role=Role.LEADER, park=world.near.park)

    entry = AuditEntry.objects.get(action="access.role.granted", subject_id=str(granted.public_id))
    assert (entry.actor, entry.place, entry.extra["role"]) == (by.public_id, world.near.park.public_id, "leader")


def test_an_account_whose_first_role_is_refused_is_not_opened(world: World) -> None:
    by, scope = by_park_administrator(world)
    request = RoleRequest(role=Role.LEADER, park=world.far.park, valid_from=world.day)

    with pytest.raises(UserError):
        open_account_with_role(username="late", display_name="示例迟到", request=request, by=by, scope=scope)

    assert not User.objects.filter(username="late").exists()
