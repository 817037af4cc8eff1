"""Releases of area totals (党员总数公开登记)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import DatedModel, DatedQuerySet, PublicModel, ends_after_start
from runwu.organizations.models import Organization


class AreaRelease(PublicModel, DatedModel):
    """Since when the totals of members below an organisation may be shown, who says so, and by which paper."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="area_releases")
    official = models.CharField(_("核定人"), max_length=50)
    position = models.CharField(_("职务"), max_length=50)
    document = models.CharField(_("依据文号"), max_length=100)
    recorded_by = models.UUIDField()

    objects = DatedQuerySet["AreaRelease"].as_manager()

    class Meta:
        constraints = [
            ends_after_start("arearelease_ends_after_start"),
            models.UniqueConstraint(
                fields=["organization"], condition=models.Q(valid_to__isnull=True), name="arearelease_one_open"
            ),
        ]
