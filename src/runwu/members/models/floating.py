"""Floating periods (流动期) and the five soft steps of whoever floats (软着陆五步)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import DatedModel, DatedQuerySet, PublicModel, choice_constraint, ends_after_start
from runwu.members.choices import Counting, Direction, FloatReason, LandingKind, StepState
from runwu.members.models.members import PartyMember
from runwu.members.models.seasons import Season
from runwu.organizations.models import Organization


class FloatingStay(PublicModel, DatedModel):
    """A floating period (流动期): who keeps the relation, who hosts, why, where, and where the person chose to count.

    `contacted_on` is the last day on which the branch was in touch; a link out of season stands while it is agreed.
    """

    member = models.ForeignKey(PartyMember, on_delete=models.CASCADE, related_name="floating_stays")
    home_label = models.CharField(_("流出地党组织"), max_length=100, blank=True)
    home = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="floating_out")
    host = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="floating_in")
    host_label = models.CharField(_("流入地党组织"), max_length=100, blank=True)
    counting = models.CharField(_("计入"), max_length=8, choices=Counting.choices, default=Counting.HOME)
    reason = models.CharField(_("流动原因"), max_length=16, choices=FloatReason.choices, blank=True, default="")
    activity_place = models.CharField(_("活动地点"), max_length=100, blank=True, default="")
    contacted_on = models.DateField(_("最近联系"), null=True, blank=True)
    season = models.ForeignKey(Season, null=True, blank=True, on_delete=models.PROTECT, related_name="stays")
    welcomed_on = models.DateField(_("欢迎"), null=True, blank=True)
    farewelled_on = models.DateField(_("欢送"), null=True, blank=True)
    link_agreed_on = models.DateField(_("同意季外联系"), null=True, blank=True)

    objects = DatedQuerySet["FloatingStay"].as_manager()

    class Meta:
        constraints = [
            ends_after_start("floatingstay_ends_after_start"),
            models.UniqueConstraint(
                fields=["member"], condition=Q(valid_to__isnull=True), name="floatingstay_one_open"
            ),
            models.CheckConstraint(
                condition=Q(home__isnull=True) | Q(host__isnull=True) | ~Q(home=F("host")),
                name="floatingstay_between_two",
                violation_error_message=_("流出地和流入地是同一个党组织。在本支部参加活动的不是流动党员。请核对。"),
            ),
        ]

    @property
    def direction(self) -> Direction:
        """Which side is ours."""
        if self.host_id is None:
            return Direction.OUT
        return Direction.WITHIN if self.home_id else Direction.IN

    @property
    def from_name(self) -> str:
        """Who keeps the affiliation, as far as it is known."""
        return self.home.label if self.home else self.home_label

    @property
    def to_name(self) -> str:
        """Who hosts, as far as it is known."""
        return self.host.label if self.host else self.host_label


class LandingStep(PublicModel):
    """One soft step of one floating period: started by the member, or proposed and then agreed. No limit, no score.

    `group` is where the member joins in at the host; `told_as` keeps the words of a step that was named differently.
    """

    stay = models.ForeignKey(FloatingStay, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("哪一步"), max_length=16, choices=LandingKind.choices)
    state = models.CharField(_("状态"), max_length=16, choices=StepState.choices)
    by_member = models.BooleanField(_("本人提出"), default=False)
    by_word = models.BooleanField(_("本人口头表示，由支部登记"), default=False)
    proposed_on = models.DateField(_("提出日期"))
    agreed_on = models.DateField(_("本人同意日期"), null=True, blank=True)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    group = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    told_as = models.CharField(_("原记作"), max_length=20, blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            choice_constraint("kind", LandingKind, "landingstep_known_kind"),
            choice_constraint("state", StepState, "landingstep_known_state"),
            models.UniqueConstraint(fields=["stay", "kind"], name="landingstep_once_a_stay"),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "done"]) | Q(agreed_on__isnull=False),
                name="landingstep_agreed_by_the_member",
            ),
        ]
