"""Figures frozen on a closing day (时点数): what was counted, by which definition, who froze it, what was corrected."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedJSONField
from runwu.core.models.base import PublicModel
from runwu.organizations.models import Organization


class FrozenSet(PublicModel):
    """The figures of one organisation and its line on one closing day; never changed, taken back on the same day."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="frozen_sets")
    on = models.DateField(_("时点"))
    line = models.CharField(_("统计口径"), max_length=100)
    frozen_by = models.UUIDField()
    frozen_on = models.DateField(_("冻结日期"))
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "on"], condition=Q(withdrawn_at__isnull=True), name="frozenset_once"
            )
        ]


class FrozenFigure(PublicModel):
    """One figure with its definition as it was then. Restricted members are counted apart, for who must know them."""

    frozen = models.ForeignKey(FrozenSet, on_delete=models.CASCADE, related_name="figures")
    key = models.SlugField(max_length=24)
    label = models.CharField(_("指标"), max_length=50)
    formula = models.CharField(_("怎么算的"), max_length=200)
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    number = models.PositiveIntegerField(_("冻结数"))
    sealed_number = models.PositiveIntegerField(default=0)
    listed = models.BooleanField(default=True)  # until the list has outlived its time
    people = EncryptedJSONField(default=list)  # [public id, whether restricted then]

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["frozen", "key"], name="frozenfigure_once")]


class FrozenCorrection(PublicModel):
    """A correction beside a frozen figure, never over it: the right number, why, by which paper, and who says so."""

    figure = models.ForeignKey(FrozenFigure, on_delete=models.CASCADE, related_name="corrections")
    number = models.PositiveIntegerField(_("更正为"))
    complete = models.BooleanField(default=False)  # whether it is about the figure with restricted members
    reason = models.CharField(_("更正原因"), max_length=200)
    document = models.CharField(_("依据材料"), max_length=100)
    recorded_by = models.UUIDField()
    recorded_on = models.DateField(_("登记日期"))

    class Meta:
        ordering = ["pk"]
