"""Lists written as workbooks in the background (清单导出): whose, of which list, and until when the file is kept."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedTextField
from runwu.core.models.base import PublicModel


class ListExport(PublicModel):
    """A list as a workbook that its owner may fetch for a time (清单导出).

    `address` is the list as filtered and sorted; filters may hold names, so it is encrypted and goes with the file.
    `columns` and `seen` (primary keys, packed) say what the file shows, so that it is handed out only while its owner
    may see all of that. `reasons` are the purposes for which names stood open when it was asked for.
    """

    owner = models.UUIDField(_("导出人"))
    name = models.CharField(_("清单"), max_length=100)
    title = models.CharField(_("名称"), max_length=200)
    address = EncryptedTextField(_("地址"), blank=True, default="")
    language = models.CharField(max_length=10, default="zh-hans")
    reasons = models.JSONField(default=list, blank=True)
    job = models.UUIDField(_("任务"))
    asked_at = models.DateTimeField(_("提交时间"), default=timezone.now, editable=False)
    written_at = models.DateTimeField(_("生成时间"), null=True, blank=True)
    expires_at = models.DateTimeField(_("保留到"))
    cleared_at = models.DateTimeField(_("清除时间"), null=True, blank=True)
    rows = models.PositiveIntegerField(_("行数"), default=0)
    columns = models.JSONField(default=list, blank=True)
    seen = models.BinaryField(default=bytes, blank=True)
    attachment = models.UUIDField(_("文件"), null=True, blank=True)

    class Meta:
        verbose_name = _("清单导出")
        verbose_name_plural = _("清单导出")
        ordering: ClassVar[list[Any]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "asked_at"], name="core_listexport_owner"),
            models.Index(fields=["expires_at"], name="core_listexport_expires"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def available(self) -> bool:
        """Whether there is a file that has not outlived its time."""
        return self.attachment is not None and timezone.now() < self.expires_at
