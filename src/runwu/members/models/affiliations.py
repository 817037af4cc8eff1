"""Formal affiliation (exactly one) and floating periods."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import DatedModel, DatedQuerySet, PublicModel, ends_after_start
from runwu.members.choices import Counting
from runwu.members.models.members import PartyMember
from runwu.organizations.models import Organization


class Affiliation(PublicModel, DatedModel):
    """Formal organizational affiliation (组织关系): one at a time."""

    member = models.ForeignKey(PartyMember, on_delete=models.CASCADE, related_name="affiliations")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="affiliations")
    document = models.CharField(_("依据文件"), max_length=100, blank=True)

    objects = DatedQuerySet["Affiliation"].as_manager()

    class Meta:
        constraints = [
            ends_after_start("affiliation_ends_after_start"),
            models.UniqueConstraint(
                fields=["member"],
                condition=models.Q(valid_to__isnull=True),
                name="affiliation_one_open",
                violation_error_message=_("组织关系同一时间只有一个。请先办理转出。"),
            ),
        ]


class FloatingStay(PublicModel, DatedModel):
    """A floating period (流动期): who keeps the relation, who hosts, and where the person chose to count."""

    member = models.ForeignKey(PartyMember, on_delete=models.CASCADE, related_name="floating_stays")
    home_label = models.CharField(_("流出地党组织"), max_length=100, blank=True)
    home = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="floating_out")
    host = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="floating_in")
    host_label = models.CharField(_("流入地党组织"), max_length=100, blank=True)
    counting = models.CharField(_("计入"), max_length=8, choices=Counting.choices, default=Counting.HOME)

    objects = DatedQuerySet["FloatingStay"].as_manager()

    class Meta:
        constraints = [
            ends_after_start("floatingstay_ends_after_start"),
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(valid_to__isnull=True), name="floatingstay_one_open"
            ),
        ]
