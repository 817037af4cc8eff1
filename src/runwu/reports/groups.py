"""Coverage by industrial chain, industry or grid cell (按产业链、行业、网格): a second line beside the parks (管行业就要管党建)."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.scope import Capability, Scope
from runwu.coverage.selectors.kept import counting
from runwu.coverage.selectors.policies import books_of
from runwu.coverage.selectors.tallies import Grouping, Tally
from runwu.enterprises.models import Chain, GridCell, Park
from runwu.reports.protection import small_cell
from runwu.rules.identifiers import Industry, read_industry

NOT_TOLD = "none"


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One chain, industry or grid cell: its figures and the address of the rows behind them."""

    name: str
    tally: Tally
    rows: str
    told: bool = True


@dataclass(frozen=True, slots=True)
class Groups:
    """The lines of one grouping, those of which nothing is told last; and the moment they are from.

    A line with fewer than `least` enterprises points at single ones: who sees no rows sees no such line either.
    """

    lines: Sequence[GroupLine]
    left_out: int
    least: int
    counted_at: datetime | None
    stale: bool


def groups(*, scope: Scope, parks: Sequence[Park], on: date, by: Grouping) -> Groups:
    """Return the enterprises of parks by group; each enterprise counts once. Four queries whatever the size."""
    known = {park.pk: park for park in parks}
    books = books_of(parks, on=on)
    least = small_cell(books)
    kept = counting(scope=scope, on=on, by=by, parks=known, books=books)
    found = kept.groups
    names = _names(by, found)
    seen = all(scope.reaches_park(Capability.SEE_ENTERPRISES, pk) for pk in known)
    shown = {key: tally for key, tally in found.items() if seen or tally.total >= least}
    asked = {
        "park": str(parks[0].public_id) if len(parks) == 1 else "all",
        **({} if on == scope.on else {"on": str(on)}),
    }
    lines = [_line(by, key, tally, names, asked if seen else None) for key, tally in shown.items()]
    lines.sort(key=lambda line: (not line.told, line.name))
    return Groups(lines, len(found) - len(shown), least, kept.counted_at, kept.stale)


def _line(
    by: Grouping,
    key: Hashable,
    tally: Tally,
    names: Mapping[Hashable, tuple[str, str]],
    asked: Mapping[str, str] | None,
) -> GroupLine:
    name, code = names.get(key, (_("未登记"), NOT_TOLD))
    rows = f"{reverse('reports:covered')}?{urlencode({**asked, by.value: code})}" if asked else ""
    return GroupLine(name, tally, rows, told=code != NOT_TOLD)


def _names(by: Grouping, found: Mapping[Hashable, Tally]) -> dict[Hashable, tuple[str, str]]:
    """Return name and address of each group."""
    keys = [key for key in found if isinstance(key, int | str)]
    if by is Grouping.SECTION:
        return {key: (f"{key} {section_name(str(key))}", str(key)) for key in keys}
    model = Chain if by is Grouping.CHAIN else GridCell
    rows = model.objects.filter(pk__in=keys).values_list("pk", "name", "public_id")
    return {pk: (name, str(public_id)) for pk, name, public_id in rows}


def section_name(letter: str) -> str:
    """Return the name of an industry section of GB/T 4754 (行业门类).

    >>> section_name("C")
    '制造业'
    """
    found = read_industry(letter)
    return found.section.name if isinstance(found, Industry) else ""
