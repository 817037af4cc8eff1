"""Plans of joint branches (联合党支部组建建议): the facts they were made from, and the alternatives."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel, choice_constraint
from runwu.coverage.choices import PlanState, Profile
from runwu.enterprises.models import Park


class FormationPlan(PublicModel):
    """One computation for one park: the instance as it was, its digest, and what people decided since."""

    park = models.ForeignKey(Park, on_delete=models.PROTECT, related_name="formation_plans")
    as_of = models.DateField(_("数据截至"))
    state = models.CharField(_("状态"), max_length=16, choices=PlanState.choices, default=PlanState.QUEUED)
    instance = models.JSONField(_("测算所用事实"), default=dict)
    facts_digest = models.CharField(max_length=64, blank=True)
    chosen = models.CharField(_("选用"), max_length=8, choices=Profile.choices, default=Profile.NEAR)
    job = models.UUIDField(null=True)
    created_by = models.UUIDField()
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [choice_constraint("state", PlanState, "formationplan_known_state")]


class PlanAlternative(models.Model):
    """One profile's answer, as computed and as it stands after a person's changes."""

    plan = models.ForeignKey(FormationPlan, on_delete=models.CASCADE, related_name="alternatives")
    profile = models.CharField(_("口径"), max_length=8, choices=Profile.choices)
    computed = models.JSONField(_("测算结果"), default=dict)
    assignment = models.JSONField(_("现在的分组"), default=dict)
    report = models.JSONField(_("现在的说明"), default=dict)
    moves = models.JSONField(_("人工调整"), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "profile"], name="planalternative_once")]
