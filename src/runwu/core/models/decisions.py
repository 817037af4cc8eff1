"""What people decide about what is computed: duties, overrides of local rules, suggestions from the footer."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import DatedModel, DatedQuerySet, PublicModel, choice_constraint, ends_after_start


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


class OverrideAct(models.TextChoices):
    RECORDED = "recorded", _("登记")
    CORRECTED = "corrected", _("更正")
    ENDED = "ended", _("终止")


class OverrideQuerySet(DatedQuerySet["RulebookOverride"]):
    """Values of places; a version that another one replaced, or that was undone, no longer stands."""

    def standing(self) -> "OverrideQuerySet":
        """Keep the versions that count (有效记录)."""
        return self.filter(withdrawn_at__isnull=True)


class RulebookOverride(PublicModel, DatedModel):
    """A park's own value of a local or soft rule, with the document that says so (本园区取值).

    A row is one version and never changes: a correction or an end is a new row of the same `series` that names the
    one it `supersedes`; an undone version is withdrawn, and what it superseded stands again.
    """

    place = models.UUIDField(_("园区"))
    place_label = models.CharField(max_length=100)
    key = models.CharField(_("规则"), max_length=100)
    value = models.JSONField(_("值"))
    document = models.CharField(_("文件"), max_length=200)
    number = models.CharField(_("文号"), max_length=100, blank=True)
    article = models.CharField(_("条款"), max_length=100, blank=True)
    act = models.CharField(
        _("办理"), max_length=16, choices=OverrideAct.choices, default=OverrideAct.RECORDED, editable=False
    )
    reason = models.CharField(_("说明"), max_length=200, blank=True)
    series = models.UUIDField(default=uuid.uuid4, editable=False)
    supersedes = models.UUIDField(null=True, editable=False)
    set_by = models.UUIDField()
    set_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.UUIDField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = OverrideQuerySet.as_manager()

    class Meta:
        constraints = [
            ends_after_start("override_ends_after_start"),
            choice_constraint("act", OverrideAct, "override_known_act"),
            models.UniqueConstraint(
                fields=["place", "key"],
                condition=models.Q(valid_to__isnull=True, withdrawn_at__isnull=True),
                name="override_one_open",
            ),
            models.UniqueConstraint(
                fields=["place", "key", "valid_from"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="override_one_start",
            ),
        ]
        indexes = [models.Index(fields=["place", "key", "valid_from"], name="override_of_place")]


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
