"""Adoption (采纳并上报): what was sent up, what the approval put in force, who moves along."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel, choice_constraint
from runwu.coverage.choices import AdoptionState
from runwu.coverage.models.plans import FormationPlan
from runwu.enterprises.models import Enterprise
from runwu.members.models import PartyMember
from runwu.organizations.choices import UnitRole
from runwu.organizations.models import Approval, Organization


class Adoption(PublicModel):
    """A plan that was adopted and sent up; one per plan that was not withdrawn."""

    plan = models.ForeignKey(FormationPlan, on_delete=models.PROTECT, related_name="adoptions")
    profile = models.CharField(max_length=8)
    state = models.CharField(
        _("状态"), max_length=16, choices=AdoptionState.choices, default=AdoptionState.PENDING
    )
    adopted_on = models.DateField(_("上报日期"))
    adopted_by = models.UUIDField()
    adopted_at = models.DateTimeField(auto_now_add=True)
    approval = models.ForeignKey(Approval, null=True, on_delete=models.PROTECT, related_name="adoptions")
    in_force_from = models.DateField(_("生效日期"), null=True)
    approved_recorded_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)

    class Meta:
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


class AdoptedGroup(PublicModel):
    """One group of an adopted plan: the branch it forms or joins."""

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="groups")
    letter = models.CharField(_("组"), max_length=4)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="adopted_groups")
    is_new = models.BooleanField(_("新建"))


class AdoptedUnit(models.Model):
    """One enterprise of an adopted group."""

    group = models.ForeignKey(AdoptedGroup, on_delete=models.CASCADE, related_name="units")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="adopted_units")
    role = models.CharField(max_length=16, choices=UnitRole.choices)


class MemberMove(models.Model):
    """A member who goes along: by the same document inside one committee, or by a transfer."""

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="moves")
    member = models.ForeignKey(PartyMember, on_delete=models.CASCADE, related_name="adoption_moves")
    source = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    by_document = models.BooleanField(_("随文调整"))
    confirmed = models.BooleanField(_("已核对"), default=False)
    applied = models.BooleanField(_("已执行"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["adoption", "member"], name="membermove_once")]
