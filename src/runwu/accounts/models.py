"""Who signs in. A user is an account; which person it belongs to stands with the person."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """An account (账号) that signs in with a name and a password."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    display_name = models.CharField(_("姓名"), max_length=50)
    must_change_password = models.BooleanField(_("下次登录须改密码"), default=False)
    language = models.CharField(_("语言"), max_length=8, blank=True)
    theme = models.CharField(_("明暗"), max_length=8, blank=True)
    one_time_until = models.DateTimeField(_("一次性密码有效至"), null=True, blank=True)
    session_key = models.CharField(max_length=40, blank=True)
    is_demo = models.BooleanField(_("演示账号"), default=False)
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    last_login = None  # when somebody signed in is no figure anybody may keep (国办函〔2026〕12号)

    REQUIRED_FIELDS = ["display_name"]

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name
