"""What people decide about what is computed: duties, overrides of local rules, suggestions from the footer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import DatedModel, PublicModel


class Decision(models.TextChoices):
    POSTPONED = "postponed", _("暂缓")
    NOT_APPLICABLE = "not_applicable", _("不适用")


class DutyDecision(PublicModel):
    """A person's word on a computed duty: postponed until a day, or not applicable, and why."""

    duty_key = models.CharField(max_length=200)
    decision = models.CharField(_("决定"), max_length=16, choices=Decision.choices)
    reason = models.CharField(_("理由"), max_length=300)
    until = models.DateField(_("暂缓至"), null=True, blank=True)
    decided_by = models.UUIDField()
    decided_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["duty_key"], condition=models.Q(withdrawn_at__isnull=True), name="dutydecision_one_open"
            )
        ]


class RulebookOverride(PublicModel, DatedModel):
    """A park's or province's own value of a local or soft rule, with the document that says so."""

    place = models.UUIDField(_("园区"))
    place_label = models.CharField(max_length=100)
    key = models.CharField(_("规则"), max_length=100)
    value = models.JSONField(_("值"))
    document = models.CharField(_("文件"), max_length=200)
    article = models.CharField(_("条款"), max_length=100, blank=True)
    set_by = models.UUIDField()
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "key"], condition=models.Q(valid_to__isnull=True), name="override_one_open"
            )
        ]


class Feedback(PublicModel):
    """A complaint or suggestion about the system itself (意见与建议)."""

    text = models.TextField(_("内容"), max_length=2000)
    page = models.CharField(_("所在页面"), max_length=200, blank=True)
    author = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("答复"), blank=True)
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
