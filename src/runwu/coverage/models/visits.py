"""Visits to enterprises and the quarter's activities there (走访、季度活动): one light entry each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel, choice_constraint
from runwu.coverage.choices import EntryKind, Finding
from runwu.enterprises.models import Enterprise


class Visit(PublicModel):
    """Somebody went there, or an activity took place: one a day and enterprise; a second entry corrects the first."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="visits")
    kind = models.CharField(_("类别"), max_length=8, choices=EntryKind.choices)
    made_on = models.DateField(_("日期"))
    finding = models.CharField(_("情况"), max_length=16, choices=Finding.choices, blank=True)
    note = models.CharField(_("备注"), max_length=200, blank=True)
    replaced = models.JSONField(_("被替换的当天事实"), default=dict, blank=True)  # kind → [value, source]
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-made_on", "-id"]
        constraints = [
            choice_constraint("kind", EntryKind, "visit_known_kind"),
            models.UniqueConstraint(fields=["enterprise", "kind", "made_on"], name="visit_once_a_day"),
        ]
        indexes = [
            models.Index(fields=["enterprise", "kind", "made_on"]),
            models.Index(fields=["recorded_by", "made_on"]),  # what somebody wrote down on a day
        ]
