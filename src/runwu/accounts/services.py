"""What is done with accounts: opened, invited, given a new one-time password, locked, unlocked, signed out."""

import secrets
from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.factors import remove_factors
from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.crypto import sm3_hex
from runwu.core.errors import UserError

ONE_TIME_DAYS = 7
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without characters that are mistaken for others when read aloud
_GROUPS, _GROUP_LENGTH = 4, 4


@transaction.atomic
def open_account(*, username: str, display_name: str, by: User | None, restricted: bool = False) -> tuple[User, str]:
    """Open an account and return it with its one-time password, which is shown once and stored nowhere (开通账号).

    `restricted` keeps the entry in the log from everybody who need not know of the person.
    Raises ValidationError when the name is taken or not valid.
    """
    user = User(username=username.strip(), display_name=display_name.strip())
    password = _give_one_time_password(user)
    user.full_clean()
    user.save()
    audit.log(by, "accounts.account.opened", user, restricted=restricted)
    return user, password


@transaction.atomic
def reset_password(*, user: User, by: User | None) -> str:
    """Give an account a new one-time password and end its sign-ins (重置密码).

    Raises UserError when somebody resets the own password this way.
    """
    _refuse_self(user, by)
    user = User.objects.select_for_update().get(pk=user.pk)
    password = _give_one_time_password(user)
    user.save(update_fields=["password", "must_change_password", "one_time_until", "session_key", "invitation"])
    audit.log(by, "accounts.password.reset", user)
    return password


@transaction.atomic
def invite(*, user: User, by: User | None, restricted: bool = False) -> str:
    """Return the key of a link by which the person sets a password, once, within a week (邀请).

    The account has no password until then and its sign-ins end. Raises UserError for the own account.
    """
    _refuse_self(user, by)
    user = User.objects.select_for_update().get(pk=user.pk)
    key = secrets.token_urlsafe(24)
    _give_one_time_password(user)
    user.set_unusable_password()
    user.must_change_password, user.invitation = False, sm3_hex(key.encode())
    user.save(update_fields=["password", "must_change_password", "one_time_until", "session_key", "invitation"])
    audit.log(by, "accounts.account.invited", user, restricted=restricted)
    return key


def invited(key: str) -> User | None:
    """Return the account whose invitation still holds, or None."""
    if not key:
        return None
    held = User.objects.filter(is_active=True, one_time_until__gt=timezone.now())
    return held.filter(invitation=sm3_hex(key.encode())).first()


@transaction.atomic
def accept_invitation(*, key: str, password: str) -> None:
    """Set the password of whoever was invited; the link is over with it. Raises UserError when it no longer holds."""
    found = invited(key)
    user = User.objects.select_for_update().filter(pk=found.pk, invitation=found.invitation).first() if found else None
    if user is None:
        raise UserError(_("邀请链接已用过或已过期。"), now=_("请联系管理员重新发送邀请。"))
    user.set_password(password)
    user.invitation, user.one_time_until = "", None
    user.save(update_fields=["password", "invitation", "one_time_until"])
    audit.log(user, "accounts.invitation.accepted", user)


@transaction.atomic
def end_sign_ins(*, user: User, by: User | None) -> None:
    """End every sign-in of an account (结束登录). Raises UserError for the own account."""
    _refuse_self(user, by)
    User.objects.filter(pk=user.pk).update(session_key="")
    audit.log(by, "accounts.sign_ins.ended", user)


@transaction.atomic
def lock(*, user: User, by: User | None, restricted: bool = False) -> None:
    """Switch an account off; its sign-ins end at once (停用账号). Raises UserError for the own account."""
    _refuse_self(user, by)
    User.objects.filter(pk=user.pk).update(is_active=False, session_key="")
    audit.log(by, "accounts.account.locked", user, restricted=restricted)


@transaction.atomic
def unlock(*, user: User, by: User | None, restricted: bool = False) -> None:
    """Switch an account on again (恢复账号). Raises UserError for the own account."""
    _refuse_self(user, by)
    User.objects.filter(pk=user.pk).update(is_active=True)
    audit.log(by, "accounts.account.unlocked", user, restricted=restricted)


def is_paused(user: User) -> bool:
    """Tell whether signing in is paused after wrong passwords (暂停登录), at any address."""
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    failures: QuerySet[AccessAttempt] = AccessAttempt.objects.filter(username=user.username, attempt_time__gt=since)
    return failures.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT).exists()


@transaction.atomic
def lift_pause(*, user: User, by: User | None) -> None:
    """Let somebody sign in again before the pause is over (解除暂停). Raises UserError for the own account."""
    _refuse_self(user, by)
    AccessAttempt.objects.filter(username=user.username).delete()
    audit.log(by, "accounts.pause.lifted", user)


@transaction.atomic
def regain(*, user: User) -> str:
    """Let somebody in again from the command line (找回登录): return a one-time password; second factors are gone."""
    remove_factors(user=user, by=None, reason="console")
    lift_pause(user=user, by=None)
    return reset_password(user=user, by=None)


def _give_one_time_password(user: User) -> str:
    password = "-".join(readable(_GROUP_LENGTH) for _number in range(_GROUPS))
    user.set_password(password)
    user.must_change_password = True
    user.one_time_until = timezone.now() + timedelta(days=ONE_TIME_DAYS)
    user.session_key = user.invitation = ""
    return password


def readable(length: int) -> str:
    """Return random letters and digits that are not mistaken for others when read aloud."""
    return "".join(secrets.choice(_LETTERS) for _number in range(length))


def _refuse_self(user: User, by: User | None) -> None:
    if by is not None and by.pk == user.pk:
        raise UserError(
            _("不能这样处理自己的账号。"),
            rule=_("账号的停用、恢复和重置由他人办理。"),
            now=_("改密码请用“修改密码”；其他请联系另一名管理员。"),
        )
