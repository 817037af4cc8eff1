"""Ask the kind's checker about staged rows, again whenever something changed (核对)."""

from collections.abc import Sequence

from runwu.core.imports.batches import CHECKED, context_of, recount, staged_rows
from runwu.core.imports.kinds import kind_of
from runwu.core.imports.rows import ImportRow, RowReport
from runwu.core.jobs import current_job
from runwu.core.models import ImportBatch, StagedRow


def recheck(batch: ImportBatch) -> int:
    """Check every staged row again, store what differs, recount; return how many reports differ."""
    kind = kind_of(batch.kind)
    checker = kind.checker(context_of(batch, kind))
    changed = done = 0
    for chunk in staged_rows(batch, CHECKED):
        current_job().report(done, batch.counts.get("read"))
        changed += _store(chunk, checker.check([row for _staged, row in chunk]))
        done += len(chunk)
    recount(batch)
    return changed


def recheck_row(batch: ImportBatch, staged: StagedRow) -> None:
    """Check one row by itself, store what it would do now, recount."""
    kind = kind_of(batch.kind)
    if staged.outcome in CHECKED:
        row = ImportRow.from_document(staged.number, staged.payload["row"], kind.spec_by_key)
        _store([(staged, row)], kind.checker(context_of(batch, kind)).check([row]))
    recount(batch)


def _store(chunk: list[tuple[StagedRow, ImportRow]], reports: Sequence[RowReport]) -> int:
    differing = []
    for (staged, row), report in zip(chunk, reports, strict=True):
        before = (staged.outcome, staged.payload["report"])
        if before != (report.outcome, report.document()):
            differing.append(filled(staged, row, report))
    StagedRow.objects.bulk_update(differing, ["outcome", "warned", "edited", "payload"], batch_size=200)
    return len(differing)


def filled(staged: StagedRow, row: ImportRow, report: RowReport) -> StagedRow:
    """Return a staged row that holds what was read and what it would do."""
    staged.number = row.number
    staged.outcome = report.outcome
    staged.warned = report.warned
    staged.edited = bool(row.edits)
    staged.payload = {"row": row.document(), "report": report.document()}
    return staged
