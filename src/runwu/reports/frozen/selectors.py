"""Frozen figures as one viewer sees them: the number then, corrections beside, and what the register says now of that day."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from runwu.accounts.models import User
from runwu.core.rulebooks import book_with
from runwu.core.scope import Capability, Scope
from runwu.members import standings
from runwu.members.models import MemberMerge, PartyMember
from runwu.reports.frozen.counting import RULES, Person, counted
from runwu.reports.models import FrozenCorrection, FrozenFigure, FrozenSet
from runwu.rules.sources import Source


def frozen_sets(*, scope: Scope) -> QuerySet[FrozenSet]:
    """List the frozen sets of organisations whose members somebody knows, but those taken back."""
    rows = FrozenSet.objects.filter(scope.paths(Capability.SEE_MEMBERS, "organization__path"))
    return rows.filter(withdrawn_at__isnull=True).select_related("organization")


def figures(*, scope: Scope) -> QuerySet[FrozenFigure]:
    """List the figures of those sets."""
    return FrozenFigure.objects.filter(frozen__in=frozen_sets(scope=scope)).select_related("frozen__organization")


def sees_all(*, scope: Scope, figure: FrozenFigure) -> bool:
    """Tell whether somebody is told a figure with the restricted members in it (who.md).

    The own branch is; beyond it the committee's officer is told how many members there are, and nothing else of them.
    """
    path = figure.frozen.organization.path
    own = scope.reaches_path(Capability.SEE_MEMBER_CONTACTS, path)
    return own or (figure.key == "members" and scope.reaches_path(Capability.SEE_RESTRICTED, path))


@dataclass(frozen=True, slots=True)
class Told:
    """One figure as it was frozen and corrected, for one viewer; `complete` with the restricted members in it."""

    row: FrozenFigure
    number: int
    corrections: tuple[FrozenCorrection, ...]
    complete: bool

    @property
    def valid(self) -> int:
        """The number that holds: the last correction, else what was frozen."""
        return self.corrections[-1].number if self.corrections else self.number


def told(*, scope: Scope, figure: FrozenFigure) -> Told:
    """Return a figure as a viewer is told it. One query, none where its corrections were fetched."""
    complete = sees_all(scope=scope, figure=figure)
    number = figure.number + (figure.sealed_number if complete else 0)
    return Told(figure, number, tuple(one for one in figure.corrections.all() if one.complete == complete), complete)


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure for one viewer; `now` is what the register says today of that day."""

    told: Told
    now: int
    source: Source | None = None

    @property
    def row(self) -> FrozenFigure:
        """The figure."""
        return self.told.row

    @property
    def number(self) -> int:
        """What was frozen."""
        return self.told.number

    @property
    def corrections(self) -> tuple[FrozenCorrection, ...]:
        """What was corrected beside, in the order of recording."""
        return self.told.corrections

    @property
    def rule(self) -> str:
        """The rule whose clause the figure rests on, "" for one that rests on none."""
        return RULES.get(self.row.key, "")

    @property
    def valid(self) -> int:
        """The number that holds: the last correction, else what was frozen."""
        return self.told.valid

    @property
    def difference(self) -> int:
        """By how much the register says something else today than the number that holds."""
        return self.now - self.valid


def shown(*, scope: Scope, frozen: FrozenSet) -> list[Shown]:
    """Return the figures of a set as one viewer sees them. Four queries."""
    now, book = _now(frozen), book_with((), on=frozen.on)  # the clauses of the country on that day
    rows = frozen.figures.select_related("frozen__organization").prefetch_related("corrections")
    return [
        Shown(
            one,
            len(_ids(now.get(one.row.key, []), complete=one.complete)),
            book.source(RULES[one.row.key]) if one.row.key in RULES else None,
        )
        for one in (told(scope=scope, figure=row) for row in rows)
    ]


def counted_in_total_alone(figures: Collection[Shown]) -> int:
    """Return how many restricted members the total contains and the other figures do not, for who is told the total."""
    if all(one.told.complete for one in figures):
        return 0
    return sum(one.row.sealed_number for one in figures if one.told.complete)


def _now(frozen: FrozenSet) -> dict[str, list[Person]]:
    """Return who counts now towards each figure. Three queries.

    Whoever was counted then keeps the mark of then: a restriction asked for or lifted since changes no number, so that a
    difference never tells of one.
    """
    marks = {str(one): sealed for figure in frozen.figures.all() for one, sealed in figure.people}
    found = counted(organization=frozen.organization, on=frozen.on)
    return {key: [(one, marks.get(one, sealed)) for one, sealed in people] for key, people in found.items()}


def _ids(people: Collection[Person], *, complete: bool) -> set[str]:
    return {public_id for public_id, sealed in people if complete or not sealed}


def people_behind(*, scope: Scope, figure: FrozenFigure, show: str) -> QuerySet[PartyMember]:
    """List the members behind a figure whom a viewer may know: then, `now`, `added` since, or `gone` since.

    Who was merged meanwhile stands in the row that was kept. Five queries at most.
    """
    complete = sees_all(scope=scope, figure=figure)
    then = _ids([(one, sealed) for one, sealed in figure.people], complete=complete)
    merged = MemberMerge.objects.filter(absorbed__in=then, undone_at__isnull=True)
    then |= {str(one) for one in merged.values_list("kept__public_id", flat=True)}
    if show:
        now = _ids(_now(figure.frozen)[figure.key], complete=complete)
        then = {"now": now, "added": now - then, "gone": then - now}[show]
    return standings.on_record(scope=scope).filter(public_id__in=then)


def names(accounts: Iterable[UUID]) -> dict[UUID, str]:
    """Name accounts; one that is gone is not among them. One query."""
    return dict(User.objects.filter(public_id__in=set(accounts)).values_list("public_id", "display_name"))


def names_on(frozen: FrozenSet, figures: Iterable[Shown]) -> dict[UUID, str]:
    """Name who froze a set and who corrected what is shown of it. One query."""
    return names([frozen.frozen_by, *(each.recorded_by for one in figures for each in one.corrections)])


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction, and the account that recorded it; nothing where the account is gone."""

    row: FrozenCorrection
    by: str


def corrected(one: Shown, named: Mapping[UUID, str]) -> list[Corrected]:
    """Return the corrections of a figure with who recorded each, in the order of recording."""
    return [Corrected(each, named.get(each.recorded_by, "")) for each in one.corrections]
