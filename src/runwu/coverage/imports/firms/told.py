"""Dated facts that rows tell, column by column (逐列的事实)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from runwu.core.imports import ImportContext
from runwu.coverage.imports.firms.cells import FirmColumns
from runwu.coverage.imports.firms.wishes import MARKS
from runwu.enterprises.choices import FactKind, Operating, Stage
from runwu.enterprises.services.facts import as_text

_PRODUCING = (Stage.PRODUCTION, Stage.EXPANSION)


@dataclass(slots=True)
class ToldFacts:
    """What rows tell of dated facts, as it is stored, None where they tell nothing; `since` is the day of the stage.

    `late` are the positions of rows whose day of production was of no use.
    """

    stored: dict[FactKind, list[str | None]]
    since: list[date]
    sources: list[str]
    late: set[int]


def told_facts(columns: FirmColumns, context: ImportContext) -> ToldFacts:
    """Return what rows tell of dated facts."""
    stages = [str(stage) if stage else None for stage in columns.column("stage")]
    stored: dict[FactKind, list[str | None]] = {FactKind.STAGE: stages}
    stored[FactKind.OPERATING] = [None if it is None else _operating(it) for it in columns.column("operating")]
    for kind in MARKS:
        stored[kind] = [as_text(it) if isinstance(it, int) else None for it in columns.column(kind.value)]
    stored = {kind: told for kind, told in stored.items() if any(told)}
    began = columns.column("produced_on")
    sources = [str(said)[:100] if said else context.source for said in columns.column("operating_source")]
    since = [_since(*pair, context.as_of) for pair in zip(stages, began, strict=True)]
    return ToldFacts(stored, since, sources, set(_late(stored, since, began, context.as_of)))


def _operating(value: bool) -> str:
    return str(Operating.YES if value else Operating.NO)


def _since(stage: str | None, began: Any, day: date) -> date:
    return began if began is not None and stage in _PRODUCING and began <= day else day


def _late(
    stored: dict[FactKind, list[str | None]], since: Sequence[date], began: Sequence[Any], day: date
) -> Iterator[int]:
    """Yield the rows that tell a fact, and a day on which production began that none of their facts holds since."""
    others = [told for kind, told in stored.items() if kind != FactKind.STAGE]
    stages = stored.get(FactKind.STAGE, [None] * len(began))
    for at, first in enumerate(began):
        if first is None:
            continue
        has_others = any(told[at] for told in others)
        useful = (stages[at] and since[at] == first) or (has_others and day == first)
        if (stages[at] or has_others) and not useful:
            yield at
