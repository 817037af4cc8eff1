"""Reconciliations with a mandated member system (对账): what differs, and what somebody decided about it."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedTextField
from runwu.core.models.base import PublicModel
from runwu.enterprises.models import Park
from runwu.members.choices import Gap, Ledger, Ruling
from runwu.members.models.members import PartyMember
from runwu.organizations.models import Organization


class Reconciliation(PublicModel):
    """One export of a mandated system held against the register (对账), for `made_by` alone: who uploaded it or took it over."""

    park = models.ForeignKey(Park, on_delete=models.CASCADE, related_name="reconciliations")
    ledger = models.CharField(_("法定名册"), max_length=16, choices=Ledger.choices)
    ledger_name = models.CharField(_("系统名称"), max_length=20, blank=True, default="")
    as_of = models.DateField(_("数据截至"))
    batch = models.UUIDField(unique=True)
    made_by = models.UUIDField(_("对账人"))
    made_on = models.DateField(_("对账日期"))
    rows = models.PositiveIntegerField(_("导出行数"))

    class Meta:
        ordering = ["-made_on", "-id"]
        indexes = [models.Index(fields=["made_by"])]

    @property
    def system(self) -> str:
        """Return which system the export comes from, as a person reads it."""
        return self.ledger_name or str(self.get_ledger_display())


class Discrepancy(PublicModel):
    """One difference (差异): `ours` and `theirs` hold codes, dates or names as the two registers have them."""

    reconciliation = models.ForeignKey(Reconciliation, on_delete=models.CASCADE, related_name="discrepancies")
    member = models.ForeignKey(PartyMember, null=True, on_delete=models.CASCADE, related_name="discrepancies")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    name = EncryptedTextField(_("姓名"))
    kind = models.CharField(_("差异"), max_length=16, choices=Gap.choices)
    ours = EncryptedTextField(_("本系统"), blank=True, default="")
    theirs = EncryptedTextField(_("法定名册"), blank=True, default="")
    ruling = models.CharField(_("结论"), max_length=8, choices=Ruling.choices, blank=True)
    document = EncryptedTextField(_("依据"), blank=True, default="")
    ruled_on = models.DateField(_("核对日期"), null=True)
    ruled_by = models.UUIDField(_("核对人"), null=True)
    typed_on = models.DateField(_("已录入"), null=True)

    class Meta:
        indexes = [models.Index(fields=["reconciliation", "kind", "id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ruling="", ruled_on__isnull=True) | Q(~Q(ruling=""), ruled_on__isnull=False),
                name="discrepancy_ruled_on_a_day",
            )
        ]


def as_stored(value: object) -> str:
    """Return a fact of the register as a discrepancy keeps it: a code, a day in ISO form, nothing for nothing."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
