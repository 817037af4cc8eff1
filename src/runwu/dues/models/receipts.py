"""Receipts (收据) with numbers that have no gaps; what was wrong is reversed by a receipt of its own."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedTextField
from runwu.core.models.base import PublicModel, choice_constraint
from runwu.dues.choices import Method, PaidBy, ReceiptKind
from runwu.dues.models.elsewhere import PaidElsewhere
from runwu.members.models import PartyMember
from runwu.organizations.models import Organization


class DuesReceipt(PublicModel):
    """One receipt; never changed. `amount` is in yuan, negative where it reverses another."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="dues_receipts")
    member = models.ForeignKey(PartyMember, on_delete=models.PROTECT, related_name="dues_receipts")
    year = models.PositiveSmallIntegerField(_("年度"))
    number = models.PositiveIntegerField(_("号"))
    kind = models.CharField(_("种类"), max_length=8, choices=ReceiptKind.choices, default=ReceiptKind.REGULAR)
    received_on = models.DateField(_("收款日期"))
    method = models.CharField(_("交款方式"), max_length=8, choices=Method.choices)
    paid_by = models.CharField(_("交款人"), max_length=20, choices=PaidBy.choices, default=PaidBy.SELF)
    payer_name = EncryptedTextField(_("代交人姓名"), blank=True, default="")
    amount = EncryptedTextField(_("金额"))
    consented = models.BooleanField(_("一并交纳经支部同意"), default=False)
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversal")
    reason = EncryptedTextField(_("冲销原因"), blank=True, default="")
    recorded_by = models.UUIDField(_("收款人"))
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "number"], name="duesreceipt_numbered"),
            choice_constraint("kind", ReceiptKind, "duesreceipt_known_kind"),
            choice_constraint("method", Method, "duesreceipt_known_method"),
            choice_constraint("paid_by", PaidBy, "duesreceipt_known_payer"),
            models.CheckConstraint(
                condition=Q(kind="reversal", reverses__isnull=False) | ~Q(kind="reversal") & Q(reverses__isnull=True),
                name="duesreceipt_reverses_one",
            ),
        ]
        indexes = [models.Index(fields=["member", "year"])]

    @property
    def label(self) -> str:
        """Write the number as it stands on the paper."""
        return f"{self.year}-{self.number:04d}"


class DuesMonth(models.Model):
    """A month that a receipt covers, or a payment elsewhere (所交月份); `standing` until either is taken back.

    Of a month that was paid elsewhere no amount is known.
    """

    receipt = models.ForeignKey(DuesReceipt, null=True, blank=True, on_delete=models.CASCADE, related_name="months")
    elsewhere = models.ForeignKey(PaidElsewhere, null=True, blank=True, on_delete=models.CASCADE, related_name="months")
    member = models.ForeignKey(PartyMember, on_delete=models.PROTECT, related_name="dues_months")
    month = models.DateField(_("月份"))
    amount = EncryptedTextField(_("金额"), blank=True, default="")
    standing = models.BooleanField(default=True)

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["member", "month"], condition=Q(standing=True), name="duesmonth_paid_once"),
            models.CheckConstraint(
                condition=Q(receipt__isnull=False, elsewhere__isnull=True)
                | Q(receipt__isnull=True, elsewhere__isnull=False),
                name="duesmonth_of_one_paper",
            ),
        ]
