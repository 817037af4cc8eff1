"""Who is counted in the structure of an organisation and all below it on a day, of those somebody may know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from runwu.core.scope import Capability, Scope
from runwu.members.models import PartyMember
from runwu.members.selectors import known_to, named_to
from runwu.organizations.models import Organization
from runwu.reports.frozen.counting import members_of
from runwu.reports.structure.bands import GENDERS, Band, Part, Row, ages, parts

_COLUMNS = ("pk", "converted_on", "person__birth_date", "person__gender", "person__education")
WIDEST = 200  # of a bar, in its own units


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: how many, how wide, and for the ages how many of each gender."""

    band: Band
    number: int
    width: int
    by_gender: tuple[int, ...] = ()
    gender_widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with its bars."""

    part: Part
    bars: Sequence[Bar]


def rows_of(*, scope: Scope, organization: Organization, on: date) -> list[dict[str, Any]]:
    """Return what the bands read of each member somebody may know. One query; birth dates are opened for counting alone."""
    known = members_of(organization=organization, on=on).filter(known_to(scope))
    return list(known.order_by("pk").values(*_COLUMNS))


def by_name_alone(*, scope: Scope, organization: Organization, on: date) -> int:
    """Count the restricted members whom somebody knows by name and branch: in the total, in no bar. One query."""
    if on != scope.on or not scope.may(Capability.SEE_RESTRICTED):
        return 0
    rows = members_of(organization=organization, on=on).filter(named_to(scope), restricted=True)
    return rows.exclude(known_to(scope)).count()


def structure(*, scope: Scope, organization: Organization, on: date) -> tuple[int, list[Answered]]:
    """Return how many members there are, and every question with its bars. One query."""
    rows = rows_of(scope=scope, organization=organization, on=on)
    return len(rows), [Answered(part, _bars(part, rows, on)) for part in parts(on)]


def _bars(part: Part, rows: Sequence[Row], on: date) -> list[Bar]:
    counted = [[row for row in rows if band.counts(row, on)] for band in part.bands]
    most = max((len(those) for those in counted), default=0) or 1
    return [
        Bar(
            band, len(those), round(WIDEST * len(those) / most),
            tuple(_of_gender(those, code) for code, _label in GENDERS) if part.key == "age" else (),
            tuple(round(WIDEST * _of_gender(those, code) / most) for code, _label in GENDERS),
        )
        for band, those in zip(part.bands, counted, strict=True)
    ]  # fmt: skip


def _of_gender(rows: Sequence[Row], code: str) -> int:
    return sum(row["person__gender"] == code for row in rows)


def behind(  # noqa: PLR0913 -- what a bar is
    *, scope: Scope, organization: Organization, on: date, part: str, band: str, gender: str | None
) -> tuple[str, QuerySet[PartyMember]] | None:
    """Return the words of a bar and the members it counts, or nothing where there is no such bar. Two queries."""
    found = next((each for each in parts(on) if each.key == part), None)
    bar = next((each for each in (found.bands if found else ()) if each.key == band), None)
    if found is None or bar is None or gender not in {None, *(str(code) for code, _label in GENDERS)}:
        return None
    rows = rows_of(scope=scope, organization=organization, on=on)
    keys = [row["pk"] for row in rows if bar.counts(row, on) and gender in {None, row["person__gender"]}]
    people = PartyMember.objects.filter(known_to(scope), pk__in=keys).select_related("person", "organization")
    return f"{found.title} {bar.label}", people


__all__ = ["Answered", "Bar", "ages", "behind", "rows_of", "structure"]
