"""Posts (任职): who holds which post in which organisation, from when to when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedTextField
from runwu.core.models.base import DatedModel, DatedQuerySet, PublicModel, choice_constraint, ends_after_start
from runwu.enterprises.models import Enterprise
from runwu.enterprises.models.workplaces import ManagementLevel
from runwu.organizations.choices import PostKind
from runwu.organizations.models.organizations import Organization
from runwu.people.models import Person


class Post(PublicModel, DatedModel):
    """A post held by a person: where else the holder manages, what it pays, who decided, and when it was entered.

    `recorded_on` and `end_recorded_on` are the days on which beginning and end were entered here; empty for imports.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="posts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(_("职务"), max_length=24, choices=PostKind.choices)
    concurrent_position = models.CharField(_("兼任职务"), max_length=50, blank=True)
    enterprise = models.ForeignKey(
        Enterprise, null=True, blank=True, on_delete=models.PROTECT, related_name="posts", verbose_name=_("任职企业")
    )
    management_level = models.CharField(_("管理层级"), max_length=8, choices=ManagementLevel.choices, blank=True)
    allowance = EncryptedTextField(_("工作津贴（元／月）"), blank=True, default="")
    decided_by = models.CharField(_("决定机关"), max_length=100, blank=True)
    document = models.CharField(_("依据文件"), max_length=100, blank=True)
    end_document = models.CharField(_("离任依据文件"), max_length=100, blank=True)
    recorded_on = models.DateField(_("登记日期"), null=True, blank=True)
    end_recorded_on = models.DateField(_("离任登记日期"), null=True, blank=True)

    objects = DatedQuerySet["Post"].as_manager()

    class Meta:
        constraints = [
            ends_after_start("post_ends_after_start"),
            choice_constraint("kind", PostKind, "post_known_kind"),
            models.CheckConstraint(
                condition=models.Q(management_level="") | models.Q(enterprise__isnull=False),
                name="post_level_at_an_enterprise",
                violation_error_message=_("管理层级要写明在哪家企业。请选择任职企业。"),
            ),
        ]
