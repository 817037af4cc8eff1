"""Formal affiliation: exactly one at a time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import DatedModel, DatedQuerySet, PublicModel, ends_after_start
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
