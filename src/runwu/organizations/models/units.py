"""Which enterprises an organisation covers (覆盖单位), from when to when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import DatedModel, DatedQuerySet, PublicModel, choice_constraint, ends_after_start
from runwu.enterprises.models import Enterprise
from runwu.organizations.choices import UnitRole
from runwu.organizations.models.approvals import Approval
from runwu.organizations.models.organizations import Organization


class OrganizationUnit(PublicModel, DatedModel):
    """An enterprise of a branch: its own, host or member of a joint one, or caught by the big committee."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="units")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="units")
    role = models.CharField(_("方式"), max_length=16, choices=UnitRole.choices)
    approval = models.ForeignKey(Approval, null=True, blank=True, on_delete=models.PROTECT, related_name="units")

    objects = DatedQuerySet["OrganizationUnit"].as_manager()

    class Meta:
        constraints = [
            ends_after_start("organizationunit_ends_after_start"),
            choice_constraint("role", UnitRole, "organizationunit_known_role"),
            models.UniqueConstraint(
                fields=["enterprise"],
                condition=models.Q(valid_to__isnull=True),
                name="organizationunit_one_open",
                violation_error_message=_("一家企业同一时间只归一个支部。请先结束原来的覆盖关系。"),
            ),
        ]
        indexes = [models.Index(fields=["organization", "valid_from"])]
