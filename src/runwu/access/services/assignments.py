"""Grant and end roles (授权、终止授权)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from runwu.access import refusals
from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.access.policies import PLATFORM_ROLES, POLICIES, Place, Reach
from runwu.access.selectors import assignments_within
from runwu.access.selectors.accounts import manages_everywhere
from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.scope import Capability, Scope
from runwu.enterprises.models import Enterprise, Park
from runwu.organizations.models import Organization
from runwu.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRequest:
    """A role to be granted: which, where, from when, until when (授权内容)."""

    role: Role
    valid_from: date
    valid_to: date | None = None
    organization: Organization | None = None
    with_below: bool = False
    park: Park | None = None
    enterprise: Enterprise | None = None

    @property
    def place(self) -> Place:
        """What kind of place it names."""
        if self.organization:
            return Place.ORGANIZATION
        if self.park:
            return Place.PARK
        return Place.ENTERPRISE if self.enterprise else Place.NOWHERE


@transaction.atomic
def grant_role(*, user: User, request: RoleRequest, by: User | None, scope: Scope | None) -> RoleAssignment:
    """Grant a role (授权). `by` and `scope` are of whoever grants; both None for the installation itself.

    Raises UserError when the role does not fit the place, the days, the account's other roles, or the reach of
    whoever grants; ValidationError when a field is not valid.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    _check_request(user, request)
    _check_roles_apart(user, request)
    if scope is not None:
        _check_granter(user, request, by, scope)
    assignment = RoleAssignment(user=user, granted_by=by.public_id if by else None, **_columns(request))
    assignment.full_clean(exclude=["granted_by"])
    assignment.save()
    _log(by, "access.role.granted", assignment)
    return assignment


@transaction.atomic
def end_role(*, assignment: RoleAssignment, on: date, by: User | None, scope: Scope | None) -> RoleAssignment:
    """End a role from a day on (终止授权); one that has not begun by then never comes into force.

    Raises UserError when it has ended already, or when somebody ends a role that is not theirs to end.
    """
    assignment = RoleAssignment.objects.select_for_update().select_related("user").get(pk=assignment.pk)
    if assignment.valid_to and assignment.valid_to <= on:
        raise refusals.already_ended(assignment)
    if scope is not None:
        check_may_manage(assignment.user, Role(assignment.role), by, scope)
    if assignment.valid_from >= on:
        _log(by, "access.role.withdrawn", assignment)
        assignment.delete()
        return assignment
    assignment.valid_to = on
    assignment.save(update_fields=["valid_to"])
    _log(by, "access.role.ended", assignment, on=on)
    return assignment


def check_may_manage(user: User, role: Role, by: User | None, scope: Scope) -> None:
    """Refuse what touches the own roles, and administrators' roles by anybody but a security administrator."""
    if by is not None and by.pk == user.pk:
        raise refusals.own_role()
    if role in PLATFORM_ROLES and Role.SECURITY_ADMINISTRATOR not in scope.roles():
        raise refusals.administrators_by_security()


def _check_request(user: User, request: RoleRequest) -> None:
    if request.place not in POLICIES[request.role].places:
        raise refusals.wrong_place(request.role)
    if request.valid_to and request.valid_to <= max(request.valid_from, timezone.localdate()):
        raise refusals.wrong_days()
    if request.role is Role.MEMBER and not Person.objects.filter(user=user).exists():
        raise refusals.no_person()


def _check_roles_apart(user: User, request: RoleRequest) -> None:
    held = RoleAssignment.objects.filter(user=user).overlapping(request.valid_from, request.valid_to)
    others = [Role(role) for role in held.values_list("role", flat=True) if role in PLATFORM_ROLES - {request.role}]
    if request.role in PLATFORM_ROLES and others:
        raise refusals.platform_roles_apart(others[0])
    same = {"role": request.role, **_place_columns(request)}
    if held.filter(**same).exists():
        raise refusals.granted_already(request.role)


def _check_granter(user: User, request: RoleRequest, by: User | None, scope: Scope) -> None:
    check_may_manage(user, request.role, by, scope)
    manage = Capability.MANAGE_ACCESS
    within = manages_everywhere(scope) or (
        (request.organization is not None and scope.reaches_path(manage, request.organization.path))
        or (request.park is not None and scope.reaches_park(manage, request.park.pk))
        or (request.enterprise is not None and scope.reaches_park(manage, request.enterprise.park_id))
        or (POLICIES[request.role].reach is Reach.SELF and assignments_within(scope=scope).filter(user=user).exists())
    )
    if not within:
        raise refusals.out_of_reach()


def _place_columns(request: RoleRequest) -> dict[str, object]:
    return {"organization": request.organization, "park": request.park, "enterprise": request.enterprise}


def _columns(request: RoleRequest) -> dict[str, object]:
    return {
        "role": request.role,
        "with_below": request.with_below and request.organization is not None,
        "valid_from": request.valid_from,
        "valid_to": request.valid_to,
        **_place_columns(request),
    }


def _log(by: User | None, action: str, assignment: RoleAssignment, on: date | None = None) -> None:
    """Write down whose role it is, which, and where."""
    audit.log(
        by,
        action,
        assignment,
        place=_place_id(assignment),
        path=assignment.organization.path if assignment.organization else "",
        account=assignment.user.public_id,
        role=assignment.role,
        on=on,
    )


def _place_id(assignment: RoleAssignment) -> UUID | None:
    park = assignment.park or (assignment.enterprise.park if assignment.enterprise else None)
    place = assignment.organization or park
    return place.public_id if place else None
