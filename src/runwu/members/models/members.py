"""A Party member (党员): the minimum, and since when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel, choice_constraint
from runwu.members.choices import Belonging, Frozen, Membership, Standing
from runwu.organizations.models import Organization
from runwu.people.models import Person


class PartyMember(PublicModel):
    """A member. The formal affiliation stands in Affiliation; `organization` and `path` are its latest copy,
    and `opened_to_park` tells whether a restricted member's consent for the park's staff is open today (Consent).

    A row whose processing has stopped (停止处理) is `frozen`, and restricted as well: whatever shows open members alone
    leaves it out, and the conditions that let the own branch or an officer see restricted ones ask for `frozen` too.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="membership")
    standing = models.CharField(_("党员类别"), max_length=16, choices=Standing.choices)
    belonging = models.CharField(_("组织关系"), max_length=16, choices=Belonging.choices, default=Belonging.REGISTERED)
    membership = models.CharField(max_length=16, choices=Membership.choices, default=Membership.ACTIVE)
    admitted_on = models.DateField(_("入党日期"), null=True, blank=True)
    converted_on = models.DateField(_("转正日期"), null=True, blank=True)
    restricted = models.BooleanField(_("限组织内知悉"), default=False)
    restriction_confirmed = models.BooleanField(_("本人已确认"), default=False)
    opened_to_park = models.BooleanField(_("本人同意园区党务知悉"), default=False)
    frozen = models.CharField(_("停止处理"), max_length=16, choices=Frozen.choices, blank=True, default="")
    without_employer = models.BooleanField(_("不与工作单位关联"), default=False)
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="members"
    )
    path = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            choice_constraint("standing", Standing, "partymember_known_standing"),
            choice_constraint("belonging", Belonging, "partymember_known_belonging"),
            models.CheckConstraint(
                condition=Q(frozen="") | Q(restricted=True), name="partymember_frozen_is_restricted"
            ),
            models.CheckConstraint(
                condition=Q(converted_on__isnull=True)
                | Q(admitted_on__isnull=True)
                | Q(converted_on__gte=models.F("admitted_on")),
                name="partymember_converted_after_admitted",
                violation_error_message=_("转正日期不能早于入党日期。请核对两个日期。"),
            ),
        ]
        indexes = [models.Index(fields=["path", "id"]), models.Index(fields=["organization", "id"])]
