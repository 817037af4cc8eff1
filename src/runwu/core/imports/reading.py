"""Read an uploaded workbook and stage its rows (读取)."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core.attachments import open_plain
from runwu.core.errors import UserError
from runwu.core.imports.batches import recount
from runwu.core.imports.blocks import RowBlock
from runwu.core.imports.kinds import ImportKind, kind_of
from runwu.core.imports.recalling import remembered
from runwu.core.imports.staged import AT_ONCE, stage_skipped
from runwu.core.imports.staging import Staging, touched_rows
from runwu.core.imports.undisturbed import undisturbed
from runwu.core.jobs import JobResult, current_job, job
from runwu.core.models import Attachment, BatchState, ImportBatch, StagedChunk
from runwu.core.workbooks import (
    Choice,
    ColumnMapping,
    ColumnMatch,
    Notice,
    SkippedRow,
    Table,
    WorkbookRefused,
    choose_table,
    open_workbook,
    read_blocks,
    recognize,
)
from runwu.core.workbooks.problems import notice

_MEMORY = Path("/dev/shm")  # noqa: S108 -- plain text of an upload goes to memory where there is such a place
READABLE = (BatchState.UPLOADED, BatchState.READING)


@job(title=gettext_lazy("读取工作簿"), unit=gettext_lazy("行"))
def read_batch(*, batch: str, version: int = 0) -> JobResult:
    """Read a batch's workbook, recognize its columns, stage its rows; run again, it starts from the beginning.

    `version` makes every reading a job of its own: the one before may still be writing down that it ended.
    """
    row = ImportBatch.objects.get(public_id=UUID(batch))
    if row.state in READABLE:
        _set_state(row, BatchState.READING)
        try:
            _read(row)
        except WorkbookRefused as refused:
            _refuse(row, refused)
            raise UserError(refused.happened, rule=refused.rule, now=refused.now) from refused
    return JobResult(url=reverse("imports:batch", args=[row.public_id]), message=_("已读完，请核对。"))


def _set_state(batch: ImportBatch, state: BatchState) -> None:
    batch.state = state
    batch.save(update_fields=["state"])


def _refuse(batch: ImportBatch, refused: WorkbookRefused) -> None:
    StagedChunk.objects.filter(batch=batch).delete()
    batch.refusal = {"happened": refused.happened, "rule": refused.rule, "now": refused.now}
    batch.state = BatchState.REFUSED
    batch.save(update_fields=["state", "refusal"])


def _read(batch: ImportBatch) -> None:
    kind = kind_of(batch.kind)
    with plain_file(batch) as path, open_workbook(path, name=str(batch.file_name)) as book:
        choice = choose_table(book, kind.specs, sheet=batch.sheet or None)
        known = remembered(kind, batch.place, batch.options)
        mapping = recognize(choice.table.columns, kind.specs, known).assign(batch.mapping)
        notices = (*book.notices, *choice.notices, *mapping.notices, *_absent(kind, batch, known, mapping))
        _describe(batch, notices, choice, mapping)
        if mapping.ready:
            with undisturbed():
                _stage_all(batch, kind, choice.table, mapping)
    batch.state = BatchState.READY if mapping.ready else BatchState.MAPPING
    batch.version += 1
    recount(batch)
    batch.save()


@contextmanager
def plain_file(batch: ImportBatch) -> Iterator[Path]:
    """Give the uploaded workbook as a file for as long as it is read; it is deleted whatever happens."""
    attachment = Attachment.objects.get(public_id=str(batch.attachment))
    folder = _MEMORY if _MEMORY.is_dir() else None
    with tempfile.NamedTemporaryFile(dir=folder, suffix=_ending(batch)) as file:
        for piece in open_plain(attachment):
            file.write(piece)
        file.flush()
        yield Path(file.name)


def _ending(batch: ImportBatch) -> str:
    ending = Path(str(batch.file_name)).suffix.lower()
    return ending if ending.lstrip(".").isascii() and ending.lstrip(".").isalnum() else ""


def _describe(batch: ImportBatch, notices: Iterable[Notice], choice: Choice, mapping: ColumnMapping) -> None:
    batch.sheet = choice.table.sheet.name[:100]
    batch.sheets = [info.name for info in choice.others]
    batch.notes = [_notice(notice) for notice in notices]
    batch.columns = [_column(match) for match in mapping.matches]


def _absent(kind: ImportKind, batch: ImportBatch, known: Mapping[str, str], mapping: ColumnMapping) -> Iterator[Notice]:
    """Yield a remark where a system's workbook no longer holds what the last one of it held."""
    if kind.origin is None:
        return
    held = {*known.values()} - {match.key for match in mapping.matches}
    titles = [spec.title for spec in kind.specs if spec.key in held]
    if titles:
        words = {"system": kind.origin.words(batch.options), "titles": "、".join(titles)}
        yield notice("column_absent", **words)


def _notice(notice: Notice) -> dict[str, str]:
    return {"happened": notice.happened, "now": notice.now}


def _column(match: ColumnMatch) -> dict[str, Any]:
    heading = match.heading
    return {
        "letter": heading.letter,
        "index": heading.index,
        "levels": list(heading.levels),
        "samples": list(heading.samples),
        "key": match.key,
        "by": str(match.by),
    }


def _stage_all(batch: ImportBatch, kind: ImportKind, table: Table, mapping: ColumnMapping) -> None:
    skipped: list[SkippedRow] = []
    touched = touched_rows(batch)
    StagedChunk.objects.filter(batch=batch).delete()
    staging = Staging(batch, kind, touched)
    done = 0
    for read in read_blocks(table, mapping, on_skip=skipped.append, size=AT_ONCE):
        staging.add(RowBlock.of(read))
        done += len(read.numbers)
        current_job().report(done, message=_("已读 %d 行") % done)
        current_job().check_cancelled()
    stage_skipped(batch, skipped)
