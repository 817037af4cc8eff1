"""Restructuring (组织调整): organisations dissolved, merged, split and upgraded, by a document, and what went to whom."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel, choice_constraint
from runwu.organizations.choices import RestructuringKind
from runwu.organizations.models.approvals import Approval
from runwu.organizations.models.organizations import Organization


class Restructuring(PublicModel):
    """One act by one approval: which organisation it is about, from which day; taken back on the day it was recorded."""

    kind = models.CharField(_("调整方式"), max_length=16, choices=RestructuringKind.choices)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="restructurings")
    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="restructurings")
    on = models.DateField(_("生效日期"))
    form_before = models.CharField(max_length=32, blank=True)
    form_after = models.CharField(max_length=32, blank=True)
    stated: models.JSONField[Any, Any] = models.JSONField(
        default=dict
    )  # set up: what was stated; moved: the line before
    recorded_on = models.DateField(_("登记日期"))
    recorded_by = models.UUIDField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["on", "id"]
        constraints = [choice_constraint("kind", RestructuringKind, "restructuring_known_kind")]

    @property
    def stands(self) -> bool:
        """Whether nobody took it back."""
        return self.undone_at is None


class FormerName(models.Model):
    """A name that an organisation bore before it was renamed (曾用名): up to, not including, the day `until`."""

    restructuring = models.OneToOneField(Restructuring, on_delete=models.CASCADE, related_name="former_name")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(_("原名称"), max_length=100)
    short_name = models.CharField(_("原简称"), max_length=50, blank=True)
    new_name = models.CharField(_("新名称"), max_length=100)
    until = models.DateField(_("止"))

    class Meta:
        ordering = ["until", "id"]
        indexes = [models.Index(fields=["organization", "until"])]


class Succession(models.Model):
    """What passed from one organisation to another (承接); `kept` says row by row how it was, so that it can go back."""

    restructuring = models.ForeignKey(Restructuring, on_delete=models.CASCADE, related_name="successions")
    source = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="successions_out")
    target = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="successions_in")
    ends = models.BooleanField(_("原组织撤销"), default=False)
    founds = models.BooleanField(_("新成立"), default=False)
    kept: models.JSONField[Any, Any] = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")),
                name="succession_not_itself",
                violation_error_message=_("组织不能由自己承接。请另选承接组织。"),
            )
        ]
