"""Dated facts of enterprises: each with a source and the day it was known for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import DatedModel, DatedQuerySet, choice_constraint, ends_after_start
from runwu.enterprises.choices import FactKind
from runwu.enterprises.models.enterprises import Enterprise


class EnterpriseFact(DatedModel):
    """One fact for a time, for example “in production from 2022-09-01, says the park's ledger”."""

    # no index of its own: that of `enterprisefact_one_start` begins with the enterprise
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="facts", db_index=False)
    kind = models.CharField(_("项目"), max_length=20, choices=FactKind.choices)
    value = models.CharField(_("值"), max_length=32)
    source = models.CharField(_("来源"), max_length=100)
    recorded_by = models.UUIDField(null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    batch = models.UUIDField(null=True)

    objects = DatedQuerySet["EnterpriseFact"].as_manager()

    class Meta:
        ordering = ["kind", "-valid_from"]
        constraints = [
            ends_after_start("enterprisefact_ends_after_start"),
            choice_constraint("kind", FactKind, "enterprisefact_known_kind"),
            models.UniqueConstraint(
                fields=["enterprise", "kind"], condition=models.Q(valid_to__isnull=True), name="enterprisefact_one_open"
            ),
            models.UniqueConstraint(fields=["enterprise", "kind", "valid_from"], name="enterprisefact_one_start"),
        ]
