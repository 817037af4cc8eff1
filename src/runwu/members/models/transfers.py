"""Transfers of organizational affiliation (组织关系转接): the transfer, its letters, and what was done with it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedTextField
from runwu.core.models.base import PublicModel, choice_constraint
from runwu.members.choices import Route, TransferAct, TransferState
from runwu.members.models.members import PartyMember
from runwu.organizations.models import Organization


class Transfer(PublicModel):
    """A transfer of organizational affiliation (转接组织关系) that is due, under way or done.

    A side without an organisation lies outside this installation and has a label. The limits are those of the day on
    which it was sent; passing them makes a duty and nothing else.
    """

    member = models.ForeignKey(PartyMember, on_delete=models.CASCADE, related_name="transfers")
    source = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="transfers_out"
    )
    source_label = models.CharField(_("转出党组织"), max_length=100, blank=True)
    target = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="transfers_in"
    )
    target_label = models.CharField(_("接收党组织"), max_length=100, blank=True)
    target_code = models.CharField(_("组织编码"), max_length=32, blank=True)
    route = models.CharField(_("转接方式"), max_length=16, choices=Route.choices, blank=True)
    state = models.CharField(_("状态"), max_length=16, choices=TransferState.choices, default=TransferState.DUE)
    reason = models.CharField(_("事由"), max_length=200)
    note = EncryptedTextField(_("说明"), blank=True, default="")
    dues_until = models.DateField(_("党费交至"), null=True, blank=True)
    opened_on = models.DateField(_("提出日期"))
    remind_on = models.DateField(_("提醒日期"), null=True, blank=True)
    due_on = models.DateField(_("期限"), null=True, blank=True)
    accepted_on = models.DateField(_("接收日期"), null=True, blank=True)
    receipt_due_on = models.DateField(_("回执期限"), null=True, blank=True)
    receipt_on = models.DateField(_("收到回执"), null=True, blank=True)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    origin = models.UUIDField(_("由何而来"), null=True)

    class Meta:
        indexes = [
            models.Index(fields=["target", "state"]),
            models.Index(fields=["source", "state"]),
            models.Index(fields=["origin"]),
        ]
        constraints = [
            choice_constraint("state", TransferState, "transfer_known_state"),
            models.CheckConstraint(
                condition=Q(target__isnull=False) | ~Q(target_label=""),
                name="transfer_has_a_target",
                violation_error_message=_("请写明接收党组织。"),
            ),
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(state=TransferState.SENT),
                name="transfer_one_under_way",
                violation_error_message=_("组织关系正在转接。请等上一次转接办完。"),
            ),
        ]

    @property
    def from_name(self) -> str:
        """Name the old organisation, here or elsewhere."""
        return self.source.name if self.source else self.source_label

    @property
    def to_name(self) -> str:
        """Name the new organisation, here or elsewhere."""
        return self.target.name if self.target else self.target_label

    @property
    def is_sent(self) -> bool:
        """Tell whether it waits for an answer of the new organisation."""
        return self.state == TransferState.SENT


class TransferLetter(PublicModel):
    """One numbered letter of a transfer (组织关系介绍信); one that is issued anew voids the one before."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="letters")
    number = models.CharField(_("介绍信编号"), max_length=40)
    addressee = models.CharField(_("抬头"), max_length=100, blank=True)
    issued_on = models.DateField(_("开具日期"))
    valid_until = models.DateField(_("有效期至"))
    voided_on = models.DateField(_("作废日期"), null=True, blank=True)

    class Meta:
        ordering = ["-issued_on", "-id"]
        indexes = [models.Index(fields=["number"])]
        constraints = [
            models.UniqueConstraint(
                fields=["transfer"], condition=Q(voided_on__isnull=True), name="transferletter_one_valid"
            )
        ]


class TransferStep(PublicModel):
    """One act on a transfer (办理记录), as both sides read it."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="steps")
    act = models.CharField(_("办理"), max_length=16, choices=TransferAct.choices)
    on = models.DateField(_("日期"))
    words = EncryptedTextField(_("说明"), blank=True, default="")
    by = models.UUIDField(_("办理人"))
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-recorded_at", "-id"]
