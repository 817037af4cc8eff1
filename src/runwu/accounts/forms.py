"""Forms of signing in and of the own account."""

import re
from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.forms import ChangePasswordForm
from allauth.mfa.adapter import get_adapter as factor_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, LoginWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from runwu.accounts.models import User
from runwu.core.limits import Rate, forget, spent, take

_TRIES = Rate("factor.tries", times=5, within=timedelta(minutes=15))
_USED = Rate("factor.used", times=1, within=timedelta(minutes=3))
_NOT_A_PASSKEY = (AttributeError, KeyError, TypeError, ValueError)  # what the parser raises at JSON of another shape
_MOBILE = re.compile(r"(\+\d{6,15}|1[3-9]\d{9})")


def _code_field() -> forms.CharField:
    attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    return forms.CharField(label=_("验证码"), max_length=20, widget=forms.TextInput(attrs=attributes))


class CodeForm(AuthenticateForm):
    """A code of the authenticator app, or one of the recovery codes; each is taken once, by whichever process."""

    code = _code_field()

    def clean_code(self) -> str:
        """Return the code. Raises ValidationError when it is wrong, used, or one of too many tries."""
        who = str(self.user.public_id)
        if spent(_TRIES, who):
            raise account_adapter().validation_error("too_many_login_attempts")
        take(_TRIES, who)
        code = str(super().clean_code())
        if not take(_USED, who, code):
            raise factor_adapter().validation_error("incorrect_code")
        forget(_TRIES, who)
        return code


class TotpForm(ActivateTOTPForm):
    """The first code, which shows that phone and server agree."""

    code = _code_field()


class _CheckedPasskey(AuthenticateWebAuthnForm):
    """What a device answers is whatever somebody sends: of another shape it is wrong, and no fault of ours."""

    def clean_credential(self) -> Authenticator:
        """Return the passkey. Raises ValidationError when it does not fit."""
        try:
            return super().clean_credential()
        except _NOT_A_PASSKEY:
            raise factor_adapter().validation_error("incorrect_code") from None


class PasskeyStepForm(_CheckedPasskey):
    """A passkey as the second step."""


class PasskeyAloneForm(_CheckedPasskey, LoginWebAuthnForm):
    """A passkey alone, which is both steps at once."""


class PasskeyForm(AddWebAuthnForm):
    """A new passkey with the name that its owner gives it."""

    name = forms.CharField(
        label=_("名称"), max_length=40, required=False, help_text=_("例如“办公电脑”“随身安全密钥”。")
    )
    passwordless = forms.BooleanField(
        label=_("也用它直接登录，不输密码"),
        required=False,
        initial=True,
        help_text=_("设备会用指纹、面容或 PIN 核实是你本人。老式安全密钥没有 PIN 的，请去掉这一项。"),
    )

    def clean(self) -> dict[str, Any]:
        """Return what was sent. Raises ValidationError when it is no passkey."""
        try:
            data: dict[str, Any] = super().clean()
        except _NOT_A_PASSKEY:
            raise factor_adapter().validation_error("incorrect_code") from None
        return data


class PasskeyNameForm(forms.Form):
    """Another name for a passkey."""

    name = forms.CharField(label=_("名称"), max_length=40)


class UsernameForm(forms.Form):
    """Who wants to sign in by phone."""

    login = forms.CharField(
        label=_("用户名"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )

    def clean_login(self) -> str:
        """Return the name without blanks around it."""
        return str(self.cleaned_data["login"]).strip()


class SmsCodeForm(forms.Form):
    """A code that came by SMS; `refused` says why none was sent or looked at."""

    refused = ""
    sms_code = _code_field()


class PhoneForm(forms.Form):
    """The number to which codes go."""

    phone = forms.CharField(
        label=_("手机号"),
        max_length=20,
        help_text=_("只用来接收验证码，加密保存，管理员看不到，不用于联系。"),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def clean_phone(self) -> str:
        """Return the number without separators."""
        phone = re.sub(r"[\s\-()]", "", str(self.cleaned_data["phone"]))
        if not _MOBILE.fullmatch(phone):
            raise ValidationError(_("手机号不正确。请填 11 位手机号；境外号码以 + 和国家代码开头。"))
        return phone


_PASSWORD_RULE = _("不少于 10 位，不用常见密码，不全是数字。")


class _TypedTwice(forms.Form):
    """Two fields that have to agree; a mismatch is told also where the password itself is refused."""

    def clean(self) -> dict[str, Any]:
        """Compare what was typed, passed or not."""
        data: dict[str, Any] = super().clean() or {}
        first, second = (self.data.get(self.add_prefix(name), "") for name in ("password1", "password2"))
        if first and second and first != second:
            self.errors.pop("password2", None)  # allauth tells it too, in its own words and of passwords that pass
            self.add_error("password2", _("两次输入的密码不一样。请重新输入。"))
        return data


class PasswordForm(_TypedTwice, ChangePasswordForm):
    """The password that somebody sets for the own account instead of the one in use."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _PASSWORD_RULE


class InvitationForm(_TypedTwice):
    """The password that somebody invited sets for the own account."""

    password1 = forms.CharField(
        label=_("新密码"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_PASSWORD_RULE,
    )
    password2 = forms.CharField(label=_("再输一次"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self) -> str:
        """Return a password that passes the validators."""
        return str(account_adapter().clean_password(self.cleaned_data["password1"], user=self.user))
