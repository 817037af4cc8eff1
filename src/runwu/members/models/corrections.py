"""Corrections that members ask for (更正申请), and the secretary's answers with reasons."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedTextField
from runwu.core.models.base import PublicModel, choice_constraint
from runwu.members.choices import CorrectionField, CorrectionState
from runwu.members.models.members import PartyMember


class CorrectionRequest(PublicModel):
    """One thing that a member says is wrong, what it should be, and what became of it."""

    member = models.ForeignKey(PartyMember, on_delete=models.CASCADE, related_name="corrections")
    field = models.CharField(_("哪一项"), max_length=16, choices=CorrectionField.choices)
    wanted = EncryptedTextField(_("应当是"))
    reason = EncryptedTextField(_("依据或说明"), blank=True, default="")
    state = models.CharField(_("状态"), max_length=16, choices=CorrectionState.choices, default=CorrectionState.ASKED)
    asked_at = models.DateTimeField(_("提出时间"), auto_now_add=True)
    answer = EncryptedTextField(_("答复"), blank=True, default="")
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    answered_by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            choice_constraint("field", CorrectionField, "correctionrequest_known_field"),
            choice_constraint("state", CorrectionState, "correctionrequest_known_state"),
            models.UniqueConstraint(
                fields=["member", "field"],
                condition=Q(state="asked"),
                name="correctionrequest_one_open",
                violation_error_message=_("这一项已经提过，正等答复。"),
            ),
        ]
        indexes = [models.Index(fields=["state", "member"])]
