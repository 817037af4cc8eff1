"""The member's own account (本人账号): opened by the branch, who knows the person; administrators never see it.

An account that belongs to a person and holds no role tells that the person is on the register, so it is kept out of the
administrators' list; what they would do with it, the branch does here.
"""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.access.services import link_person
from runwu.accounts import services as accounts
from runwu.accounts.models import User
from runwu.core.errors import Conflict, UserError
from runwu.members.models import PartyMember
from runwu.people.models import Person


@transaction.atomic
def open_own_account(*, member: PartyMember, username: str, by: User) -> tuple[User, str]:
    """Open the account of a member and return it with the key of its invitation (开通本人账号).

    The name shown is the person's own, of a restricted member none. Raises Conflict when there is an account,
    ValidationError when the user name is taken or not valid.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=member.person_id)
    if person.user_id:
        raise Conflict(_("这名党员已经有账号。"), now=_("请重新打开页面，需要时重发邀请链接。"))
    shown = _shown(person, restricted=member.restricted)
    user, _password = accounts.open_account(username=username, display_name=shown, by=by, restricted=member.restricted)
    link_person(user=user, person=person, by=by)
    key = accounts.invite(user=user, by=by, restricted=member.restricted)
    return user, key


def name_own_accounts(people: Collection[int]) -> None:
    """Let the accounts of persons (their keys) show the name as it may stand in clear now; callers are in a transaction.

    An account that holds or held a role keeps the name by which it was granted. At most two queries.
    """
    held = RoleAssignment.objects.exclude(role=Role.MEMBER).values("user_id")
    found = User.objects.select_for_update(of=("self",), no_key=True).filter(person__in=people)
    users = list(found.exclude(pk__in=held).select_related("person__membership"))
    for user in users:
        member = getattr(user.person, "membership", None)
        user.display_name = _shown(user.person, restricted=member is not None and member.restricted)
    if users:
        User.objects.bulk_update(users, ["display_name"])


def _shown(person: Person, *, restricted: bool) -> str:
    return str(_("本人账号")) if person.sealed or restricted else person.full_name


@transaction.atomic
def link_held_account(*, member: PartyMember, username: str, by: User) -> User:
    """Say that an account with roles, such as the secretary's, belongs to this member (关联已有账号).

    It must bear the person's name and belong to nobody yet; every other answer is the same. Raises UserError.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=member.person_id)
    if person.user_id:
        raise Conflict(_("这名党员已经有账号。"), now=_("请重新打开页面。"))
    name = person.full_name
    user = User.objects.filter(username__iexact=username.strip(), display_name=name, person__isnull=True).first()
    if user is None or not has_roles(user):
        raise UserError(
            _("没有找到可以关联的账号。"),
            rule=_("只关联姓名一致、担任角色、还没有关联别人的账号。"),
            now=_("请核对用户名；没有账号的，在上面开通。"),
        )
    link_person(user=user, person=person, by=by)
    return user


@transaction.atomic
def invite_again(*, member: PartyMember, by: User) -> tuple[User, str]:
    """Return the account of a member with a new invitation; what it had before no longer signs in (重发邀请)."""
    user = _personal(member, by)
    return user, accounts.invite(user=user, by=by, restricted=member.restricted)


@transaction.atomic
def lock_own_account(*, member: PartyMember, by: User) -> None:
    """Switch the account of a member off, as the person asks or when a phone is lost (停用本人账号)."""
    accounts.lock(user=_personal(member, by), by=by, restricted=member.restricted)


@transaction.atomic
def unlock_own_account(*, member: PartyMember, by: User) -> None:
    """Switch the account of a member on again (恢复本人账号)."""
    accounts.unlock(user=_personal(member, by), by=by, restricted=member.restricted)


def _personal(member: PartyMember, by: User) -> User:
    """Return the account of a member for whoever may handle it: it has no role of its own."""
    user = User.objects.select_for_update(no_key=True).filter(person=member.person_id).first()
    if user is None:
        raise Conflict(_("这名党员还没有账号。"), now=_("请先开通。"))
    if has_roles(user):
        raise UserError(
            _("这个账号还担任别的角色，支部不能处理。"),
            rule=_("担任角色的账号由授权的人管理。"),
            now=_("请联系安全管理员重置密码或者停用。"),
        )
    return user


def has_roles(user: User) -> bool:
    """Tell whether an account holds, held or will hold a role beyond the person's own row. One query."""
    return RoleAssignment.objects.filter(user=user).exclude(role=Role.MEMBER).exists()
