"""The audit log (操作日志): entries, and the seals that chain them."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ActorKind(models.TextChoices):
    """Who acted: a person who signed in, or the system itself."""

    PERSON = "person", _("工作人员")
    SYSTEM = "system", _("系统")


class AuditEntry(models.Model):
    """One act (操作记录): who did what to what, by public ids and field names, without personal values.

    Written by `runwu.core.audit.log` in the act's own transaction; never changed afterwards.
    """

    id = models.BigAutoField(primary_key=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(_("时间"), default=timezone.now, editable=False)
    actor = models.UUIDField(_("操作人"), null=True, editable=False)
    actor_kind = models.CharField(max_length=10, choices=ActorKind.choices, default=ActorKind.PERSON)
    action = models.CharField(_("操作"), max_length=100)
    subject_type = models.CharField(_("对象类型"), max_length=100, blank=True)
    subject_id = models.CharField(_("对象"), max_length=36, blank=True)
    place = models.UUIDField(_("所属园区或组织"), null=True, editable=False)
    path = models.CharField(_("组织路径"), max_length=255, blank=True)
    restricted = models.BooleanField(_("限组织内知悉"), default=False)
    fields = models.JSONField(_("字段"), default=list, blank=True)
    extra = models.JSONField(_("数据"), default=dict, blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("操作记录")
        verbose_name_plural = _("操作日志")
        ordering: ClassVar[list[Any]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "id"], name="audit_place"),
            models.Index(fields=["path", "id"], name="audit_path"),
            models.Index(fields=["subject_type", "subject_id", "id"], name="audit_subject"),
            models.Index(fields=["actor", "id"], name="audit_actor"),
            models.Index(fields=["action", "id"], name="audit_action"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_id}".strip()


class AuditSegment(models.Model):
    """A run of sealed entries (日志段), closed by a head that vouches for its length and all before it."""

    number = models.PositiveBigIntegerField(primary_key=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    first_seq = models.PositiveBigIntegerField()
    count = models.PositiveIntegerField()
    previous_head = models.CharField(max_length=64)
    head = models.CharField(max_length=64)
    key_id = models.CharField(max_length=16)

    class Meta:
        verbose_name = _("日志段")
        verbose_name_plural = _("日志段")
        ordering: ClassVar[list[Any]] = ["number"]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def last_seq(self) -> int:
        """Return the position of the segment's last entry in the whole chain."""
        return self.first_seq + self.count - 1


class AuditSeal(models.Model):
    """The link of one entry in the chain (日志校验链).

    No database constraint ties it to its entry: a seal must be able to outlive the row it vouches for,
    so that a removed row shows as a finding of `verify`.
    """

    position = models.PositiveBigIntegerField(primary_key=True)
    entry = models.OneToOneField(AuditEntry, on_delete=models.DO_NOTHING, db_constraint=False, related_name="seal")
    segment = models.ForeignKey(AuditSegment, on_delete=models.DO_NOTHING, db_constraint=False, related_name="seals")
    mac = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("日志校验")
        verbose_name_plural = _("日志校验")
        ordering: ClassVar[list[Any]] = ["position"]

    def __str__(self) -> str:
        return str(self.position)


class AuditExpiry(models.Model):
    """What is left of expired segments (到期清除记录): which ones, until when, by whom, signed like the chain.

    The segments themselves stay with their heads; only entries and their links go. Database triggers let exactly
    those go that such a row covers.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    before = models.DateField(_("此日以前"))
    last_segment = models.PositiveBigIntegerField()
    last_seq = models.PositiveBigIntegerField()
    count = models.PositiveBigIntegerField(_("条数"))
    digest = models.CharField(max_length=64)
    by = models.UUIDField(_("操作人"), null=True)
    key_id = models.CharField(max_length=16)
    mac = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("日志到期清除")
        verbose_name_plural = _("日志到期清除")
        ordering: ClassVar[list[Any]] = ["number"]

    def __str__(self) -> str:
        return str(self.number)
