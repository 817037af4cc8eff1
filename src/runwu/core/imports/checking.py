"""Ask the kind's checker about staged rows, again whenever something changed (核对)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from runwu.core.imports.batches import REST, context_of, recount
from runwu.core.imports.blocks import RowBlock
from runwu.core.imports.kinds import Checker, kind_of
from runwu.core.imports.rows import RowReport
from runwu.core.imports.staged import Chunk, data_chunks, restage_reports
from runwu.core.jobs import current_job
from runwu.core.models import ImportBatch, RowOutcome


@dataclass(slots=True)
class Rechecked:
    """How many reports differ from those that the person has seen, and the rows that cannot be written."""

    changed: int = 0
    rest: list[tuple[RowBlock, list[RowReport]]] = field(default_factory=list)


def recheck(batch: ImportBatch, checker: Checker | None = None) -> Rechecked:
    """Check every staged row again, store what differs, recount."""
    kind = kind_of(batch.kind)
    checker = checker or kind.checker(context_of(batch, kind))
    found, done = Rechecked(), 0
    for chunk in data_chunks(batch):
        current_job().report(done, batch.counts.get("read"))
        _recheck_chunk(chunk, checker, found)
        done += len(chunk.numbers)
    recount(batch)
    return found


def recheck_row(batch: ImportBatch, chunk: Chunk, at: int) -> None:
    """Check one row by itself, store what it would do now, recount."""
    reports = chunk.reports()
    if reports[at].outcome != RowOutcome.DROPPED:
        kind = kind_of(batch.kind)
        reports[at] = kind.checker(context_of(batch, kind)).check(chunk.block().only([at]))[0]
        restage_reports(chunk, reports)
    recount(batch)


def checked(block: RowBlock, checker: Checker, dropped: Sequence[int]) -> list[RowReport]:
    """Return one report per row; rows that the person left out are not shown to the checker."""
    if not dropped:
        return list(checker.check(block))
    left_out = set(dropped)
    others = [at for at in range(len(block)) if at not in left_out]
    found = dict(zip(others, checker.check(block.only(others)) if others else (), strict=True))
    return [found[at] if at in found else RowReport(RowOutcome.DROPPED, _label(block, at)) for at in range(len(block))]


def _recheck_chunk(chunk: Chunk, checker: Checker, found: Rechecked) -> None:
    block, before = chunk.block(), chunk.reports()
    dropped = chunk.with_outcome([RowOutcome.DROPPED])
    reports = checked(block, checker, dropped)
    for at in dropped:
        reports[at] = before[at]
    changed = sum(old != new for old, new in zip(before, reports, strict=True))
    if changed:
        found.changed += changed
        restage_reports(chunk, reports)
    if rest := [at for at, report in enumerate(reports) if report.outcome in REST]:
        found.rest.append((block.only(rest), [reports[at] for at in rest]))


def _label(block: RowBlock, at: int) -> str:
    return next((column[at] for column in block.texts.values() if column[at]), "")
