"""Surveys of enterprises of which nobody knows whether they operate (抽样核查)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel
from runwu.coverage.models.visits import Visit
from runwu.enterprises.models import Enterprise, Park


class Survey(PublicModel):
    """A sample of one park, drawn on a day: its strata with their sizes, frozen."""

    park = models.ForeignKey(Park, on_delete=models.CASCADE, related_name="surveys")
    as_of = models.DateField(_("抽样日期"))
    margin = models.PositiveSmallIntegerField(_("误差（百分点）"))
    strata = models.JSONField(default=list)
    created_by = models.UUIDField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]


class SurveyItem(PublicModel):
    """One enterprise of a sample, and the visit that answered it."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="items")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="survey_items")
    stratum = models.CharField(max_length=16)
    visit = models.ForeignKey(Visit, null=True, blank=True, on_delete=models.SET_NULL, related_name="survey_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "enterprise"], name="surveyitem_once")]
