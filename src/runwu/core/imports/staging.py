"""Stage rows chunk by chunk as they are read (暂存)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from runwu.core.imports.batches import context_of
from runwu.core.imports.blocks import RowBlock
from runwu.core.imports.checking import checked
from runwu.core.imports.kinds import Checker, ImportKind
from runwu.core.imports.staged import data_chunks, stage
from runwu.core.models import ImportBatch, RowOutcome


@dataclass(frozen=True, slots=True)
class Touch:
    """What a person did to a row before: cells typed anew, or left out."""

    edits: dict[str, str]
    dropped: bool


def touched_rows(batch: ImportBatch) -> dict[int, Touch]:
    """Return what the person has typed anew or left out so far, so that assigning a column loses nothing."""
    found = {}
    for chunk in data_chunks(batch):
        edits = chunk.block().edits
        dropped = set(chunk.with_outcome([RowOutcome.DROPPED]))
        for at in sorted({*edits, *dropped}):
            found[chunk.numbers[at]] = Touch(edits.get(at, {}), at in dropped)
    return found


@dataclass(slots=True)
class Staging:
    """Checks and stores block after block."""

    batch: ImportBatch
    kind: ImportKind
    touched: Mapping[int, Touch]
    _checker: Checker = field(init=False)

    def __post_init__(self) -> None:
        self._checker = self.kind.checker(context_of(self.batch, self.kind))

    def add(self, block: RowBlock) -> None:
        """Store rows as the person has mended them. One statement beside those of the checker."""
        dropped = self._mend(block) if self.touched else []
        stage(self.batch, block, checked(block, self._checker, dropped))

    def _mend(self, block: RowBlock) -> list[int]:
        known = self.kind.spec_by_key
        dropped = []
        for at, number in enumerate(block.numbers):
            touch = self.touched.get(number)
            if touch is None:
                continue
            if edits := {key: text for key, text in touch.edits.items() if key in known}:
                block.put(at, block.row(at).edited(known, edits))
            dropped += [at] if touch.dropped else []
        return dropped
