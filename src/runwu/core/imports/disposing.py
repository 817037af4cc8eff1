"""Get rid of raw contents (清除): discarded by their owner, or due after seven days, with a proof."""

from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core import attachments, audit
from runwu.core.audit.journal import Actor
from runwu.core.errors import Conflict
from runwu.core.imports.staged import number_of_rows
from runwu.core.models import Attachment, BatchState, ImportBatch

_AT_A_TIME = 100


def delete_upload(public_id: UUID) -> None:
    """Delete an uploaded workbook; the deletion is proved in the audit log."""
    for attachment in Attachment.objects.filter(public_id=public_id):
        attachments.delete(attachment)


@transaction.atomic
def discard(batch: ImportBatch, *, by: Actor) -> ImportBatch:
    """Give an import up: file and rows are deleted at once (放弃这次导入).

    Raises Conflict while it is being written.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state == BatchState.COMMITTING:
        raise Conflict(_("正在写入，现在不能放弃。"), now=_("请等写入结束；要停下来，请取消后台任务。"))
    if batch.purged_at is None:
        number = _empty(batch)
        batch.state = BatchState.COMMITTED if batch.counts.get("written") else BatchState.DISCARDED
        batch.save()
        audit.log(by, "core.import.discarded", batch, place=batch.place, rows=number, digest=batch.digest)
    return batch


def purge_due_batches() -> int:
    """Empty the batches whose seven days are over; return how many. One proof in the audit log for each."""
    due = ImportBatch.objects.due_for_purge(timezone.now()).order_by("pk")[:_AT_A_TIME]
    for batch in due:
        _purge(batch)
    return len(due)


@transaction.atomic
def _purge(batch: ImportBatch) -> None:
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    number = _empty(batch)
    batch.state = BatchState.COMMITTED if batch.counts.get("written") else BatchState.PURGED
    batch.save()
    audit.log(None, "core.import.purged", batch, place=batch.place, rows=number, digest=batch.digest)


def _empty(batch: ImportBatch) -> int:
    """Delete rows and file of a batch and what its row repeats of them; return how many rows there were."""
    number = number_of_rows(batch)
    batch.chunks.all().delete()
    batch.columns, batch.notes, batch.sheets, batch.refusal = [], [], [], {}
    batch.file_name, batch.sheet, batch.mapping = "", "", {}
    batch.purged_at = timezone.now()
    batch.version += 1
    attachment, batch.attachment = batch.attachment, None
    if attachment:
        transaction.on_commit(partial(delete_upload, attachment))
    return number
