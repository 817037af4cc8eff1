"""Disclosures (查看记录): who opened a member's masked fields, when, and why; the member may read it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedTextField
from runwu.core.models.base import PublicModel
from runwu.members.models.members import PartyMember


class Disclosure(PublicModel):
    """One opening of masked fields."""

    member = models.ForeignKey(PartyMember, on_delete=models.CASCADE, related_name="disclosures")
    seen_by = models.UUIDField(_("查看人"))
    seen_at = models.DateTimeField(_("时间"), auto_now_add=True)
    fields = models.JSONField(_("字段"), default=list)
    reason = EncryptedTextField(_("事由"))

    class Meta:
        ordering = ["-seen_at", "-id"]
