"""The rules of one day and place, with the values a park recorded for itself."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from runwu.core.models import RulebookOverride
from runwu.core.models.base import in_force
from runwu.rules.errors import RuleInputError
from runwu.rules.overrides import Override, check_override
from runwu.rules.parameters import ParameterSet, Value, load_parameters, packaged_parameters
from runwu.rules.places import province_slug
from runwu.rules.rulebook import Rulebook
from runwu.rules.sources import Source


def rulebook(*, on: date, place: UUID | None = None, region: str = "") -> Rulebook:
    """Return the rules in force on a day, for a park by its public id and region code. One query.

    A park's value that may no longer stand, because a document settled the matter meanwhile, gives way.
    """
    rows = RulebookOverride.objects.standing().filter(in_force(on), place=place).order_by("valid_from") if place else ()
    return book_with(_may_stand(rows, on, region), on=on, region=region)


def book_with(overrides: Iterable[Override], *, on: date, region: str = "") -> Rulebook:
    """Return the rules of a day with these values of a park instead of those recorded."""
    return Rulebook(on=on, place=region, overrides=tuple(overrides), parameters=parameters())


def rulebooks(*, on: date, places: Mapping[UUID, str]) -> dict[UUID, Rulebook]:
    """Return the rules in force on a day for several parks, by public id with its region code. One query."""
    found: dict[UUID, list[RulebookOverride]] = {place: [] for place in places}
    for row in RulebookOverride.objects.standing().filter(in_force(on), place__in=places).order_by("valid_from"):
        if row.place is not None:
            found[row.place].append(row)
    return {
        place: book_with(_may_stand(found[place], on, region), on=on, region=region) for place, region in places.items()
    }


def parameters() -> ParameterSet:
    """Return the parameters of this installation: the packaged ones, or those of RUNWU_RULES_FOLDER."""
    folder = settings.RUNWU_RULES_FOLDER
    return _from_folder(Path(folder)) if folder else packaged_parameters()


@cache
def _from_folder(folder: Path) -> ParameterSet:
    return load_parameters(folder)


def rule_of(source: Source) -> str:
    """Return the key of the rule that cites exactly this clause; empty where none or several do."""
    return _rules_by_source(parameters()).get(source, "")


@cache
def _rules_by_source(known: ParameterSet) -> dict[Source, str]:
    cited: dict[Source, set[str]] = {}
    for parameter in known:
        for dated in parameter.values:
            cited.setdefault(dated.source, set()).add(parameter.key)
    return {source: next(iter(keys)) for source, keys in cited.items() if len(keys) == 1}


def _may_stand(rows: Iterable[RulebookOverride], on: date, region: str) -> list[Override]:
    return [override_of(row) for row in rows if not why_not(row, on=on, region=region)]


def why_not(row: RulebookOverride, *, on: date, region: str = "") -> str:
    """Say why a recorded value no longer stands on a day; empty while it does."""
    try:
        check_override(override_of(row), parameters(), on, place=province_slug(region))
    except RuleInputError as error:
        return error.happened
    return ""


def override_of(row: RulebookOverride) -> Override:
    """Return a recorded value as the rules take it; its last day is included there."""
    return Override(
        key=row.key,
        value=value_of(row),
        valid_from=row.valid_from,
        valid_to=row.valid_to - timedelta(days=1) if row.valid_to else None,
        document=row.document,
        article=row.article,
        number=row.number,
    )


def value_of(row: RulebookOverride) -> Value:
    """Return the value of a row in the type of its parameter."""
    known = parameters().find(row.key)
    if isinstance(row.value, list):
        return tuple(row.value)
    exact = known is not None and isinstance(known.values[-1].value, Decimal)
    return Decimal(str(row.value)) if exact else row.value


def as_stored(value: Value) -> Any:
    """Return a value as its column keeps it: exact numbers as text, lists as lists.

    >>> as_stored(Decimal("0.5")), as_stored(("a", "b")), as_stored(3)
    ('0.5', ['a', 'b'], 3)
    """
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, Decimal) else value
