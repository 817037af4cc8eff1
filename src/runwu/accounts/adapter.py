"""How sign-in behaves here: no sign-up, no mail, sentences in our own words."""

import time
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from runwu.accounts.models import User
from runwu.accounts.preferences import remember
from runwu.core.addresses import client_address

FRESH_SECONDS = 300  # so long a sign-in counts as confirmed anew
_UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104 -- no address is bound; limits need some value


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by administrators, and nothing is ever mailed (账号由管理员开通)."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("这个账号已停用。请联系本园区或本单位的管理员核对。"),
        "enter_current_password": _("请输入现在的密码。"),
        "incorrect_password": _("密码不正确，没有改动。请重新输入现在的密码。"),
        "too_many_login_attempts": _("密码连续输错多次，暂停登录。请过半小时再试，或联系管理员重置密码。"),
        "username_password_mismatch": _("用户名或密码不正确。请核对大小写后重试；忘记密码的，请联系管理员重置。"),
        "same_as_current": _("新密码不能与现在的密码相同。请另设一个密码。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: no act of an account depends on a mailbox."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that limits count by."""
        return client_address(request) or _UNKNOWN_ADDRESS

    def get_login_stages(self) -> list[str]:
        """Ask for the second factor, and for nothing else."""
        return ["runwu.accounts.second_factor.SecondFactorStage"]

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict[str, str]]:
        """Confirm by the password: every account has one."""
        return [{"id": "reauthenticate", "description": str(_("密码")), "url": reverse("account_reauthenticate")}]

    def is_reauthentication_required(self, *, app: str, **_kwargs: Any) -> bool:
        """Ask for the password again unless somebody signed in within the last minutes."""
        records = get_authentication_records(self.request, self.request.user)
        return all(time.time() - record["at"] > FRESH_SECONDS for record in records)

    def clean_password(self, password: str, user: AbstractBaseUser | None = None) -> str:
        """Return a new password that passes the validators. Raises ValidationError, also for the old one again."""
        if user is not None and user.pk and user.check_password(password):
            raise ValidationError(self.error_messages["same_as_current"], code="same_as_current")
        return str(super().clean_password(password, user))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("/")

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Bring language and theme of the account to the device that has just signed in."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return remember(response, language=user.language, theme=user.theme)
