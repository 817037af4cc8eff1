"""Yearly reviews of plans in force (年度复核): what a person found, kept and never changed."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel, choice_constraint
from runwu.coverage.choices import ReviewOutcome
from runwu.coverage.models.adoptions import Adoption


class AdoptionReview(PublicModel):
    """One review of an adopted plan: when, by whom, with which outcome and why.

    `changes` keeps the sentences on what had changed since the plan's facts were taken, as the reviewer saw them.
    """

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="reviews")
    reviewed_on = models.DateField(_("复核日期"))
    outcome = models.CharField(_("结论"), max_length=8, choices=ReviewOutcome.choices)
    note = models.CharField(_("说明"), max_length=200)
    changes: models.JSONField[Any, Any] = models.JSONField(_("当时的事实变化"), default=list, blank=True)
    reviewed_by = models.UUIDField()
    reviewed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("年度复核")
        ordering = ["-reviewed_on", "-id"]
        constraints = [choice_constraint("outcome", ReviewOutcome, "adoptionreview_known_outcome")]
