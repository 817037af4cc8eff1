"""Staged imports (分步导入): a batch, and remembered columns; its rows stand in `staging`."""

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedJSONField
from runwu.core.models.base import PublicModel, choice_constraint


class BatchState(models.TextChoices):
    """Where a batch stands (导入状态)."""

    UPLOADED = "uploaded", _("已上传")
    READING = "reading", _("读取中")
    MAPPING = "mapping", _("待指认列")
    READY = "ready", _("待核对")
    COMMITTING = "committing", _("写入中")
    COMMITTED = "committed", _("已写入")
    REFUSED = "refused", _("不能导入")
    DISCARDED = "discarded", _("已放弃")
    PURGED = "purged", _("已清除")


OPEN_STATES = (
    BatchState.UPLOADED,
    BatchState.READING,
    BatchState.MAPPING,
    BatchState.READY,
    BatchState.COMMITTING,
    BatchState.REFUSED,
)


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Batches as their uploaders see them."""

    def of(self, uploader: UUID | None) -> Self:
        """Return the batches of one person, none for nobody."""
        return self.filter(uploader=uploader) if uploader else self.none()

    def due_for_purge(self, now: datetime) -> Self:
        """Return the batches whose raw contents must go."""
        return self.filter(purge_after__lte=now, purged_at__isnull=True)


class ImportBatch(PublicModel):
    """One uploaded workbook on its way into the facts; seen by its uploader alone.

    What may hold personal values (file name, headings with samples, remarks) is encrypted. `mapping` holds the
    columns that the person assigned, by letter; `counts` how many rows have which outcome.
    """

    kind = models.CharField(_("内容"), max_length=32)
    state = models.CharField(_("状态"), max_length=16, choices=BatchState.choices, default=BatchState.UPLOADED)
    uploader = models.UUIDField(_("上传人"))
    place = models.UUIDField(_("园区"))
    place_label = models.CharField(max_length=100, blank=True)
    file_name: EncryptedJSONField[Any, Any] = EncryptedJSONField(_("文件名"))
    attachment = models.UUIDField(null=True)
    sheet = models.CharField(_("工作表"), max_length=100, blank=True)
    sheets: EncryptedJSONField[Any, Any] = EncryptedJSONField(_("其他工作表"), default=list)
    columns: EncryptedJSONField[Any, Any] = EncryptedJSONField(_("列"), default=list)
    mapping: models.JSONField[Any, Any] = models.JSONField(_("列对应"), default=dict)
    options: models.JSONField[Any, Any] = models.JSONField(_("选项"), default=dict)
    notes: EncryptedJSONField[Any, Any] = EncryptedJSONField(_("读取说明"), default=list)
    counts: models.JSONField[Any, Any] = models.JSONField(_("行数"), default=dict)
    digest = models.CharField(max_length=64, blank=True)
    job = models.UUIDField(null=True)
    refusal: models.JSONField[Any, Any] = models.JSONField(default=dict)
    as_of = models.DateField(_("数据截至"))
    created_at = models.DateTimeField(_("上传时间"), auto_now_add=True)
    committed_at = models.DateTimeField(_("写入时间"), null=True)
    purge_after = models.DateTimeField(_("保留至"))
    purged_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("导入")
        verbose_name_plural = _("导入")
        ordering: ClassVar[list[Any]] = ["-created_at", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["uploader", "-created_at"]),
            models.Index(fields=["purge_after"], name="importbatch_purge_after"),
        ]
        constraints: ClassVar[list[Any]] = [choice_constraint("state", BatchState, "importbatch_known_state")]

    def __str__(self) -> str:
        return str(self.public_id)


class RowOutcome(models.TextChoices):
    """What a row would do (逐行结果)."""

    NEW = "new", _("新增")
    CHANGED = "changed", _("更改")
    SAME = "same", _("没有变化")
    ERROR = "error", _("错误")
    SKIPPED = "skipped", _("未读")
    DROPPED = "dropped", _("不导入")


class ColumnMemory(models.Model):
    """A column heading that a person once assigned; next time the same heading is not asked (记住的列)."""

    kind = models.CharField(max_length=32)
    place = models.UUIDField()
    heading = models.CharField(_("表头"), max_length=200)
    key = models.CharField(_("字段"), max_length=64, blank=True)
    set_by = models.UUIDField()
    set_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["kind", "place", "heading"], name="columnmemory_once")
        ]
