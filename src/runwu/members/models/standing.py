"""Decisions about a member's standing (身份变动的决定): what was decided, by whom, by which paper, from which day."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel, choice_constraint
from runwu.members.choices import DecisionOrigin, Membership, Standing, StandingAct
from runwu.members.models.members import PartyMember
from runwu.organizations.models import Organization


class StandingDecision(PublicModel):
    """One decision of a Party organisation about one member. No grounds are kept, only the number of the paper.

    `decided_by` is the organisation that approved, or `decided_by_label` names one outside this installation. What the
    member was before and is after stand beside it, so that a past day and a withdrawal need no guess.
    """

    member = models.ForeignKey(PartyMember, on_delete=models.CASCADE, related_name="standing_decisions")
    act = models.CharField(_("决定"), max_length=16, choices=StandingAct.choices)
    on = models.DateField(_("生效日期"))
    meeting_on = models.DateField(_("支部大会日期"), null=True, blank=True)
    approved_on = models.DateField(_("批准日期"), null=True, blank=True)
    decided_by = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="standing_decisions"
    )
    decided_by_label = models.CharField(_("批准组织"), max_length=100, blank=True)
    document = models.CharField(_("文号"), max_length=100)
    months = models.PositiveSmallIntegerField(_("延长月数"), null=True, blank=True)
    origin = models.CharField(_("登记方式"), max_length=8, choices=DecisionOrigin.choices, default=DecisionOrigin.TYPED)
    standing_before = models.CharField(max_length=16, choices=Standing.choices)
    standing_after = models.CharField(max_length=16, choices=Standing.choices)
    membership_before = models.CharField(max_length=16, choices=Membership.choices)
    membership_after = models.CharField(max_length=16, choices=Membership.choices)
    converted_before = models.DateField(null=True, blank=True)
    attachment = models.UUIDField(null=True, blank=True)
    recorded_by = models.UUIDField()
    recorded_on = models.DateField(_("登记日期"))
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    withdrawn_by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            choice_constraint("act", StandingAct, "standingdecision_known_act"),
            models.CheckConstraint(
                condition=Q(act=StandingAct.EXTENDED, months__isnull=False)
                | (~Q(act=StandingAct.EXTENDED) & Q(months__isnull=True)),
                name="standingdecision_months_of_an_extension",
            ),
            models.CheckConstraint(
                condition=Q(meeting_on__isnull=True)
                | Q(approved_on__isnull=True)
                | Q(approved_on__gte=F("meeting_on")),
                name="standingdecision_approved_after_meeting",
                violation_error_message=_("批准日期不能早于支部大会日期。请核对两个日期。"),
            ),
        ]
        indexes = [models.Index(fields=["member", "on", "id"])]

    @property
    def stands(self) -> bool:
        """Tell whether the decision has not been taken back."""
        return self.withdrawn_at is None

    @property
    def decider(self) -> str:
        """Name who decided."""
        return self.decided_by.name if self.decided_by else self.decided_by_label
