"""Grant and end roles (授权、终止授权)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from runwu.access import refusals
from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.access.policies import FIRM_ROLES, MEMBER_ROLES, PLATFORM_ROLES, POLICIES, Place, excludes
from runwu.access.selectors import assignments_within
from runwu.access.selectors.accounts import manages_everywhere
from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.meanwhile import Shown, require_unchanged
from runwu.core.scope import Capability, Scope
from runwu.enterprises.models import Enterprise, GridCell, Park
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
    grid: GridCell | None = None
    enterprise: Enterprise | None = None

    @property
    def place(self) -> Place:
        """What kind of place it names."""
        if self.organization:
            return Place.ORGANIZATION
        if self.park:
            return Place.PARK
        if self.grid:
            return Place.GRID
        return Place.ENTERPRISE if self.enterprise else Place.NOWHERE


@transaction.atomic
def grant_role(
    *,
    user: User,
    request: RoleRequest,
    by: User | None,
    scope: Scope | None,
    seen: Shown | None = None,
    aware: bool = False,
) -> RoleAssignment:
    """Grant a role (授权). `by` and `scope` are of whoever grants; both None for the installation itself.

    Raises ChangedMeanwhile when the account's roles are no longer those that the form showed (`seen`);
    UserError when the role does not fit the place, the days, the account's other roles, or the reach of
    whoever grants; BothSides when an account of an enterprise's side is to see members, or the other way round, and
    whoever grants has not confirmed it (`aware`); ValidationError when a field is not valid.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if scope is not None:
        require_unchanged(seen, shown_roles(user, scope=scope))
        _refuse_members(request)
    _check_request(user, request)
    _check_roles_apart(user, request)
    if scope is not None:
        _check_granter(user, request, by, scope)
        if not aware:
            _ask_about_both_sides(user, request, scope)
    assignment = RoleAssignment(user=user, granted_by=by.public_id if by else None, **_columns(request))
    assignment.full_clean(exclude=["granted_by"])
    assignment.save()
    log_role(by, "access.role.granted", assignment)
    return assignment


def shown_roles(user: User, *, scope: Scope) -> Shown:
    """Return what a form shows of an account's roles within reach: from when to when, by role and place."""
    held = assignments_within(scope=scope).filter(user=user).order_by("pk")
    held = held.select_related("organization", "park", "grid", "enterprise")
    shown: dict[str, list[str]] = {}
    for row in held:
        shown.setdefault(f"{Role(row.role).label} {row.place_label}", []).append(
            f"{row.valid_from} — {row.valid_to or ''}"
        )
    return {name: "；".join(periods) for name, periods in shown.items()}


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
        log_role(by, "access.role.withdrawn", assignment)
        assignment.delete()
        return assignment
    assignment.valid_to = on
    assignment.save(update_fields=["valid_to"])
    log_role(by, "access.role.ended", assignment, on=on)
    return assignment


def check_may_manage(user: User, role: Role, by: User | None, scope: Scope) -> None:
    """Refuse what touches the own roles, and administrators' roles by anybody but a security administrator."""
    if by is not None and by.pk == user.pk:
        raise refusals.own_role()
    if role in PLATFORM_ROLES and Role.SECURITY_ADMINISTRATOR not in scope.roles():
        raise refusals.administrators_by_security()


def _refuse_members(request: RoleRequest) -> None:
    """Refuse before anything is looked up, so that the answer is the same for every account."""
    if request.role is Role.MEMBER:
        raise refusals.members_by_branch()


def _check_request(user: User, request: RoleRequest) -> None:
    if request.place not in POLICIES[request.role].places:
        raise refusals.wrong_place(request.role)
    if request.valid_to and request.valid_to <= max(request.valid_from, timezone.localdate()):
        raise refusals.wrong_days()
    if request.role is Role.MEMBER and not Person.objects.filter(user=user).exists():
        raise refusals.no_person()


def _check_roles_apart(user: User, request: RoleRequest) -> None:
    held = RoleAssignment.objects.filter(user=user).overlapping(request.valid_from, request.valid_to)
    others = sorted(excludes(request.role) & {Role(role) for role in held.values_list("role", flat=True)})
    if others:
        raise refusals.roles_apart(request.role, others[0])
    same = {"role": request.role, **_place_columns(request)}
    if held.filter(**same).exists():
        raise refusals.granted_already(request.role)


def _ask_about_both_sides(user: User, request: RoleRequest, scope: Scope) -> None:
    """Ask only about what whoever grants may know: roles that the account holds within their reach."""
    others = FIRM_ROLES if request.role in MEMBER_ROLES else MEMBER_ROLES if request.role in FIRM_ROLES else frozenset()
    known = assignments_within(scope=scope).filter(user=user).values("pk")
    held = RoleAssignment.objects.filter(pk__in=known).overlapping(request.valid_from, request.valid_to)
    if others and held.filter(role__in=others).exists():
        raise refusals.BothSides(asked=request.role, held=list(held.order_by("pk")))


def _check_granter(user: User, request: RoleRequest, by: User | None, scope: Scope) -> None:
    check_may_manage(user, request.role, by, scope)
    manage = Capability.MANAGE_ACCESS
    within = manages_everywhere(scope) or (
        (request.organization is not None and scope.reaches_path(manage, request.organization.path))
        or (request.park is not None and scope.reaches_park(manage, request.park.pk))
        or (request.grid is not None and scope.reaches_park(manage, request.grid.park_id))
        or (request.enterprise is not None and scope.reaches_park(manage, request.enterprise.park_id))
    )
    if not within:
        raise refusals.out_of_reach()


def _place_columns(request: RoleRequest) -> dict[str, object]:
    return {name: getattr(request, name) for name in ("organization", "park", "grid", "enterprise")}


def _columns(request: RoleRequest) -> dict[str, object]:
    return {
        "role": request.role,
        "with_below": request.with_below and request.organization is not None,
        "valid_from": request.valid_from,
        "valid_to": request.valid_to,
        **_place_columns(request),
    }


def log_role(by: User | None, action: str, assignment: RoleAssignment, on: date | None = None) -> None:
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
    inside = assignment.grid or assignment.enterprise
    place = assignment.organization or assignment.park or (inside.park if inside else None)
    return place.public_id if place else None
