"""Staged imports (分步导入): a batch, its rows until they are committed, and remembered columns."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedJSONField
from runwu.core.models.base import PublicModel


class BatchState(models.TextChoices):
    UPLOADED = "uploaded", _("已上传")
    READING = "reading", _("读取中")
    MAPPING = "mapping", _("待指认列")
    READY = "ready", _("待核对")
    COMMITTING = "committing", _("写入中")
    COMMITTED = "committed", _("已写入")
    REFUSED = "refused", _("不能导入")
    DISCARDED = "discarded", _("已放弃")
    PURGED = "purged", _("已清除")


class ImportBatch(PublicModel):
    """One uploaded workbook on its way into the facts; seen by its uploader alone until committed."""

    kind = models.CharField(_("内容"), max_length=32)
    state = models.CharField(_("状态"), max_length=16, choices=BatchState.choices, default=BatchState.UPLOADED)
    uploader = models.UUIDField(_("上传人"))
    place = models.UUIDField(_("园区"), null=True)
    place_label = models.CharField(max_length=100, blank=True)
    file_name = EncryptedJSONField(_("文件名"))
    attachment = models.UUIDField(null=True)
    sheet = models.CharField(_("工作表"), max_length=100, blank=True)
    columns = models.JSONField(_("列"), default=list)
    mapping = models.JSONField(_("列对应"), default=dict)
    notes = models.JSONField(_("读取说明"), default=list)
    counts = models.JSONField(_("行数"), default=dict)
    digest = models.CharField(max_length=64, blank=True)
    job = models.UUIDField(null=True)
    refusal = models.JSONField(default=dict)
    as_of = models.DateField(_("数据截至"))
    created_at = models.DateTimeField(auto_now_add=True)
    committed_at = models.DateTimeField(null=True)
    purge_after = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["uploader", "-created_at"])]


class RowOutcome(models.TextChoices):
    NEW = "new", _("新增")
    CHANGED = "changed", _("更改")
    SAME = "same", _("没有变化")
    ERROR = "error", _("错误")
    SKIPPED = "skipped", _("未读")


class StagedRow(models.Model):
    """One row of a batch: what was read, what it would do, and what is wrong with it (all encrypted)."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("行"))
    outcome = models.CharField(_("结果"), max_length=8, choices=RowOutcome.choices)
    warned = models.BooleanField(_("有警告"), default=False)
    committed = models.BooleanField(_("已写入"), default=False)
    payload = EncryptedJSONField(_("内容"))

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="stagedrow_once_per_batch")]
        indexes = [models.Index(fields=["batch", "outcome", "number"]), models.Index(fields=["batch", "warned", "number"])]


class ColumnMemory(models.Model):
    """A column heading that a person once assigned; next time the same heading is not asked."""

    kind = models.CharField(max_length=32)
    place = models.UUIDField(null=True)
    heading = models.CharField(_("表头"), max_length=200)
    key = models.CharField(_("字段"), max_length=64, blank=True)
    set_by = models.UUIDField()
    set_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "place", "heading"], name="columnmemory_once", nulls_distinct=False)
        ]
