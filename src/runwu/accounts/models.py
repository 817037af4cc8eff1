"""Who signs in. A user is an account; which person it belongs to stands with the person."""

import uuid

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedTextField
from runwu.core.models.base import PublicModel


class User(AbstractUser):
    """An account (账号) that signs in with a name and a password, a passkey, or at another place.

    `session_key` names the sign-ins that hold, the newest last, separated by spaces. `phone` receives codes; it is
    confirmed by one before it is kept. `invitation` is the digest of the key in an invitation's link.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    display_name = models.CharField(_("姓名"), max_length=50)
    must_change_password = models.BooleanField(_("下次登录须改密码"), default=False)
    language = models.CharField(_("语言"), max_length=8, blank=True)
    theme = models.CharField(_("明暗"), max_length=8, blank=True)
    one_time_until = models.DateTimeField(_("一次性密码有效至"), null=True, blank=True)
    session_key = models.CharField(max_length=400, blank=True)
    phone = EncryptedTextField(_("验证手机"), null=True, blank=True)
    invitation = models.CharField(max_length=64, blank=True)
    is_demo = models.BooleanField(_("演示账号"), default=False)
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    last_login = None  # when somebody signed in is no figure anybody may keep (国办函〔2026〕12号)

    REQUIRED_FIELDS = ["display_name"]

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name


class Way(models.TextChoices):
    """How somebody signed in."""

    PASSWORD = "password", _("密码")
    TOTP = "totp", _("密码和动态验证码")
    RECOVERY_CODE = "recovery_codes", _("密码和恢复码")
    SMS = "sms", _("密码和短信验证码")
    SECOND_KEY = "webauthn", _("密码和通行密钥")
    PASSKEY = "passkey", _("通行密钥")
    PHONE = "phone", _("短信验证码")
    SINGLE_SIGN_ON = "socialaccount", _("统一身份认证")


class SignIn(PublicModel):
    """One of the last few sign-ins of an account (最近登录), shown to the person alone and counted by nobody.

    Neither address nor place is kept; only the last ten, for ninety days at most.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_ins")
    key = models.CharField(max_length=40)
    at = models.DateTimeField(default=timezone.now)
    way = models.CharField(_("方式"), max_length=16, choices=Way.choices)
    device = models.CharField(_("设备"), max_length=60)

    class Meta:
        ordering = ["-at", "-pk"]
