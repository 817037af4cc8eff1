"""Terms (届次): when a committee or secretary was elected, by which paper, and to when the term was extended."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel
from runwu.organizations.models.organizations import Organization


class Term(PublicModel):
    """One term of an organisation. When it runs out follows from the rules and is stored nowhere."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField(_("第几届"), null=True, blank=True)
    elected_on = models.DateField(_("选举日期"))
    approved_on = models.DateField(_("批准日期"), null=True, blank=True)
    authority = models.CharField(_("批准机关"), max_length=100)
    document = models.CharField(_("依据文件"), max_length=100)
    extended_to = models.DateField(_("延期至"), null=True, blank=True)
    extension_authority = models.CharField(_("批准延期的机关"), max_length=100, blank=True)
    extension_document = models.CharField(_("延期批复"), max_length=100, blank=True)
    extended_recorded_on = models.DateField(null=True, blank=True)
    recorded_on = models.DateField(_("登记日期"))
    recorded_by = models.UUIDField()

    class Meta:
        ordering = ["elected_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "elected_on"],
                name="term_one_election_a_day",
                violation_error_message=_("这一天的选举已经登记。请核对选举日期。"),
            ),
            models.UniqueConstraint(
                fields=["organization", "number"],
                condition=models.Q(number__isnull=False),
                name="term_number_once",
                violation_error_message=_("这一届已经登记。请核对第几届。"),
            ),
            models.CheckConstraint(
                condition=models.Q(approved_on__isnull=True) | models.Q(approved_on__gte=models.F("elected_on")),
                name="term_approved_after_elected",
                violation_error_message=_("批准日期不能早于选举日期。请核对两个日期。"),
            ),
        ]
