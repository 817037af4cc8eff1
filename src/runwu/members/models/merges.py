"""Merges of two rows about one person (合并重复): what was kept, what the other row held, and who decided."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedJSONField, EncryptedTextField
from runwu.core.models.base import PublicModel
from runwu.members.models.members import PartyMember


class MemberMerge(PublicModel):
    """One merge. `snapshot` holds both rows as they were and every row that moved, so that the day can take it back."""

    kept = models.ForeignKey(PartyMember, on_delete=models.CASCADE, related_name="merges")
    absorbed = models.UUIDField(_("并入的一行"), db_index=True)
    basis = models.CharField(_("核对依据"), max_length=200)
    moved = models.PositiveIntegerField(_("转到保留行的记录"), default=0)
    ended = models.PositiveIntegerField(_("随之结束的重复记录"), default=0)
    filled = models.JSONField(_("补上的项目"), default=list)
    aside = EncryptedJSONField(default=list)  # periods of which there is one at a time, and the kept row's stood
    snapshot = EncryptedTextField(null=True, blank=True)  # None once it has outlived its time
    merged_on = models.DateField(_("合并日期"))
    merged_by = models.UUIDField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["-merged_on", "-id"]

    @property
    def stands(self) -> bool:
        """Tell whether the merge has not been taken back."""
        return self.undone_at is None
