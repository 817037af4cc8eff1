"""Records of impact assessments (影响评估记录)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedTextField
from runwu.core.models.base import PublicModel, choice_constraint
from runwu.enterprises.models import Park


class ProcessingKind(models.TextChoices):
    """What is done with personal information (处理活动), with the codes of `rules.privacy.Processing`."""

    SENSITIVE = "sensitive", _("处理敏感个人信息")
    AUTOMATED_DECISION = "automated_decision", _("自动化决策")
    ENTRUSTED = "entrusted", _("委托处理或者提供给别人")
    PUBLISHED = "published", _("公开")
    EXPORTED = "exported", _("向境外提供")
    ORDINARY = "ordinary", _("其他处理")


class ImpactAssessment(PublicModel):
    """One assessment as people made it (个人信息保护影响评估); never changed, renewed by another one, never cleared."""

    park = models.ForeignKey(Park, on_delete=models.PROTECT, related_name="impact_assessments")
    renews = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="renewals")
    subject = models.CharField(_("处理活动"), max_length=100)
    processing = models.CharField(_("属于哪一类"), max_length=20, choices=ProcessingKind.choices)
    purpose = EncryptedTextField(_("目的、方式是否合法、正当、必要"))
    impact = EncryptedTextField(_("对个人权益的影响和安全风险"))
    measures = EncryptedTextField(_("保护措施是否合法、有效，和风险相适应"))
    conclusion = models.CharField(_("结论"), max_length=200)
    made_on = models.DateField(_("评估日期"))
    made_by = models.CharField(_("评估人"), max_length=50)
    approved_by = models.CharField(_("批准人"), max_length=50)
    review_on = models.DateField(_("复审日期"))
    recorded_by = models.UUIDField(_("登记人"))
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_on", "-pk"]
        constraints = [choice_constraint("processing", ProcessingKind, "impactassessment_known_processing")]

    @property
    def renewed(self) -> bool:
        """Tell whether a later assessment looked at the matter again."""
        return bool(self.renewals.all())
