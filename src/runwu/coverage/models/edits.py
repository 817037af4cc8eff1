"""What people changed in a plan by hand (人工调整): one row per edit, undone or not, never deleted with the undo."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel, choice_constraint
from runwu.coverage.choices import EditKind, EditState
from runwu.coverage.models.plans import PlanAlternative


class PlanEdit(PublicModel):
    """One edit of an alternative: what, of which enterprise, why, who and when, and what it takes to go back.

    `unit` and `other` are ids of the planner: an enterprise, and where it went or whom it was paired with. `before` and
    `after` hold the places that changed ({unit: host, or null for the catch-all; a unit not listed took no part}),
    `decided_before` and `decided_after` the locks, fixed places, pairs and letters around the edit.
    """

    alternative = models.ForeignKey(PlanAlternative, on_delete=models.CASCADE, related_name="edits")
    number = models.PositiveIntegerField(_("序号"))
    kind = models.CharField(_("调整"), max_length=16, choices=EditKind.choices)
    state = models.CharField(_("状态"), max_length=16, choices=EditState.choices, default=EditState.STANDING)
    unit = models.CharField(_("企业"), max_length=36, blank=True)
    other = models.CharField(_("去处"), max_length=36, blank=True)
    reason = models.CharField(_("理由"), max_length=100, blank=True)
    delta = models.IntegerField(_("综合评分变化"), null=True)
    warnings: models.JSONField[Any, Any] = models.JSONField(_("超出一般规定"), default=list)
    before: models.JSONField[Any, Any] = models.JSONField(default=dict)
    after: models.JSONField[Any, Any] = models.JSONField(default=dict)
    decided_before: models.JSONField[Any, Any] = models.JSONField(default=dict)
    decided_after: models.JSONField[Any, Any] = models.JSONField(default=dict)
    made_by = models.UUIDField()
    made_at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("人工调整")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["alternative", "number"], name="planedit_numbered_once"),
            choice_constraint("kind", EditKind, "planedit_known_kind"),
            choice_constraint("state", EditState, "planedit_known_state"),
        ]

    @property
    def stands(self) -> bool:
        """Whether the edit is part of the plan as it is now."""
        return self.state == EditState.STANDING
