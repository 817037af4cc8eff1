"""Adoption (采纳并上报): what was sent up, what the approval put in force, who moves along."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel, choice_constraint
from runwu.coverage.choices import AdoptionState, Profile
from runwu.coverage.models.plans import FormationPlan
from runwu.enterprises.models import Enterprise
from runwu.members.models import PartyMember, Transfer
from runwu.organizations.choices import UnitRole
from runwu.organizations.models import Approval, Organization, OrganizationUnit


class Adoption(PublicModel):
    """A plan that was adopted and sent up; one per plan that was not withdrawn.

    `paper` freezes the figures of the draft 请示 as they were sent up.
    """

    plan = models.ForeignKey(FormationPlan, on_delete=models.PROTECT, related_name="adoptions")
    profile = models.CharField(max_length=8, choices=Profile.choices)
    state = models.CharField(_("状态"), max_length=16, choices=AdoptionState.choices, default=AdoptionState.PENDING)
    committee = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="adoptions")
    adopted_on = models.DateField(_("上报日期"))
    adopted_by = models.UUIDField()
    adopted_at = models.DateTimeField(auto_now_add=True)
    paper: models.JSONField[Any, Any] = models.JSONField(default=dict)
    approval = models.ForeignKey(Approval, null=True, on_delete=models.PROTECT, related_name="adoptions")
    in_force_from = models.DateField(_("生效日期"), null=True)
    approved_recorded_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("采纳并上报")
        ordering = ["-adopted_at", "-id"]
        constraints = [
            choice_constraint("state", AdoptionState, "adoption_known_state"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=~models.Q(state="withdrawn"),
                name="adoption_once_per_plan",
                violation_error_message=_("这份建议已经采纳并上报，不能重复采纳。"),
            ),
        ]

    @property
    def waits(self) -> bool:
        """Whether the approval has not come yet (待批复)."""
        return self.state == AdoptionState.PENDING

    @property
    def in_force(self) -> bool:
        """Whether the approval has been recorded (已批复)."""
        return self.state == AdoptionState.IN_FORCE


class AdoptedGroup(PublicModel):
    """One group of an adopted plan: the branch it forms or joins, or the committee that catches who is left."""

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="groups")
    letter = models.CharField(_("组"), max_length=4, blank=True)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="adopted_groups")
    is_new = models.BooleanField(_("新建"))

    class Meta:
        ordering = ["id"]


class AdoptedUnit(models.Model):
    """One enterprise of an adopted group; `before` is the coverage row it had then, `opened` the one that the approval wrote."""

    group = models.ForeignKey(AdoptedGroup, on_delete=models.CASCADE, related_name="units")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="adopted_units")
    role = models.CharField(max_length=16, choices=UnitRole.choices)
    opened = models.ForeignKey(OrganizationUnit, null=True, on_delete=models.SET_NULL, related_name="+")
    before = models.ForeignKey(OrganizationUnit, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["id"]


class MemberMove(PublicModel):
    """A member who goes along: by the same document inside one committee, or by a transfer."""

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="moves")
    member = models.ForeignKey(PartyMember, on_delete=models.CASCADE, related_name="adoption_moves")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    by_document = models.BooleanField(_("随文调整"))
    confirmed = models.BooleanField(_("已核对"), default=False)
    applied = models.BooleanField(_("已执行"), default=False)
    transfer = models.ForeignKey(Transfer, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["adoption", "member"], name="membermove_once")]
