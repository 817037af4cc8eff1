"""Who is counted in the structure of an organisation and all below it on a day, of those somebody may know."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from runwu.core.scope import Capability, Scope
from runwu.members.choices import Belonging
from runwu.members.models import PartyMember
from runwu.members.selectors import counted_to, known_to, named_to, visible
from runwu.organizations.models import Organization
from runwu.organizations.paths import in_subtree
from runwu.reports.frozen.counting import members_of
from runwu.reports.structure.bands import GENDERS, Band, Facts, Part, facts_of, parts

_COLUMNS = ("pk", "standing_then", "converted_on", "person__gender", "person__education")
_BORN = "person__birth_date"
WIDEST = 200  # of a bar, in its own units
Place = tuple[str | None, str]  # the bar in which somebody stands, if in any, and the gender


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


def facts(*, scope: Scope, organization: Organization, on: date, born: bool = True) -> Iterator[Facts]:
    """Yield what the bars read of each member somebody may know. Two queries.

    Birth dates are opened once each, for counting alone, and with `born` alone.
    """
    known = members_of(organization=organization, on=on).filter(counted_to(scope)).order_by()
    return (facts_of(row, on) for row in known.values(*_COLUMNS, *([_BORN] if born else [])))


def by_name_alone(*, scope: Scope, organization: Organization, on: date) -> int:
    """Count the restricted members whom somebody knows by name and branch: in the total, in no bar. One query."""
    if on != scope.on or not scope.may(Capability.SEE_RESTRICTED):
        return 0
    rows = members_of(organization=organization, on=on).filter(named_to(scope), restricted=True)
    return rows.exclude(known_to(scope)).count()


def placed_only(*, scope: Scope, organization: Organization, on: date) -> dict[str, int]:
    """Count who is listed at an organisation or below it today and not counted here: the affiliation lies elsewhere.

    By belonging, as the list of members shows them (流入、未转入); nothing for a past day. One query.
    """
    if on != scope.on:
        return {}
    rows = visible(scope=scope).filter(known_to(scope), in_subtree(organization.path))
    away = rows.exclude(belonging=Belonging.REGISTERED).order_by().values("belonging").annotate(number=Count("pk"))
    return dict(away.values_list("belonging", "number"))


def structure(*, scope: Scope, organization: Organization, on: date) -> tuple[int, list[Answered]]:
    """Return how many members there are, and every question with its bars. Two queries, one pass over the rows."""
    asked, total = parts(on), 0
    counted: dict[str, Counter[Place]] = {part.key: Counter() for part in asked}
    for one in facts(scope=scope, organization=organization, on=on):
        total += 1
        for part in asked:
            counted[part.key][part.place(one), one.gender] += 1
    return total, [Answered(part, _bars(part, counted[part.key])) for part in asked]


def _bars(part: Part, counted: Mapping[Place, int]) -> list[Bar]:
    numbers = [tuple(counted[band.key, str(code)] for code, _label in GENDERS) for band in part.bands]
    most = max((sum(each) for each in numbers), default=0) or 1
    return [
        Bar(
            band, sum(each), round(WIDEST * sum(each) / most), each if part.key == "age" else (),
            tuple(round(WIDEST * number / most) for number in each),
        )
        for band, each in zip(part.bands, numbers, strict=True)
    ]  # fmt: skip


def behind(  # noqa: PLR0913 -- what a bar is
    *, scope: Scope, organization: Organization, on: date, part: str, band: str, gender: str | None
) -> tuple[str, QuerySet[PartyMember]] | None:
    """Return the words of a bar and the members it counts, or nothing where there is no such bar. Two queries, one when it is read."""
    found = next((each for each in parts(on) if each.key == part), None)
    bar = next((each for each in (found.bands if found else ()) if each.key == band), None)
    if found is None or bar is None or gender not in {None, *(str(code) for code, _label in GENDERS)}:
        return None
    keys = [
        one.pk
        for one in facts(scope=scope, organization=organization, on=on, born=found.reads_births)
        if found.place(one) == band and gender in {None, one.gender}
    ]
    people = PartyMember.objects.filter(known_to(scope), pk__in=keys).select_related("person", "organization")
    return f"{found.title} {bar.label}", people


__all__ = ["Answered", "Bar", "behind", "by_name_alone", "facts", "placed_only", "structure"]
