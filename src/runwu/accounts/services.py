"""What is done with accounts: opened, given a new one-time password, locked and unlocked."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import UserError

ONE_TIME_DAYS = 7
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without characters that are mistaken for others when read aloud
_GROUPS, _GROUP_LENGTH = 4, 4


@transaction.atomic
def open_account(*, username: str, display_name: str, by: User | None) -> tuple[User, str]:
    """Open an account and return it with its one-time password, which is shown once and stored nowhere (开通账号).

    Raises ValidationError when the name is taken or not valid.
    """
    user = User(username=username.strip(), display_name=display_name.strip())
    password = _give_one_time_password(user)
    user.full_clean()
    user.save()
    audit.log(by, "accounts.account.opened", user)
    return user, password


@transaction.atomic
def reset_password(*, user: User, by: User | None) -> str:
    """Give an account a new one-time password and end its sign-ins (重置密码).

    Raises UserError when somebody resets the own password this way.
    """
    _refuse_self(user, by)
    user = User.objects.select_for_update().get(pk=user.pk)
    password = _give_one_time_password(user)
    user.save(update_fields=["password", "must_change_password", "one_time_until", "session_key"])
    audit.log(by, "accounts.password.reset", user)
    return password


@transaction.atomic
def lock(*, user: User, by: User | None) -> None:
    """Switch an account off; its sign-ins end at once (停用账号). Raises UserError for the own account."""
    _refuse_self(user, by)
    User.objects.filter(pk=user.pk).update(is_active=False, session_key="")
    audit.log(by, "accounts.account.locked", user)


@transaction.atomic
def unlock(*, user: User, by: User | None) -> None:
    """Switch an account on again (恢复账号). Raises UserError for the own account."""
    _refuse_self(user, by)
    User.objects.filter(pk=user.pk).update(is_active=True)
    audit.log(by, "accounts.account.unlocked", user)


def _give_one_time_password(user: User) -> str:
    password = "-".join(_group() for _number in range(_GROUPS))
    user.set_password(password)
    user.must_change_password = True
    user.one_time_until = timezone.now() + timedelta(days=ONE_TIME_DAYS)
    user.session_key = ""
    return password


def _group() -> str:
    return "".join(secrets.choice(_LETTERS) for _number in range(_GROUP_LENGTH))


def _refuse_self(user: User, by: User | None) -> None:
    if by is not None and by.pk == user.pk:
        raise UserError(
            _("不能这样处理自己的账号。"),
            rule=_("账号的停用、恢复和重置由他人办理。"),
            now=_("改密码请用“修改密码”；其他请联系另一名管理员。"),
        )
