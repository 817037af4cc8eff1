"""Stage rows chunk by chunk as they are read (暂存)."""

from dataclasses import dataclass, field

from runwu.core.imports.batches import CHUNK, context_of
from runwu.core.imports.checking import filled
from runwu.core.imports.kinds import Checker, ImportKind
from runwu.core.imports.rows import ImportRow, RowReport
from runwu.core.models import ImportBatch, RowOutcome, StagedRow


@dataclass(frozen=True, slots=True)
class Touch:
    """What a person did to a row before: cells typed anew, or left out."""

    edits: dict[str, str]
    dropped: bool


@dataclass(slots=True)
class Staging:
    """Collects rows and stores them in chunks, each with its report."""

    batch: ImportBatch
    kind: ImportKind
    touched: dict[int, Touch]
    _rows: list[ImportRow] = field(default_factory=list)
    _checker: Checker = field(init=False)

    def __post_init__(self) -> None:
        self._checker = self.kind.checker(context_of(self.batch, self.kind))

    def add(self, row: ImportRow) -> None:
        """Take a row, as the person has mended it if it was mended; store the chunk when it is full."""
        touch = self.touched.get(row.number)
        if touch:
            known = self.kind.spec_by_key
            row = row.edited(known, {key: text for key, text in touch.edits.items() if key in known})
        self._rows.append(row)
        if len(self._rows) == CHUNK:
            self.flush()

    def flush(self) -> None:
        """Store what is collected. Two statements beside those of the checker."""
        rows, self._rows = self._rows, []
        dropped = [row for row in rows if row.number in self.touched and self.touched[row.number].dropped]
        left_out = {row.number for row in dropped}
        wanted = [row for row in rows if row.number not in left_out]
        reports = [*self._checker.check(wanted), *(RowReport(RowOutcome.DROPPED, _label(row)) for row in dropped)]
        staged = (filled(StagedRow(batch=self.batch), *pair) for pair in zip([*wanted, *dropped], reports, strict=True))
        StagedRow.objects.bulk_create(staged, batch_size=500)


def _label(row: ImportRow) -> str:
    return next((text for text in row.raw.values() if text), "")
