"""Mend a batch on the page (改正): assign columns, type a cell anew, leave rows out, take them back."""

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.core.errors import Conflict
from runwu.core.imports.batches import locked_batch
from runwu.core.imports.checking import recheck, recheck_row
from runwu.core.imports.kinds import kind_of
from runwu.core.imports.recalling import remember
from runwu.core.imports.staged import Chunk, chunk_with, restage, restage_reports
from runwu.core.imports.uploading import read_again
from runwu.core.jobs.services import Starter
from runwu.core.models import BatchState, ImportBatch, RowOutcome
from runwu.core.workbooks import By, ColumnMapping, ColumnMatch, Heading

AT_ONCE = 3000
"""Rows up to which a batch is checked again within the request; of larger ones the row alone."""


def mapping_of(batch: ImportBatch) -> ColumnMapping:
    """Return the columns of a batch as they were recognized."""
    matches = tuple(
        ColumnMatch(
            Heading(entry["index"], tuple(entry["levels"]), tuple(entry["samples"])), entry["key"], By(entry["by"])
        )
        for entry in batch.columns
    )
    return ColumnMapping(matches, kind_of(batch.kind).specs)


@transaction.atomic
def assign_columns(
    batch: ImportBatch, choices: Mapping[str, str], *, expected_version: int, by: Starter
) -> ImportBatch:
    """Say what columns mean, by letter (“” leaves one out), remember it, and read again (指认列)."""
    batch = locked_batch(batch, expected_version)
    kind = kind_of(batch.kind)
    _require_upload(batch)
    known = {*kind.spec_by_key, ""}
    letters = {entry["letter"] for entry in batch.columns}
    wanted = {letter: key for letter, key in choices.items() if letter in letters and key in known}
    remember(kind, batch.place, mapping_of(batch).assign(wanted), by.public_id, batch.options)
    batch.mapping = {**batch.mapping, **wanted}
    read_again(batch, by)
    return batch


@transaction.atomic
def choose_sheet(batch: ImportBatch, sheet: str, *, expected_version: int, by: Starter) -> ImportBatch:
    """Read another sheet of the workbook (改选工作表)."""
    batch = locked_batch(batch, expected_version)
    _require_upload(batch)
    if sheet not in batch.sheets:
        raise Conflict(_("文件里没有这张工作表。"), now=_("请从列出的工作表里选一张。"))
    batch.chunks.all().delete()
    batch.sheet, batch.mapping = sheet, {}
    read_again(batch, by)
    return batch


@transaction.atomic
def edit_row(batch: ImportBatch, number: int, edits: Mapping[str, str], *, expected_version: int) -> ImportBatch:
    """Type cells of a row anew and check again (改正一行). Raises Conflict for a row that is not there."""
    batch = locked_batch(batch, expected_version)
    specs = kind_of(batch.kind).spec_by_key
    chunk, at = _found(batch, number)
    block = chunk.block()
    row = block.row(at)
    changed = {key: text for key, text in edits.items() if key in specs and text != row.raw.get(key, "")}
    block.put(at, row.edited(specs, changed))
    restage(chunk, block, chunk.reports())
    return _checked_again(batch, number)


@transaction.atomic
def drop_row(batch: ImportBatch, number: int, *, expected_version: int) -> ImportBatch:
    """Leave a row out (不导入这一行)."""
    batch = locked_batch(batch, expected_version)
    return _with_outcome(batch, number, RowOutcome.DROPPED)


@transaction.atomic
def restore_row(batch: ImportBatch, number: int, *, expected_version: int) -> ImportBatch:
    """Take a row that was left out back in (恢复这一行)."""
    batch = locked_batch(batch, expected_version)
    chunk, at = _found(batch, number)
    if chunk.reports()[at].outcome != RowOutcome.DROPPED:
        return _checked_again(batch, number)
    return _with_outcome(batch, number, RowOutcome.ERROR)  # until it is checked, right away


def _with_outcome(batch: ImportBatch, number: int, outcome: RowOutcome) -> ImportBatch:
    chunk, at = _found(batch, number)
    reports = chunk.reports()
    reports[at] = replace(reports[at], outcome=outcome)
    restage_reports(chunk, reports)
    return _checked_again(batch, number)


def _found(batch: ImportBatch, number: int) -> tuple[Chunk, int]:
    found = chunk_with(batch, number)
    if found is None:
        raise Conflict(_("第 %d 行已经不在待核对的行里。") % number, now=_("请刷新页面，看现在的结果。"))
    return found


def _checked_again(batch: ImportBatch, number: int) -> ImportBatch:
    """Check everything again; of a large batch only this row, as the rest is checked before it is written anyway."""
    if batch.counts.get("read", 0) <= AT_ONCE:
        recheck(batch)
    else:
        recheck_row(batch, *_found(batch, number))
    batch.version += 1
    batch.save()
    return batch


def _require_upload(batch: ImportBatch) -> None:
    if batch.attachment is None or batch.state not in (BatchState.READY, BatchState.MAPPING):
        raise Conflict(
            _("原文件已经清除，不能重新读取。"),
            rule=_("写入之后，上传的原文件随即清除。"),
            now=_("请重新上传这份工作簿。"),
        )
