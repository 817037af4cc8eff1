"""Accounts as administrators handle them: within reach, and never those of other administrators (账号管理)."""

from django.db import transaction

from runwu.access import refusals
from runwu.access.choices import FactorReason, Role
from runwu.access.models import RoleAssignment
from runwu.access.policies import PLATFORM_ROLES
from runwu.access.selectors import assignments_within
from runwu.access.services.assignments import RoleRequest, grant_role
from runwu.accounts import services as accounts
from runwu.accounts.factors import remove_factors
from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.scope import Scope
from runwu.people.models import Person


@transaction.atomic
def open_account_with_role(
    *, username: str, display_name: str, request: RoleRequest, by: User | None, scope: Scope | None
) -> tuple[User, str]:
    """Open an account together with its first role, and return it with its one-time password (开通账号).

    Raises what `open_account` and `grant_role` raise; then nothing has been opened.
    """
    user, password = accounts.open_account(username=username, display_name=display_name, by=by)
    grant_role(user=user, request=request, by=by, scope=scope)
    return user, password


@transaction.atomic
def invite_with_role(
    *, username: str, display_name: str, request: RoleRequest, by: User | None, scope: Scope | None
) -> tuple[User, str]:
    """Open an account together with its first role, and return it with the key of its invitation (邀请开通)."""
    user, _password = open_account_with_role(
        username=username, display_name=display_name, request=request, by=by, scope=scope
    )
    return user, accounts.invite(user=user, by=by)


@transaction.atomic
def reset_account_password(*, user: User, by: User, scope: Scope) -> str:
    """Give an account a new one-time password (重置密码). Raises UserError when it is not theirs to reset."""
    _check_whole_account(user, scope)
    return accounts.reset_password(user=user, by=by)


@transaction.atomic
def invite_account(*, user: User, by: User, scope: Scope) -> str:
    """Return the key of a new invitation's link (邀请). Raises UserError when the account is not theirs to invite."""
    _check_whole_account(user, scope)
    return accounts.invite(user=user, by=by)


@transaction.atomic
def reset_factors(*, user: User, reason: FactorReason, by: User, scope: Scope) -> None:
    """Take all second factors off an account, whose person has been identified otherwise (重置二次验证).

    Its sign-ins end. Raises UserError when it is not theirs to reset, or their own.
    """
    _check_whole_account(user, scope)
    if user.pk == by.pk:
        raise refusals.own_factors()
    remove_factors(user=user, by=by, reason=reason.value)


@transaction.atomic
def end_account_sign_ins(*, user: User, by: User, scope: Scope) -> None:
    """End every sign-in of an account (结束登录). Raises UserError when it is not theirs to end."""
    _check_whole_account(user, scope)
    accounts.end_sign_ins(user=user, by=by)


@transaction.atomic
def lift_pause(*, user: User, by: User, scope: Scope) -> None:
    """Let somebody sign in again before the pause after wrong passwords is over (解除暂停登录)."""
    _check_whole_account(user, scope)
    accounts.lift_pause(user=user, by=by)


@transaction.atomic
def lock_account(*, user: User, by: User, scope: Scope) -> None:
    """Switch an account off (停用账号). Raises UserError when it is not theirs to lock."""
    _check_whole_account(user, scope)
    accounts.lock(user=user, by=by)


@transaction.atomic
def unlock_account(*, user: User, by: User, scope: Scope) -> None:
    """Switch an account on again (恢复账号). Raises UserError when it is not theirs to unlock."""
    _check_whole_account(user, scope)
    accounts.unlock(user=user, by=by)


@transaction.atomic
def link_person(*, user: User, person: Person, by: User | None) -> Person:
    """Say which person an account belongs to (关联本人). Raises UserError when either is linked already."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.user_id == user.pk:
        return person
    if person.user_id or Person.objects.filter(user=user).exists():
        raise refusals.linked_already()
    person.user = user
    person.save(update_fields=["user"])
    audit.log(by, "access.person.linked", user, restricted=person.sealed)
    return person


def _check_whole_account(user: User, scope: Scope) -> None:
    """Refuse to touch an account that reaches further than one's own management, or that administers."""
    # the own row of a person bars nothing: who could not reset an account for it would know whose it is
    roles = RoleAssignment.objects.filter(user=user).exclude(role=Role.MEMBER).overlapping(scope.on, None)
    administers = any(role in PLATFORM_ROLES for role in roles.values_list("role", flat=True))
    if administers and Role.SECURITY_ADMINISTRATOR not in scope.roles():
        raise refusals.administrators_by_security()
    if roles.exclude(pk__in=assignments_within(scope=scope).values("pk")).exists():
        raise refusals.reaches_further()
