"""The board over parks (区域看板): one line per park, put together by kind; nothing is ranked."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from runwu.core.scope import Capability, Scope
from runwu.coverage.selectors.kept import Counting, counting
from runwu.coverage.selectors.policies import books_of
from runwu.coverage.selectors.tallies import Grouping, Tally
from runwu.enterprises.choices import ParkKind
from runwu.enterprises.models import Park
from runwu.members.floating.tables import ALL
from runwu.reports.exchange.showing import rate_of, received
from runwu.reports.floating import floating_by_park
from runwu.reports.models import ReceivedFigures
from runwu.reports.protection import Part, small_cell, withheld
from runwu.reports.releases import released_parks
from runwu.rules.coverage import CoverageTable, Rate


@dataclass(frozen=True, slots=True)
class Share:
    """The floating share of a line: not shown, as a share alone, or with its numbers."""

    part: Part
    hidden: bool = False
    with_numbers: bool = False
    href: str = ""
    told: str = ""

    @property
    def percent(self) -> str:
        """The share in percent with two decimals, as a package told it or counted; a dash where there are no members."""
        if self.told:
            return f"{self.told}%"
        return f"{100 * self.part.part / self.part.whole:.2f}%" if self.part.whole else "—"


@dataclass(frozen=True)
class Line:
    """One line of the board: its figures, and the address of the rows behind each."""

    name: str
    tally: Tally
    share: Share
    rows: str = ""
    page: str = ""

    @property
    def operating(self) -> Rate:
        """Work coverage over those known to operate; its denominator is their number."""
        return self._table.operating.work

    @property
    def organized(self) -> Rate:
        """Organisation coverage over those known to operate."""
        return self._table.operating.organization

    @property
    def staffed(self) -> Rate:
        """Work coverage over those with staff."""
        return self._table.with_staff.work

    @cached_property
    def _table(self) -> CoverageTable:
        return self.tally.table

    @cached_property
    def registered(self) -> int:
        """How many are registered."""
        return self.tally.total

    @property
    def gaps(self) -> int:
        """How many that are known to operate nobody reaches."""
        return self.tally.gaps


@dataclass(frozen=True)
class ReceivedLine(Line):
    """A line whose figures came in an exchange package: no rows behind them, and the day they are from."""

    received: ReceivedFigures | None = None

    @property
    def operating(self) -> Rate:
        """Work coverage over those known to operate."""
        return rate_of(self._row, "operating")

    @property
    def organized(self) -> Rate:
        """Organisation coverage over those known to operate."""
        return rate_of(self._row, "organized")

    @property
    def staffed(self) -> Rate:
        """Work coverage over those with staff."""
        return rate_of(self._row, "staffed")

    @cached_property
    def registered(self) -> int:
        """How many are registered."""
        return int(self._row.figures["registered"])

    @property
    def gaps(self) -> int:
        """How many that are known to operate nobody reaches."""
        return int(self._row.figures["gaps"])

    @property
    def few(self) -> bool:
        """Tell whether the park withheld its organisation coverage."""
        return self._row.figures["organized"][0] is None

    @property
    def _row(self) -> ReceivedFigures:
        if self.received is None:
            raise ValueError("a received line without figures")
        return self.received


@dataclass(frozen=True, slots=True)
class Kind:
    """The parks of one kind, which may be compared with each other."""

    label: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Board:
    """The whole board, the moment its figures are from, and whether members of some or all parks are known by name."""

    kinds: Sequence[Kind]
    total: Line
    least: int
    without: int
    counted_at: datetime | None
    stale: bool
    some_named: bool
    all_named: bool


def _percent(rate: Rate) -> float:
    return rate.numerator / rate.denominator if rate.denominator else -1.0


def _moving(line: Line) -> float:
    return line.share.part.part / line.share.part.whole if line.share.part.whole and not line.share.hidden else -1.0


SORTS: Mapping[str, Callable[[Line], object]] = {
    "name": lambda line: line.name,
    "registered": lambda line: line.registered,
    "operating": lambda line: line.operating.denominator,
    "staffed": lambda line: line.staffed.denominator,
    "organization": lambda line: _percent(line.organized),
    "work": lambda line: _percent(line.operating),
    "gaps": lambda line: line.gaps,
    "floating": _moving,
}


def area_board(*, scope: Scope, parks: Sequence[Park], on: date, sort: str = "name") -> Board:
    """Return the board over parks. At most eight queries whatever their number and size."""
    known = {park.pk: park for park in parks}
    books = books_of(parks, on=on)
    least = small_cell(books)
    counted = counting(scope=scope, on=on, by=Grouping.PARK, parks=known, books=books)
    named = {pk for pk in known if scope.reaches_park(Capability.SEE_MEMBERS, pk)}
    shares = _shares(scope, known, named, on, least=least)
    lines = {park.pk: _line(scope, park, counted, shares[park.pk], on) for park in parks}
    everybody = _total(lines.values(), shares[0], _day(scope, on))
    told = {pk: row for pk, row in received(parks=known, on=on).items() if not lines[pk].registered}
    lines.update({pk: _received_line(known[pk], row) for pk, row in told.items()})
    return Board(
        _kinds(parks, lines, sort), everybody, least, len(told), counted.counted_at, counted.stale,
        some_named=bool(named), all_named=named >= set(known),
    )  # fmt: skip


def _received_line(park: Park, row: ReceivedFigures) -> ReceivedLine:
    """Return the line of a park that keeps no register here, as its newest package tells it."""
    share = row.figures["floating"]
    return ReceivedLine(park.name, Tally(), Share(Part(0, 0), hidden=share is None, told=share or ""), received=row)


def _kinds(parks: Sequence[Park], lines: Mapping[int, Line], sort: str) -> list[Kind]:
    """Put the lines of each kind in order; an order over all parks would be a ranking."""
    key, falling = SORTS.get(sort.removeprefix("-"), SORTS["name"]), sort.startswith("-")
    found = []
    for kind in ParkKind:
        mine = [lines[park.pk] for park in parks if park.kind == kind]
        mine.sort(key=lambda line: (key(line), line.name), reverse=falling)
        found.append(Kind(str(kind.label), mine))
    return [one for one in found if one.lines]


def _line(scope: Scope, park: Park, counted: Counting, share: Share, on: date) -> Line:
    asked = {"park": str(park.public_id), **_day(scope, on)}
    rows = (
        f"{reverse('reports:covered')}?{urlencode(asked)}"
        if scope.reaches_park(Capability.SEE_ENTERPRISES, park.pk)
        else ""
    )
    page = f"{reverse('reports:board')}?{urlencode(asked)}"
    return Line(park.name, counted.groups.get(park.pk, Tally()), share, rows, page)


def _day(scope: Scope, on: date) -> dict[str, str]:
    return {} if on == scope.on else {"on": on.isoformat()}


def _total(lines: Iterable[Line], share: Share, day: dict[str, str]) -> Line:
    whole, listed = Tally(), list(lines)
    for line in listed:
        for key, number in line.tally.looks.items():
            whole.looks[key] = whole.looks.get(key, 0) + number
    rows = f"{reverse('reports:covered')}?{urlencode({'park': 'all', **day})}"
    return Line("", whole, share, rows if all(line.rows for line in listed) else "")


def _shares(scope: Scope, parks: Mapping[int, Park], named: Set[int], on: date, *, least: int) -> dict[int, Share]:
    """Return the floating share of each park, and under 0 that of all of them.

    Who knows the members of a park by name reads its share, few or not, and its numbers where it stands alone. Numbers
    of several parks side by side are totals of an area, which a release shows.
    """
    found = floating_by_park(scope=scope, parks=list(parks), on=on)
    everybody = named >= set(parks)
    alone = everybody and len(parks) == 1
    hidden = withheld({pk: part for pk, part in found.items() if pk not in named}, least=least)
    released, together = released_parks(parks=list(parks), on=on)
    shares = {
        pk: Share(
            part,
            pk in hidden,
            pk in released or alone,
            _people(scope, str(parks[pk].public_id), on) if pk in named else "",
        )
        for pk, part in found.items()
    }
    whole = Part(sum(one.part for one in found.values()), sum(one.whole for one in found.values()))
    few = frozenset() if everybody else withheld({0: whole}, least=least)
    return {**shares, 0: Share(whole, bool(few), together or alone, _people(scope, ALL, on) if everybody else "")}


def _people(scope: Scope, park: str, on: date) -> str:
    """Return the address of the periods that the numerator counts, of one park or of all that are known by name."""
    asked = {"park": park, **_day(scope, on)}
    return f"{reverse('members:floating')}?{urlencode(asked)}"
