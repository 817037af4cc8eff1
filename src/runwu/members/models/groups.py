"""Who belongs to which Party group of the own branch (党小组编组); the affiliation stays with the branch."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import DatedModel, DatedQuerySet, PublicModel, ends_after_start
from runwu.members.models.members import PartyMember
from runwu.organizations.models import Organization


class GroupMembership(PublicModel, DatedModel):
    """One member in one Party group (党小组) for a time, by a decision of the branch."""

    member = models.ForeignKey(PartyMember, on_delete=models.CASCADE, related_name="groups")
    group = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="group_members")
    document = models.CharField(_("依据"), max_length=100)
    recorded_on = models.DateField()
    recorded_by = models.UUIDField()

    objects = DatedQuerySet["GroupMembership"].as_manager()

    class Meta:
        constraints = [
            ends_after_start("groupmembership_ends_after_start"),
            models.UniqueConstraint(
                fields=["member"], condition=Q(valid_to__isnull=True), name="groupmembership_one_open"
            ),
        ]
        indexes = [models.Index(fields=["group", "valid_from"])]
