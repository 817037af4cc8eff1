"""An enterprise (企业). What changes with time stands in EnterpriseFact; the columns here are its latest value."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel, choice_constraint
from runwu.enterprises.choices import Located, Operating, Ownership, Stage, VisibilityLevel
from runwu.enterprises.models.places import Building, Chain, GridCell, Park


class Enterprise(PublicModel):
    """An enterprise of a park, named by its credit code or by a provisional number of the park."""

    park = models.ForeignKey(Park, on_delete=models.PROTECT, related_name="enterprises")
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, null=True, blank=True, unique=True)
    provisional_number = models.CharField(_("园区临时编号"), max_length=32, null=True, blank=True)
    name = models.CharField(_("企业名称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=30, blank=True)
    initials = models.CharField(_("拼音首字母"), max_length=100, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    grid = models.ForeignKey(GridCell, null=True, blank=True, on_delete=models.SET_NULL, related_name="enterprises")
    building = models.ForeignKey(Building, null=True, blank=True, on_delete=models.SET_NULL, related_name="enterprises")
    chain = models.ForeignKey(Chain, null=True, blank=True, on_delete=models.SET_NULL, related_name="enterprises")
    latitude = models.FloatField(_("纬度"), null=True, blank=True)
    longitude = models.FloatField(_("经度"), null=True, blank=True)
    located = models.CharField(_("位置来源"), max_length=16, choices=Located.choices, default=Located.NONE)
    industry = models.CharField(_("行业代码"), max_length=5, blank=True)
    ownership = models.CharField(_("所有制"), max_length=16, choices=Ownership.choices, blank=True)
    foreign_share = models.DecimalField(_("外资比例"), max_digits=5, decimal_places=2, null=True, blank=True)
    visibility = models.PositiveSmallIntegerField(
        _("可见程度"), choices=VisibilityLevel.choices, default=VisibilityLevel.OPEN
    )
    source = models.CharField(_("来源"), max_length=100, blank=True)
    source_date = models.DateField(_("来源日期"), null=True, blank=True)
    # Latest values of the dated facts, written only by `enterprises.services.record_facts`.
    stage = models.CharField(_("阶段"), max_length=16, choices=Stage.choices, blank=True)
    operating = models.CharField(_("是否实际经营"), max_length=8, choices=Operating.choices, default=Operating.UNKNOWN)
    staff = models.PositiveIntegerField(_("职工"), null=True, blank=True)
    above_designated = models.BooleanField(_("规上"), null=True, blank=True)
    high_tech = models.BooleanField(_("高新技术企业"), null=True, blank=True)
    tax_filed = models.BooleanField(_("近一年有纳税申报"), null=True, blank=True)
    insured = models.BooleanField(_("近一年缴纳社保"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(credit_code__isnull=False) | models.Q(provisional_number__isnull=False),
                name="enterprise_has_a_key",
                violation_error_message=_("企业要有统一社会信用代码；还没有代码的，请填园区临时编号。"),
            ),
            models.UniqueConstraint(fields=["park", "provisional_number"], name="enterprise_provisional_once"),
            choice_constraint("operating", Operating, "enterprise_operating_known_code"),
        ]
        indexes = [
            models.Index(fields=["park", "name", "id"]),
            models.Index(fields=["park", "operating", "id"]),
            models.Index(fields=["park", "staff", "id"]),
            models.Index(fields=["park", "stage", "id"]),
            models.Index(fields=["name", "id"]),  # the order of lists over many parks
            models.Index(fields=["staff", "id"]),
            models.Index(fields=["initials"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The short name, or the full one."""
        return self.short_name or self.name

    @property
    def key(self) -> str:
        """The credit code, or the park's provisional number."""
        return self.credit_code or self.provisional_number or ""
