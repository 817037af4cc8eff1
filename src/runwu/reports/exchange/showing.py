"""Figures of exchange packages on the board over parks (交换包的数字): which parks have them, on which day."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import OuterRef, Subquery

from runwu.reports.models import ReceivedFigures
from runwu.rules.coverage import Rate


def received(*, parks: Collection[int], on: date) -> Mapping[int, ReceivedFigures]:
    """Return the newest figures of each park up to a day: {park id: figures}. One query."""
    newest = ReceivedFigures.objects.filter(park=OuterRef("park"), day__lte=on).order_by("-counted_at").values("pk")[:1]
    rows = ReceivedFigures.objects.filter(park__in=parks, pk=Subquery(newest))
    return {row.park_id: row for row in rows}


def rate_of(row: ReceivedFigures, name: str) -> Rate:
    """Return a rate of a package; one whose numerator is withheld has none, which the board shows as “few”."""
    numerator, denominator, unknown = row.figures[name]
    return Rate(numerator or 0, denominator, unknown)
