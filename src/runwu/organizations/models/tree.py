"""The tree over time: dated edges are the truth, paths are kept from them by the move service."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import DatedModel, DatedQuerySet, ends_after_start
from runwu.organizations.models.approvals import Approval
from runwu.organizations.models.organizations import Organization


class OrganizationEdge(DatedModel):
    """The line of affiliation (隶属关系): one parent at a time, none for a root."""

    parent = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="child_edges"
    )
    child = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="parent_edges")
    document = models.CharField(_("依据文件"), max_length=100, blank=True)
    approval = models.ForeignKey(Approval, null=True, on_delete=models.PROTECT, related_name="edges")

    objects = DatedQuerySet["OrganizationEdge"].as_manager()

    class Meta:
        constraints = [
            ends_after_start("organizationedge_ends_after_start"),
            models.UniqueConstraint(
                fields=["child"],
                condition=models.Q(valid_to__isnull=True),
                name="organizationedge_one_open",
                violation_error_message=_("一个组织同一时间只能有一个上级。请先结束原来的隶属关系。"),
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("child")),
                name="organizationedge_not_itself",
            ),
        ]


class OrganizationPath(DatedModel):
    """Where an organisation stood at a time, as a prefix of fixed-width labels."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="paths")
    path = models.CharField(max_length=200)

    objects = DatedQuerySet["OrganizationPath"].as_manager()

    class Meta:
        constraints = [
            ends_after_start("organizationpath_ends_after_start"),
            models.UniqueConstraint(
                fields=["organization"], condition=models.Q(valid_to__isnull=True), name="organizationpath_one_open"
            ),
        ]
        indexes = [models.Index(fields=["path", "valid_from"])]
