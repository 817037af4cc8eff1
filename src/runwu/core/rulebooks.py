"""The rules of one day and place, with the values a park recorded for itself."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

from django.conf import settings

from runwu.core.models import RulebookOverride
from runwu.core.models.base import in_force
from runwu.rules.parameters import ParameterSet, load_parameters, packaged_parameters
from runwu.rules.rulebook import Override, Rulebook


def rulebook(*, on: date, place: UUID | None = None, region: str = "") -> Rulebook:
    """Return the rules in force on a day, for a park by its public id and region code. One query."""
    rows = RulebookOverride.objects.filter(in_force(on), place=place).order_by("valid_from") if place else ()
    overrides = tuple(_override(row) for row in rows)
    return Rulebook(on=on, place=region, overrides=overrides, parameters=parameters())


def parameters() -> ParameterSet:
    """Return the parameters of this installation: the packaged ones, or those of RUNWU_RULES_FOLDER."""
    folder = settings.RUNWU_RULES_FOLDER
    return _from_folder(Path(folder)) if folder else packaged_parameters()


@cache
def _from_folder(folder: Path) -> ParameterSet:
    return load_parameters(folder)


def _override(row: RulebookOverride) -> Override:
    last_day = row.valid_to - timedelta(days=1) if row.valid_to else None
    value = tuple(row.value) if isinstance(row.value, list) else row.value
    return Override(
        key=row.key,
        value=value,
        valid_from=row.valid_from,
        valid_to=last_day,
        document=row.document,
        article=row.article,
    )
