"""Deletions that persons ask for (删除申请), and what is stored and no longer processed (停止处理)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedJSONField, EncryptedTextField
from runwu.core.models.base import PublicModel, choice_constraint
from runwu.members.choices import DeletionPiece, DeletionState
from runwu.members.models.members import PartyMember
from runwu.organizations.models import Organization


class DeletionRequest(PublicModel):
    """One piece that a person asks to have deleted, and what became of it.

    What is frozen stands encrypted in `kept` and nowhere else, so that no page can come upon it. `organization` is where
    the request is answered once the person belongs to no organisation here any more.
    """

    member = models.ForeignKey(PartyMember, on_delete=models.CASCADE, related_name="deletions")
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="deletions"
    )
    piece = models.CharField(_("哪一项"), max_length=16, choices=DeletionPiece.choices)
    reason = EncryptedTextField(_("说明"), blank=True, default="")
    state = models.CharField(_("状态"), max_length=16, choices=DeletionState.choices, default=DeletionState.ASKED)
    asked_at = models.DateTimeField(_("提出时间"), auto_now_add=True)
    answer = EncryptedTextField(_("答复"), blank=True, default="")
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    answered_by = models.UUIDField(null=True, blank=True)
    ground = models.CharField(_("要求保存的依据"), max_length=200, blank=True)
    until = models.DateField(_("保存到"), null=True, blank=True)
    kept = EncryptedJSONField(null=True, blank=True)
    lift_reason = EncryptedTextField(_("解除的理由"), blank=True, default="")
    lifted_at = models.DateTimeField(_("解除时间"), null=True, blank=True)
    lifted_by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            choice_constraint("piece", DeletionPiece, "deletionrequest_known_piece"),
            choice_constraint("state", DeletionState, "deletionrequest_known_state"),
            models.UniqueConstraint(
                fields=["member", "piece"],
                condition=Q(state="asked"),
                name="deletionrequest_one_open",
                violation_error_message=_("这一项已经申请删除，正等答复。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="frozen") | ~Q(ground=""),
                name="deletionrequest_frozen_by_a_ground",
                violation_error_message=_("停止处理要写明要求保存的依据。"),
            ),
        ]
        indexes = [models.Index(fields=["state", "member"])]

    @property
    def number(self) -> str:
        """A number that tells of nobody (编号), for what is listed without a name."""
        return self.public_id.hex[:8].upper()
