"""Relations beside the tree (指导、联盟、结对), by line and over time, and the promises made in them (承诺事项)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import DatedModel, DatedQuerySet, PublicModel, choice_constraint, ends_after_start
from runwu.organizations.choices import PromiseState, RelationKind, RelationLine
from runwu.organizations.models.organizations import Organization


class OrganizationRelation(PublicModel, DatedModel):
    """A relation without subordination: `source` leads where the line has a leading side, `target` is led.

    It gives whoever reaches one end the name, the form and the leading contacts of the other, and nothing else.
    `recorded_on` and `end_recorded_on` are the days on which beginning and end were entered here.
    """

    kind = models.CharField(_("关系"), max_length=16, choices=RelationKind.choices)
    line = models.CharField(_("条线"), max_length=16, choices=RelationLine.choices, default=RelationLine.NONE)
    source = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="relations_out")
    target = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="relations_in")
    document = models.CharField(_("依据文件"), max_length=100, blank=True)
    end_document = models.CharField(_("终止依据文件"), max_length=100, blank=True)
    recorded_on = models.DateField(_("登记日期"), null=True, blank=True)
    end_recorded_on = models.DateField(_("终止登记日期"), null=True, blank=True)

    objects = DatedQuerySet["OrganizationRelation"].as_manager()

    class Meta:
        constraints = [
            ends_after_start("organizationrelation_ends_after_start"),
            choice_constraint("kind", RelationKind, "organizationrelation_known_kind"),
            models.CheckConstraint(
                condition=~Q(source=F("target")),
                name="organizationrelation_not_itself",
                violation_error_message=_("组织不能同自己建立关系。请选择另一个组织。"),
            ),
            models.CheckConstraint(
                condition=Q(kind="guided", line__in=["industry", "chain", "big_committee"])
                | Q(kind="allied", line__in=["one_plus_n", "none"])
                | Q(kind="paired", line="none"),
                name="organizationrelation_fitting_line",
                violation_error_message=_("这种关系没有这条条线。请重新选择关系。"),
            ),
            models.UniqueConstraint(
                fields=["source", "target", "kind", "line"],
                condition=Q(valid_to__isnull=True),
                name="organizationrelation_one_open",
                violation_error_message=_("两个组织之间已有同样的关系。请先终止原来的关系。"),
            ),
        ]
        indexes = [models.Index(fields=["line", "valid_from"])]


class Promise(PublicModel):
    """What one side promised the other by a day (承诺事项): kept or not, with what shows it."""

    relation = models.ForeignKey(OrganizationRelation, on_delete=models.CASCADE, related_name="promises")
    promised_by = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="promises")
    words = models.CharField(_("承诺事项"), max_length=200)
    due_on = models.DateField(_("兑现期限"))
    state = models.CharField(_("情况"), max_length=16, choices=PromiseState.choices, default=PromiseState.OPEN)
    settled_on = models.DateField(_("兑现日期"), null=True, blank=True)
    evidence = models.CharField(_("凭据"), max_length=300, blank=True)
    recorded_on = models.DateField(_("登记日期"))
    settled_recorded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            choice_constraint("state", PromiseState, "promise_known_state"),
            models.CheckConstraint(
                condition=Q(state="open", settled_on__isnull=True, evidence="")
                | (~Q(state="open") & Q(settled_on__isnull=False) & ~Q(evidence="")),
                name="promise_settled_with_evidence",
                violation_error_message=_("登记兑现情况要写明日期和凭据。请补充后再登记。"),
            ),
        ]
