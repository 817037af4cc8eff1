"""Write the good rows of a batch together, all or nothing (写入)."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core import audit
from runwu.core.dialect import room_for_many
from runwu.core.errors import Conflict
from runwu.core.imports.batches import account_of, context_of, locked_batch, recount
from runwu.core.imports.blocks import RowBlock
from runwu.core.imports.checking import recheck
from runwu.core.imports.disposing import delete_upload
from runwu.core.imports.editing import mapping_of
from runwu.core.imports.kinds import Checker, kind_of
from runwu.core.imports.recalling import remember_set
from runwu.core.imports.rows import ImportRow, RowReport
from runwu.core.imports.staged import stage, staged_rows
from runwu.core.imports.undisturbed import undisturbed
from runwu.core.jobs import JobResult, current_job, enqueue, job
from runwu.core.jobs.progress import JobLost, JobStopped
from runwu.core.jobs.services import Starter
from runwu.core.models import BatchState, ImportBatch, RowOutcome


@transaction.atomic
def start_commit(batch: ImportBatch, *, expected_version: int, by: Starter) -> ImportBatch:
    """Start writing the good rows (提交写入). Raises Conflict when there are none."""
    batch = locked_batch(batch, expected_version)
    if batch.state != BatchState.READY or not any(
        batch.counts.get(str(outcome)) for outcome in kind_of(batch.kind).written
    ):
        raise Conflict(
            _("没有可以写入的行。"),
            rule=_("只写入新增和有更改的行；没有变化的行不动，有错误的行不写。"),
            now=_("请先改正有错误的行；全部没有变化的，不用写入。"),
        )
    batch.state = BatchState.COMMITTING
    batch.version += 1
    batch.job = enqueue(commit_batch, by=by, args={"batch": str(batch.public_id)}, place=batch.place).public_id
    batch.save()
    return batch


@job(title=gettext_lazy("写入导入的行"), unit=gettext_lazy("行"))
def commit_batch(*, batch: str) -> JobResult:
    """Check the rows once more, then write the good ones in one transaction; on any failure nothing is written."""
    row = ImportBatch.objects.get(public_id=UUID(batch))
    url = reverse("imports:batch", args=[row.public_id])
    if row.state != BatchState.COMMITTING:
        return JobResult(url=url)
    try:
        with undisturbed(), room_for_many():
            written = _write(row, _rechecked(row))
    except (JobStopped, JobLost):
        raise
    except BaseException:
        _give_back(row)
        raise
    said = _("已登记对账，核对了 %d 行。") if kind_of(row.kind).compares else _("已写入 %d 行。")
    return JobResult(url=url, message=said % written, figures={"written": written})


def _give_back(batch: ImportBatch) -> None:
    """Open the batch again; nothing of it was written. Where even that fails, its page does it (see `settling`)."""
    with suppress(DatabaseError):
        ImportBatch.objects.filter(pk=batch.pk, state=BatchState.COMMITTING).update(state=BatchState.READY)


@dataclass(frozen=True, slots=True)
class _GoodRows:
    """The rows to write, read from their chunks when somebody asks for them."""

    batch: ImportBatch
    checker: Checker
    rest: Sequence[tuple[RowBlock, list[RowReport]]]

    def __iter__(self) -> Iterator[ImportRow]:
        written = kind_of(self.batch.kind).written
        return (staged.row for staged in staged_rows(self.batch, written) if staged.row is not None)

    @property
    def number(self) -> int:
        return sum(self.batch.counts.get(str(outcome), 0) for outcome in kind_of(self.batch.kind).written)


def _rechecked(batch: ImportBatch) -> _GoodRows:
    """Return the good rows; refuse to write anything but what the person has seen."""
    kind = kind_of(batch.kind)
    checker = kind.checker(context_of(batch, kind, writes=True))
    current_job().report(0, batch.counts.get("read"), _("写入前再核对一遍"))
    with transaction.atomic():
        found = recheck(batch, checker)
        if found.changed:
            batch.version += 1
            batch.save(update_fields=["counts", "version"])
    current_job().check_cancelled()
    if found.changed:
        raise Conflict(
            _("你核对之后，台账里的内容变过，有 %d 行的结果和你看到的不同。什么都没有写入。") % found.changed,
            rule=_("只写入你看过的内容。"),
            now=_("请再看一遍逐行报告，然后重新提交。"),
        )
    return _GoodRows(batch, checker, found.rest)


def _write(batch: ImportBatch, rows: _GoodRows) -> int:
    kind = kind_of(batch.kind)
    current_job().report(0, rows.number, _("正在写入"))
    try:
        with transaction.atomic():
            locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
            if locked.state != BatchState.COMMITTING:
                raise Conflict(_("这次导入已经由另一个任务写入。"), now=_("请刷新页面。"))
            counts = kind.write(context_of(locked, kind), rows)
            remember_set(kind, locked.place, mapping_of(locked), locked.uploader, locked.options)
            _close(locked, rows)
            _log(locked, counts)
    except IntegrityError as error:
        raise Conflict(
            _("写入时发现别人刚刚写了同样的内容。什么都没有写入。"),
            rule=_("同一家企业、同一名党员只登记一次。"),
            now=_("请重新提交：系统会先按现在的台账再核对一遍。"),
        ) from error
    return rows.number


def _log(batch: ImportBatch, counts: Mapping[str, int]) -> None:
    """Write one entry for the whole batch: its digest and how many rows did what."""
    proof: dict[str, Any] = {"kind": batch.kind, "digest": batch.digest, "as_of": batch.as_of, **counts}
    audit.log(account_of(batch.uploader), "core.import.committed", batch, place=batch.place, **proof)


def _close(batch: ImportBatch, rows: _GoodRows) -> None:
    """Keep the rows that could not be written, delete the others with the uploaded file."""
    left = _keep_rest(batch, rows)
    batch.counts["written"] = batch.counts.get("written", 0) + rows.number
    for good in (RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.SAME):
        batch.counts[f"written_{good}"] = batch.counts.get(f"written_{good}", 0) + batch.counts.get(str(good), 0)
    recount(batch)
    batch.state = BatchState.READY if left else BatchState.COMMITTED
    batch.committed_at = timezone.now()
    batch.version += 1
    attachment, batch.attachment = batch.attachment, None
    if not left:
        batch.chunks.all().delete()
        batch.columns, batch.notes, batch.sheets, batch.purged_at = [], [], [], timezone.now()
    batch.save()
    if attachment:
        transaction.on_commit(partial(delete_upload, attachment))


def _keep_rest(batch: ImportBatch, rows: _GoodRows) -> bool:
    """Keep the rows that could not be written or were left out; tell whether there is one with an error."""
    batch.chunks.all().delete()
    for block, reports in rows.rest:
        stage(batch, block, reports)
    return any(report.outcome == RowOutcome.ERROR for _block, reports in rows.rest for report in reports)
