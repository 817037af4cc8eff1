"""Dual check-in (双报到): a member, or a branch as a whole, that has reported to a community and helps there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import DatedModel, DatedQuerySet, PublicModel, ends_after_start
from runwu.members.models.members import PartyMember
from runwu.organizations.models import Organization


class DualCheckIn(PublicModel, DatedModel):
    """One report that both sides count: from which branch, whose (a member's, or the branch's own), to which community.

    The community is an organisation of this installation, or one outside by its name. No place, hour or photo is kept.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="check_ins")
    member = models.ForeignKey(PartyMember, null=True, blank=True, on_delete=models.CASCADE, related_name="check_ins")
    community = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="received_check_ins"
    )
    community_label = models.CharField(_("报到社区"), max_length=100, blank=True)
    offer = models.CharField(_("愿做的事"), max_length=200, blank=True)
    by_member = models.BooleanField(_("本人报到"), default=False)

    objects = DatedQuerySet["DualCheckIn"].as_manager()

    class Meta:
        constraints = [
            ends_after_start("dualcheckin_ends_after_start"),
            models.CheckConstraint(
                condition=Q(community__isnull=True) | ~Q(community=models.F("organization")),
                name="dualcheckin_between_two",
                violation_error_message=_("报到的社区就是所在支部。双报到是到居住地或者联系的社区报到。请核对。"),
            ),
        ]

    @property
    def to_name(self) -> str:
        """Where the report was made."""
        return self.community.label if self.community else self.community_label

    @property
    def who(self) -> str:
        """Whose report it is."""
        return self.member.person.full_name if self.member else self.organization.label
