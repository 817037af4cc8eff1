"""Dues of a floating member that were paid at the place of stay (在流入地交纳): that they were, never how much."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedTextField
from runwu.core.models.base import PublicModel, choice_constraint
from runwu.dues.choices import Proof
from runwu.members.models import PartyMember
from runwu.organizations.models import Organization


class PaidElsewhere(PublicModel):
    """What the own branch was shown of a payment elsewhere; no money of this branch, so no amount and no number of its own.

    The place is an organisation of ours or a name; place and number of the paper are forgotten after a time, the months
    stay. Never changed, only taken back.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="dues_paid_elsewhere")
    member = models.ForeignKey(PartyMember, on_delete=models.PROTECT, related_name="dues_paid_elsewhere")
    host = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = EncryptedTextField(_("交纳的党组织"), null=True, blank=True)
    proof = models.CharField(_("出示的流动党员凭证"), max_length=12, choices=Proof.choices)
    document = EncryptedTextField(_("收据号或交纳凭证"), null=True, blank=True)
    paper_on = models.DateField(_("凭证日期"))
    recorded_on = models.DateField(_("登记日期"))
    recorded_by = models.UUIDField(_("登记人"))
    withdrawn_on = models.DateField(_("撤回日期"), null=True, blank=True)
    withdrawn_by = models.UUIDField(_("撤回人"), null=True, blank=True)
    reason = EncryptedTextField(_("撤回原因"), blank=True, default="")

    class Meta:
        ordering = ["-recorded_on", "-pk"]
        constraints = [
            choice_constraint("proof", Proof, "paidelsewhere_known_proof"),
            models.CheckConstraint(
                condition=Q(host__isnull=True) | Q(place__isnull=True), name="paidelsewhere_one_place"
            ),
            models.CheckConstraint(
                condition=Q(host__isnull=True) | ~Q(host=F("organization")), name="paidelsewhere_not_at_home"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_on__gte=F("recorded_on"), withdrawn_by__isnull=False),
                name="paidelsewhere_withdrawn_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["organization", "-recorded_on"])]

    @property
    def place_name(self) -> str:
        """Return where the dues were paid; empty once that is forgotten."""
        return self.host.name if self.host else self.place or ""

    @property
    def stands(self) -> bool:
        """Tell whether the record has not been taken back."""
        return self.withdrawn_on is None
