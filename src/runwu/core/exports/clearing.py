"""Clear files that have outlived their time, or that their owner may not see any more (清除导出文件)."""

import shutil
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from runwu.core import attachments
from runwu.core.exports.writing import drafts_folder
from runwu.core.jobs.housekeeping import KEPT_JOBS
from runwu.core.models import Attachment, ListExport


def due_exports(now: datetime) -> QuerySet[ListExport]:
    """List the exports whose time is over and that were not cleared."""
    return ListExport.objects.filter(expires_at__lte=now, cleared_at=None)


def clear_due_exports(now: datetime) -> int:
    """Clear what is due, return how many, and forget the exports of jobs that are forgotten."""
    due = list(due_exports(now))
    for export in due:
        clear(export)
    ListExport.objects.filter(asked_at__lt=now - KEPT_JOBS, cleared_at__isnull=False).delete()
    return len(due)


def clear(export: ListExport) -> None:
    """Delete the file of an export, with a proof in the audit log, and what tells which list it was.

    Interrupted, it can simply run again.
    """
    shutil.rmtree(drafts_folder(export.public_id), ignore_errors=True)
    if export.attachment is not None:
        for attachment in Attachment.objects.filter(public_id=export.attachment):
            attachments.delete(attachment)
    export.attachment, export.address, export.reasons, export.columns, export.seen = None, "", [], [], b""
    export.cleared_at = timezone.now()
    export.save()
