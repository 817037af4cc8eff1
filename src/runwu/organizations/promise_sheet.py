"""The sheet of promises for a quarterly meeting (承诺事项兑现情况表): what was due in a quarter or a year, line by line."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from runwu.core.scope import Scope
from runwu.organizations import relations
from runwu.organizations.choices import LED_LINES, RelationLine
from runwu.organizations.models import Promise
from runwu.organizations.relations import PromiseFigures

MOST = 200  # rows on paper; the list has the rest
_MONTHS = 3  # of a quarter


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A year, or one quarter of it."""

    year: int
    quarter: int | None = None

    def __str__(self) -> str:
        if self.quarter is None:
            return _("%d 年") % self.year
        return _("%(year)d 年第 %(quarter)d 季度") % {"year": self.year, "quarter": self.quarter}

    @property
    def condition(self) -> Q:
        """What is due in the period."""
        due = Q(due_on__year=self.year)
        return due if self.quarter is None else due & Q(due_on__quarter=self.quarter)

    @property
    def query(self) -> str:
        """The part of an address that filters the list to the period."""
        return f"year={self.year}" + (f"&quarter={self.quarter}" if self.quarter else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOnSheet:
    """The promises of one line, with their figures."""

    name: str
    figures: PromiseFigures
    rows: list[Promise]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All lines, the figures of all together, and how many promises found no place on the paper."""

    lines: list[LineOnSheet]
    figures: PromiseFigures
    left: int


def quarter_of(day: date) -> Period:
    """Return the quarter of a day.

    >>> quarter_of(date(2026, 11, 20))
    Period(year=2026, quarter=4)
    """
    return Period(year=day.year, quarter=(day.month - 1) // _MONTHS + 1)


def sheet_of(*, scope: Scope, period: Period, line: str = "") -> Sheet:
    """Return the promises in reach that were due in a period, of one line or of all. Eight queries at most."""
    rows = relations.promises_in_reach(scope=scope).filter(period.condition)
    asked = [one for one in RelationLine if line in ("", one.value) or (line == "others" and one in LED_LINES)]
    rows = rows.filter(relation__line__in=asked)
    together = rows.select_related("promised_by", "relation__source", "relation__target").order_by("due_on", "pk")
    shown = list(together[:MOST])
    told = [
        LineOnSheet(
            name=str(one.label),
            figures=relations.promise_figures(rows.filter(relation__line=one), on=scope.on),
            rows=[row for row in shown if row.relation.line == one],
        )
        for one in asked
    ]
    figures = relations.promise_figures(rows, on=scope.on)
    return Sheet(
        lines=[one for one in told if one.figures != relations.NO_PROMISES],
        figures=figures,
        left=max(figures.due + figures.ahead - MOST, 0),
    )
