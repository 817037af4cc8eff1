"""Who counts as floating, and among whom (流动党员比例): one formula for every day, its figures and the rows behind them.

Floating periods open on the day ÷ members. Members of a park are those whose formal affiliation lies there on the
day, and those who float in without one in this system; somebody attached to two organisations counts once, where the
affiliation is.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from runwu.members.choices import Belonging
from runwu.members.models import Affiliation, FloatingStay


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows of the formula: affiliations, those of them who are away, and periods of those who float in."""

    formal: QuerySet[Affiliation]
    away: QuerySet[Affiliation]
    here: QuerySet[FloatingStay]


def counted(*, whom: Q, parks: Collection[int], on: date) -> Counted:
    """Return the rows that count in some parks (ids) on a day; `whom` is a condition over `member__`. No query."""
    stays = FloatingStay.objects.on(on).filter(whom)
    formal = _formal(whom, on).filter(organization__park__in=parks)
    elsewhere = _formal(whom, on).filter(member=OuterRef("member"))
    here = stays.filter(~Exists(elsewhere), host__park__in=parks)
    return Counted(formal, formal.filter(member__in=stays.order_by().values("member")), here)


def _formal(whom: Q, on: date) -> QuerySet[Affiliation]:
    """List the affiliations of a day; an open one of a guest of today is no affiliation of this system."""
    rows = Affiliation.objects.on(on).filter(whom)
    return rows.exclude(member__belonging=Belonging.FLOATING_IN, valid_to__isnull=True)


def behind(rows: QuerySet[FloatingStay], *, whom: Q, parks: Collection[int], on: date) -> QuerySet[FloatingStay]:
    """Keep the periods that the numerator counts in some parks on a day: as many as the figure says."""
    found = counted(whom=whom, parks=parks, on=on)
    either = Q(pk__in=found.here.values("pk")) | Q(member__in=found.away.values("member"))
    return rows.filter(either, pk__in=FloatingStay.objects.on(on).values("pk"))
