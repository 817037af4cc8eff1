"""What each member pays (核定): yearly tables with their supplements, and approved reductions."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedJSONField, EncryptedTextField
from runwu.core.models.base import PublicModel, choice_constraint
from runwu.dues.choices import Payer
from runwu.members.models import PartyMember
from runwu.organizations.models import Organization


class DuesTable(PublicModel):
    """A branch's approved table of a year (党费核定表); number 1 is the yearly one, later ones supplement it.

    The yearly one says how a branch begins here in the middle of a year: `starts` is the first month that is kept here,
    `last_receipt` the number up to which the receipts of the year stand in the paper book.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="dues_tables")
    year = models.PositiveSmallIntegerField(_("年度"))
    number = models.PositiveSmallIntegerField(_("第几次核定"))
    starts = models.DateField(_("从哪个月起用"), null=True, blank=True)
    last_receipt = models.PositiveIntegerField(_("纸质收据本本年用到几号"), default=0)
    made_on = models.DateField(_("编制日期"))
    made_by = models.UUIDField(_("编制人"))
    approved_on = models.DateField(_("批准日期"), null=True, blank=True)
    approver = EncryptedTextField(_("批准人"), blank=True, default="")
    document = models.CharField(_("签字的纸质表或会议记录"), max_length=100, blank=True)
    recorded_by = models.UUIDField(_("登记人"), null=True, blank=True)

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "number"], name="duestable_numbered"),
            models.UniqueConstraint(
                fields=["organization", "year"], condition=Q(approved_on__isnull=True), name="duestable_one_draft"
            ),
        ]

    @property
    def first_month(self) -> date:
        """Return the first month for which the table can ask anything."""
        return self.starts or date(self.year, 1, 1)

    @property
    def label(self) -> str:
        """Name the table as people do."""
        more = f"（第 {self.number} 次）" if self.number > 1 else ""
        return f"{self.year} 年党费核定表{more}"


class DuesLine(PublicModel):
    """One member's monthly dues from a month on (核定行). `basis` is forgotten some time after the approval."""

    table = models.ForeignKey(DuesTable, on_delete=models.CASCADE, related_name="lines")
    member = models.ForeignKey(PartyMember, on_delete=models.PROTECT, related_name="dues_lines")
    starts = models.DateField(_("起用月份"))
    payer = models.CharField(_("交纳类别"), max_length=16, choices=Payer.choices)
    basis = EncryptedJSONField(_("交纳基数"), null=True, blank=True)
    amount = EncryptedTextField(_("月交纳额"))
    clauses = models.JSONField(_("依据"), default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            choice_constraint("payer", Payer, "duesline_known_payer"),
            models.UniqueConstraint(fields=["table", "member"], name="duesline_one_per_table"),
        ]


class DuesReduction(PublicModel):
    """Less or nothing for some months, after all steps (少交、免交); the last month counts.

    Never changed, only taken back; months that were paid meanwhile stay as they are.
    """

    member = models.ForeignKey(PartyMember, on_delete=models.PROTECT, related_name="dues_reductions")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="dues_reductions")
    starts = models.DateField(_("从哪个月起"))
    ends = models.DateField(_("到哪个月止"))
    amount = EncryptedTextField(_("批准的月交纳额"))
    applied_on = models.DateField(_("本人申请日期"))
    studied_on = models.DateField(_("党支部研究日期"))
    approved_on = models.DateField(_("上一级党委批准日期"))
    document = models.CharField(_("批准文号或会议记录"), max_length=100)
    recorded_by = models.UUIDField(_("登记人"))
    withdrawn_on = models.DateField(_("撤回日期"), null=True, blank=True)
    withdrawn_by = models.UUIDField(_("撤回人"), null=True, blank=True)
    reason = EncryptedTextField(_("撤回原因"), blank=True, default="")

    class Meta:
        ordering = ["-starts", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="duesreduction_ends_after_start"),
            models.CheckConstraint(
                condition=Q(studied_on__gte=F("applied_on"), approved_on__gte=F("studied_on")),
                name="duesreduction_steps_in_order",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False),
                name="duesreduction_withdrawn_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["organization", "starts"])]

    def covers(self, month: date) -> bool:
        """Tell whether a month (its first day) is among those approved."""
        return self.starts <= month <= self.ends
