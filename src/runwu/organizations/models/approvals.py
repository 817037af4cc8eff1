"""Approvals (批复): the documents by which organisations come into force, change and end."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel


class Approval(PublicModel):
    """An approval: number, date and authority, as they stand on the paper."""

    number = models.CharField(_("文号"), max_length=100)
    issued_on = models.DateField(_("日期"))
    authority = models.CharField(_("批准机关"), max_length=100)
    attachment = models.UUIDField(null=True)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.number
