"""A Party organisation (党组织)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel, choice_constraint
from runwu.enterprises.models import Park
from runwu.organizations.choices import Form, OrganizationState, Sector
from runwu.organizations.models.approvals import Approval


class Organization(PublicModel):
    """A Party organisation. Its place in the tree stands in OrganizationEdge; `path` is the latest copy."""

    name = models.CharField(_("名称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=50, blank=True)
    initials = models.CharField(_("拼音首字母"), max_length=100, blank=True)
    code = models.CharField(_("组织编码"), max_length=32, blank=True)
    form = models.CharField(_("组织形式"), max_length=32, choices=Form.choices)
    sector = models.CharField(_("领域"), max_length=16, choices=Sector.choices, blank=True)
    park = models.ForeignKey(Park, null=True, blank=True, on_delete=models.PROTECT, related_name="organizations")
    state = models.CharField(
        _("状态"), max_length=16, choices=OrganizationState.choices, default=OrganizationState.ACTIVE
    )
    established_on = models.DateField(_("成立日期"), null=True, blank=True)
    dissolved_on = models.DateField(_("撤销日期"), null=True, blank=True)
    ends_on = models.DateField(_("预定撤销日期"), null=True, blank=True)  # a temporary branch ends with its task body
    approval = models.ForeignKey(
        Approval, null=True, blank=True, on_delete=models.PROTECT, related_name="organizations"
    )
    path = models.CharField(max_length=200, blank=True, db_index=True)

    class Meta:
        ordering = ["path", "id"]
        constraints = [
            choice_constraint("state", OrganizationState, "organization_known_state"),
            choice_constraint("form", Form, "organization_known_form"),
        ]
        indexes = [models.Index(fields=["park", "state", "id"]), models.Index(fields=["path", "id"])]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The short name, or the full one."""
        return self.short_name or self.name
