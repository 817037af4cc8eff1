"""What went up and what came down (上缴、下拨), kept on two lines."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedTextField
from runwu.core.models.base import PublicModel, choice_constraint
from runwu.dues.choices import Direction
from runwu.dues.models.receipts import DuesReceipt
from runwu.organizations.models import Organization


class DuesRemittance(PublicModel):
    """One sum that a branch handed up or was given (上缴或下拨); never changed, only reversed."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="dues_remittances")
    direction = models.CharField(_("方向"), max_length=4, choices=Direction.choices)
    year = models.PositiveSmallIntegerField(_("所属年度"))
    made_on = models.DateField(_("日期"))
    amount = EncryptedTextField(_("金额"))
    receipt = models.ForeignKey(
        DuesReceipt, null=True, blank=True, on_delete=models.PROTECT, related_name="remittances"
    )  # the large extra payment that goes up whole
    document = models.CharField(_("凭证号"), max_length=100)
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversal")
    reason = EncryptedTextField(_("冲销原因"), blank=True, default="")
    recorded_by = models.UUIDField(_("登记人"))
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_on", "-pk"]
        constraints = [choice_constraint("direction", Direction, "duesremittance_known_direction")]
        indexes = [models.Index(fields=["organization", "year"])]
