"""Delete attachments when they are due, with a proof in the audit log."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from runwu.core import audit
from runwu.core.audit.journal import Actor
from runwu.core.models.attachments import Attachment


def purge_due(on: date, *, limit: int = 1000) -> int:
    """Delete the attachments whose last day lies before `on`; return how many (到期删除).

    Interrupted, it can simply run again: a file goes before its row, so no row ever vouches for a deletion
    that did not happen.
    """
    due = list(Attachment.objects.filter(delete_after__lt=on).order_by("pk")[:limit])
    for attachment in due:
        delete(attachment)
    return len(due)


def let_go(owners: Collection[str]) -> None:
    """Let the files of rows, by their public ids, go with the next clearing, which gives the proof. One statement."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Attachment.objects.filter(owner_id__in=owners).update(delete_after=yesterday)


def delete(attachment: Attachment, *, by: Actor | None = None) -> None:
    """Delete a file and its row, and write into the audit log what was deleted: kind, size and digest."""
    attachment.file.storage.delete(str(attachment.file.name))
    with transaction.atomic():
        audit.log(
            by,
            "core.attachment.purged",
            attachment,
            place=attachment.place,
            path=attachment.path,
            restricted=attachment.restricted,
            **_proof(attachment),
        )
        attachment.delete()


def _proof(attachment: Attachment) -> dict[str, Any]:
    return {
        "kind": attachment.kind,
        "size": attachment.size,
        "digest": attachment.digest,
        "owner": attachment.owner_id,
        "due": attachment.delete_after,
    }
