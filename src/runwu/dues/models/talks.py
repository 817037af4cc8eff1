"""Talks about arrears (欠交谈话): that there was one, and whether there was a reason; no standing follows from them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel
from runwu.members.models import PartyMember
from runwu.organizations.models import Organization


class DuesTalk(PublicModel):
    """That the branch asked why dues stay out, when, and whether there is a good reason (who.md: of a talk only the fact)."""

    member = models.ForeignKey(PartyMember, on_delete=models.PROTECT, related_name="dues_talks")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="dues_talks")
    talked_on = models.DateField(_("谈话日期"))
    has_reason = models.BooleanField(_("有正当理由"))
    recorded_by = models.UUIDField(_("登记人"))

    class Meta:
        ordering = ["-talked_on", "-pk"]
        indexes = [models.Index(fields=["organization", "member"])]
