"""Take a workbook in and have it read (上传)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from runwu.core import attachments, audit
from runwu.core.imports.kinds import ImportKind, Place
from runwu.core.imports.reading import read_batch
from runwu.core.jobs import enqueue
from runwu.core.jobs.services import Starter
from runwu.core.models import BatchState, ImportBatch
from runwu.core.rulebooks import rulebook

UPLOAD = "import.upload"


def kept_days(place: UUID | None = None) -> int:
    """Say for how many days an upload is kept at most, in a park that may keep it shorter (保留天数). One query with a park."""
    return rulebook(on=timezone.localdate(), place=place).number("privacy.raw_file_days")


@transaction.atomic
def start_import(
    *,
    kind: ImportKind,
    place: Place,
    file: File[Any],
    name: str,
    as_of: date,
    by: Starter,
    options: Mapping[str, str] | None = None,
    in_background: bool = True,
) -> ImportBatch:
    """Keep a workbook encrypted and private to its uploader, and start reading it (上传工作簿).

    Without `in_background` the caller reads it."""
    kept = timedelta(days=kept_days(place.public_id))
    batch = ImportBatch(
        kind=kind.key,
        uploader=by.public_id,
        place=place.public_id,
        place_label=place.label[:100],
        file_name=name[:200],
        as_of=as_of,
        options=dict(options or {}),
        purge_after=timezone.now() + kept,
    )
    stored = attachments.store(
        file,
        owner=batch,
        name=name[:200],
        kind=UPLOAD,
        uploaded_by=by.public_id,
        delete_after=timezone.localdate() + kept,
        private_to_uploader=True,
        place=place.public_id,
    )
    batch.attachment, batch.digest = stored.public_id, stored.digest
    if in_background:
        _enqueue_reading(batch, by)
    else:
        batch.save()
    proof: dict[str, Any] = {"kind": kind.key, "digest": stored.digest, "size": stored.size}
    audit.log(by, "core.import.uploaded", batch, place=batch.place, **proof)
    return batch


@transaction.atomic
def read_again(batch: ImportBatch, by: Starter) -> None:
    """Start reading a batch from the beginning; what was typed anew stays."""
    batch.state = BatchState.UPLOADED
    batch.refusal = {}
    batch.version += 1
    _enqueue_reading(batch, by)


def _enqueue_reading(batch: ImportBatch, by: Starter) -> None:
    args = {"batch": str(batch.public_id), "version": batch.version}
    batch.job = enqueue(read_batch, by=by, args=args, place=batch.place).public_id
    batch.save()
