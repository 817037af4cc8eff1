"""Files that belong to an object (附件), encrypted at rest."""

import secrets
import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedTextField


def random_file_name(_attachment: models.Model, _given: str) -> str:
    """Return a name in the storage that says nothing about the content."""
    name = secrets.token_hex(16)
    return f"attachments/{name[:2]}/{name}"


class Attachment(models.Model):
    """A file with its owner, kind and deadline of deletion (附件).

    Files that are `private_to_uploader` (uploads of raw workbooks) are shown to nobody else.
    """

    id = models.BigAutoField(primary_key=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner_type = models.CharField(_("所属对象类型"), max_length=100)
    owner_id = models.CharField(_("所属对象"), max_length=36)
    kind = models.CharField(_("类别"), max_length=60)
    name = EncryptedTextField(_("文件名"))
    file = models.FileField(upload_to=random_file_name, max_length=100)
    size = models.PositiveBigIntegerField(_("字节数"))
    digest = models.CharField(_("SM3 摘要"), max_length=64)
    uploaded_by = models.UUIDField(_("上传人"), null=True, blank=True)
    uploaded_at = models.DateTimeField(_("上传时间"), default=timezone.now, editable=False)
    delete_after = models.DateField(_("到期删除"), null=True, blank=True)
    private_to_uploader = models.BooleanField(_("仅上传人可见"), default=False)
    place = models.UUIDField(_("所属园区或组织"), null=True, blank=True)
    path = models.CharField(_("组织路径"), max_length=255, blank=True)
    restricted = models.BooleanField(_("限组织内知悉"), default=False)

    class Meta:
        verbose_name = _("附件")
        verbose_name_plural = _("附件")
        ordering: ClassVar[list[Any]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner_type", "owner_id"], name="attachment_owner"),
            models.Index(fields=["delete_after"], name="attachment_delete_after"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
