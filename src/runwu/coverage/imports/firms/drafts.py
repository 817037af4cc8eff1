"""Enterprises that an import adds, column by column, as the checker found them (待写入的新企业)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from runwu.coverage.imports.firms.cells import FirmColumns
from runwu.coverage.imports.firms.places import Point
from runwu.coverage.imports.firms.told import ToldFacts
from runwu.enterprises.choices import FactKind


@dataclass(frozen=True, slots=True)
class Draft:
    """Some new enterprises: fields and places by name, facts by kind; None where a row says nothing."""

    rows: list[int]
    fields: dict[str, list[Any]]
    places: dict[str, list[Any]]
    facts: dict[FactKind, list[str | None]]
    since: list[date]
    sources: list[str]

    def __len__(self) -> int:
        return len(self.rows)

    def mentions(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the places that rows name, by row number, each combination once."""
        combinations = dict(
            zip(zip(*map(reversed, self.places.values()), strict=True), reversed(self.rows), strict=True)
        )
        for names, row in combinations.items():
            yield row, {key: name for key, name in zip(self.places, names, strict=True) if name is not None}

    def points(self) -> Iterator[Point]:
        """Yield the points that rows tell, with their places."""
        rows = zip(*self.places.values(), self.fields["latitude"], self.fields["longitude"], strict=True)
        for *names, latitude, longitude in rows:
            if latitude is not None:
                places = {key: name for key, name in zip(self.places, names, strict=True) if name is not None}
                yield Point(places, latitude, longitude)


def draft_of(columns: FirmColumns, facts: ToldFacts, positions: Sequence[int]) -> Draft:
    """Return what the rows at some positions ask for."""

    def some(column: Sequence[Any]) -> list[Any]:
        return [column[at] for at in positions]

    return Draft(
        rows=some(columns.block.numbers),
        fields={key: some(column) for key, column in columns.fields.items()},
        places={key: some(column) for key, column in columns.places.items()},
        facts={kind: some(told) for kind, told in facts.stored.items()},
        since=some(facts.since),
        sources=some(facts.sources),
    )
