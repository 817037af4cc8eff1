"""Which accounts and assignments somebody may manage, and which places may be granted."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.accounts.models import User
from runwu.core.scope import Capability, Scope
from runwu.enterprises.models import Enterprise, GridCell, Park
from runwu.organizations.choices import OrganizationState
from runwu.organizations.models import Organization

MANAGE = Capability.MANAGE_ACCESS


def assignments_within(*, scope: Scope) -> QuerySet[RoleAssignment]:
    """Return the assignments somebody manages (授权): all but the own rows of members, or those naming a place in reach."""
    rows = RoleAssignment.objects.select_related("organization", "park", "grid", "enterprise", "user")
    if manages_everywhere(scope):
        return rows.exclude(role=Role.MEMBER)
    return rows.filter(
        Q(organization__in=organizations_to_grant(scope=scope).values("pk"))
        | scope.parks(MANAGE)
        | scope.parks(MANAGE, "grid__park_id")
        | scope.parks(MANAGE, "enterprise__park_id")
    )


def accounts_within(*, scope: Scope) -> QuerySet[User]:
    """Return the accounts somebody manages (账号): all, or those that have an assignment in reach.

    Accounts of persons without a role are left out: they tell who is on a register, and their branch handles them.
    """
    rows = User.objects.exclude(_personal()).order_by("username")
    if not manages_everywhere(scope):
        rows = rows.filter(pk__in=assignments_within(scope=scope).values("user"))
    shown = assignments_within(scope=scope).order_by("-valid_from", "-pk")
    return rows.prefetch_related(Prefetch("assignments", queryset=shown, to_attr="assignments_shown"))


def _personal() -> Q:
    """Return the condition for an account that belongs to a person and holds no role but for the own row (本人账号)."""
    roles = RoleAssignment.objects.filter(user=OuterRef("pk")).exclude(role=Role.MEMBER)
    return Q(~Exists(roles), person__isnull=False)


def personal_accounts() -> QuerySet[User]:
    """Return the accounts that tell who is on a register (本人账号): pages above name none of them."""
    return User.objects.filter(_personal())


def accounts_holding(roles: Collection[Role]) -> QuerySet[User]:
    """Return the accounts that hold, held or will hold one of some roles."""
    return User.objects.filter(Exists(RoleAssignment.objects.filter(user=OuterRef("pk"), role__in=roles)))


def account_in_reach(*, scope: Scope, public_id: UUID) -> User | None:
    """Return an account in reach, or None."""
    return accounts_within(scope=scope).filter(public_id=public_id).first()


def assignment_in_reach(*, scope: Scope, public_id: UUID) -> RoleAssignment | None:
    """Return an assignment in reach, or None."""
    return assignments_within(scope=scope).filter(public_id=public_id).first()


def organizations_to_grant(*, scope: Scope) -> QuerySet[Organization]:
    """Return the organisations over which somebody may grant roles."""
    standing = Organization.objects.exclude(state__in=[OrganizationState.DISSOLVED, OrganizationState.WITHDRAWN])
    return standing.filter(scope.paths(MANAGE))


def parks_to_grant(*, scope: Scope) -> QuerySet[Park]:
    """Return the parks over which somebody may grant roles."""
    return Park.objects.filter(scope.parks(MANAGE, "pk"))


def grids_to_grant(*, scope: Scope) -> QuerySet[GridCell]:
    """Return the grid cells over which somebody may grant roles."""
    return GridCell.objects.filter(scope.parks(MANAGE))


def enterprises_to_grant(*, scope: Scope) -> QuerySet[Enterprise]:
    """Return the enterprises over which somebody may grant roles."""
    return Enterprise.objects.filter(scope.enterprises(MANAGE))


def manages_everywhere(scope: Scope) -> bool:
    """Tell whether somebody manages accounts without any limit of place."""
    return any(grant.everywhere for grant in scope.holding(MANAGE))
