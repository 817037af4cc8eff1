"""Journeys (全流程办理): long processes as versioned templates, with what was done and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel


class Journey(PublicModel):
    """One process under way for one subject, following one version of a template."""

    template = models.CharField(_("流程"), max_length=64)
    template_version = models.CharField(max_length=16)
    subject_type = models.CharField(max_length=64)
    subject_id = models.UUIDField()
    place = models.UUIDField(null=True)
    opened_on = models.DateField(_("开始日期"))
    opened_by = models.UUIDField()
    closed_on = models.DateField(_("结束日期"), null=True)
    outcome = models.CharField(_("结果"), max_length=32, blank=True)

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id"])]


class JourneyStep(models.Model):
    """One step that was done: when, by which document, recorded by whom."""

    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="steps")
    key = models.CharField(_("步骤"), max_length=64)
    done_on = models.DateField(_("完成日期"))
    document = models.CharField(_("文号或材料"), max_length=200, blank=True)
    note = models.CharField(_("说明"), max_length=500, blank=True)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["done_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["journey", "key"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="journeystep_once",
                violation_error_message=_("这一步已经记录过。要改，请先撤回原记录。"),
            )
        ]
