"""A person: the fewest fields that the work needs."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedTextField
from runwu.core.models.base import PublicModel


class Gender(models.TextChoices):
    MALE = "male", _("男")
    FEMALE = "female", _("女")


class Education(models.TextChoices):
    """Highest education (学历), as the mandated forms group it."""

    POSTGRADUATE = "postgraduate", _("研究生")
    BACHELOR = "bachelor", _("本科")
    COLLEGE = "college", _("大专")
    SECONDARY = "secondary", _("中专或高中")
    PRIMARY = "primary", _("初中及以下")


DEGREES = (Education.POSTGRADUATE, Education.BACHELOR)  # 本科以上


class Person(PublicModel):
    """A person (人员). The name of a sealed person stands only in `sealed_name`, without pinyin."""

    name = models.CharField(_("姓名"), max_length=50, blank=True)
    initials = models.CharField(_("拼音首字母"), max_length=50, blank=True, db_index=True)
    sealed = models.BooleanField(_("限组织内知悉"), default=False)
    sealed_name = EncryptedTextField(_("姓名（加密）"), blank=True, default="")
    gender = models.CharField(_("性别"), max_length=8, choices=Gender.choices, blank=True)
    birth_date = EncryptedTextField(_("出生日期"), blank=True, default="")
    phone = EncryptedTextField(_("手机"), blank=True, default="")
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    identity_tail = EncryptedTextField(_("身份证后四位"), blank=True, default="")
    identity_index = models.CharField(max_length=64, null=True, blank=True, unique=True)
    education = models.CharField(_("学历"), max_length=16, choices=Education.choices, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sealed=False) | models.Q(name="", initials=""),
                name="person_sealed_has_no_clear_name",
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def full_name(self) -> str:
        """The name, opened when it is sealed; callers have asked the scope first. A frozen record has none."""
        if self.sealed:
            return self.sealed_name or gettext("（停止处理的记录）")
        return self.name

    @property
    def born_on(self) -> date | None:
        """The birth date, or None where nobody has told it."""
        return date.fromisoformat(self.birth_date) if self.birth_date else None
