"""Plans of joint branches (联合党支部组建建议): the facts they were made from, and the alternatives."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel, choice_constraint
from runwu.coverage.choices import PlanState, Profile
from runwu.enterprises.models import Park


class FormationPlan(PublicModel):
    """One computation for one park: the instance as it was, its digest, and what people decided since.

    `instance` is a problem of the planner (schema runwu-joint-branch/1); `notes` holds what the planner
    need not know: approximate places, enterprises left out and why, the plan before (whose letters go on) and what is
    carried over from it.
    `enough` says that somebody asked the computation to stop with the best so far.
    """

    park = models.ForeignKey(Park, on_delete=models.PROTECT, related_name="formation_plans")
    as_of = models.DateField(_("数据截至"))
    state = models.CharField(_("状态"), max_length=16, choices=PlanState.choices, default=PlanState.QUEUED)
    keeps_joint_branches = models.BooleanField(_("现有联合党支部保持不变"), default=False)
    instance: models.JSONField[Any, Any] = models.JSONField(_("测算所用事实"), default=dict)
    notes: models.JSONField[Any, Any] = models.JSONField(_("事实说明"), default=dict)
    facts_digest = models.CharField(max_length=64, blank=True)
    failure = models.CharField(_("未完成的原因"), max_length=500, blank=True)
    chosen = models.CharField(_("选用"), max_length=8, choices=Profile.choices, default=Profile.NEAR)
    job = models.UUIDField(null=True)
    enough = models.BooleanField(_("到此为止"), default=False)
    created_by = models.UUIDField()
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("联合党支部组建建议")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["park", "-created_at", "-id"])]
        constraints = [choice_constraint("state", PlanState, "formationplan_known_state")]

    def __str__(self) -> str:
        return f"{self.as_of:%m-%d}"


class PlanAlternative(models.Model):
    """One profile's answer, as computed and as it stands after a person's edits.

    `decided` holds what people settled (services/decisions.py): locked groups, fixed places, pairs, who takes no part,
    and the letter of every group. `job` is the latest computation of the rest around it, `enough` that somebody asked it
    to stop with the best so far.
    """

    plan = models.ForeignKey(FormationPlan, on_delete=models.CASCADE, related_name="alternatives")
    profile = models.CharField(_("口径"), max_length=8, choices=Profile.choices)
    computed: models.JSONField[Any, Any] = models.JSONField(_("测算结果"), default=dict)
    assignment: models.JSONField[Any, Any] = models.JSONField(_("现在的分组"), default=dict)
    report: models.JSONField[Any, Any] = models.JSONField(_("现在的说明"), default=dict)
    decided: models.JSONField[Any, Any] = models.JSONField(_("人工决定"), default=dict)
    job = models.UUIDField(null=True)
    enough = models.BooleanField(_("到此为止"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "profile"], name="planalternative_once")]
