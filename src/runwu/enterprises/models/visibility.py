"""How openly Party work may appear at an enterprise (润物模式), as the organisation decided it, from when to when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import DatedModel, DatedQuerySet, PublicModel, choice_constraint, ends_after_start
from runwu.enterprises.choices import VisibilityLevel
from runwu.enterprises.models.enterprises import Enterprise


class VisibilitySetting(PublicModel, DatedModel):
    """One decision (可见程度的决定): the level, who decided, why; `asked` where members were asked before opening."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="visibility_settings")
    level = models.PositiveSmallIntegerField(_("可见程度"), choices=VisibilityLevel.choices)
    decided_by = models.CharField(_("决定的党组织"), max_length=100)
    basis = models.CharField(_("理由"), max_length=200)
    asked = models.BooleanField(_("已听取意见"), default=False)
    recorded_by = models.UUIDField(_("登记人"))
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = DatedQuerySet["VisibilitySetting"].as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = [
            ends_after_start("visibilitysetting_ends_after_start"),
            choice_constraint("level", VisibilityLevel, "visibilitysetting_known_level"),  # type: ignore[arg-type]
            models.UniqueConstraint(
                fields=["enterprise"], condition=models.Q(valid_to__isnull=True), name="visibilitysetting_one_open"
            ),
        ]
