"""Changes of facts that are not dated rows of their own (事实变更)."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FactChange(models.Model):
    """One field of one object got another value (事实变更): from what to what, by which source, when, by whom.

    Personal and encrypted fields are recorded as changed, without their values.
    """

    id = models.BigAutoField(primary_key=True)
    subject_type = models.CharField(_("对象类型"), max_length=100)
    subject_id = models.CharField(_("对象"), max_length=36)
    field = models.CharField(_("字段"), max_length=100)
    old = models.TextField(_("原值"), blank=True)
    new = models.TextField(_("新值"), blank=True)
    source = models.CharField(_("来源"), max_length=200, blank=True)
    source_date = models.DateField(_("来源日期"), null=True, blank=True)
    batch = models.UUIDField(_("导入批次"), null=True, blank=True)
    at = models.DateTimeField(_("记录时间"), default=timezone.now, editable=False)
    by = models.UUIDField(_("记录人"), null=True, blank=True)

    class Meta:
        verbose_name = _("事实变更")
        verbose_name_plural = _("事实变更")
        ordering: ClassVar[list[Any]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="factchange_subject"),
            models.Index(fields=["batch"], name="factchange_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_type}.{self.field}"
