"""Tallies as they were counted last (覆盖汇总): what a board over many parks shows, with the moment it is from."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from runwu.core.models import AuditEntry
from runwu.core.scope import Scope
from runwu.coverage.models import ParkTally
from runwu.coverage.selectors.policies import books_of
from runwu.coverage.selectors.tallies import Counted, Grouping, Tally, judged, tallies
from runwu.enterprises.models import Park
from runwu.rules.rulebook import Rulebook

_CHANGING = (
    "core.import.committed",
    "coverage.adoption.",
    "coverage.contact_plan.accepted",
    "coverage.contact_plan.taken_back",
    "coverage.mass.",
    "coverage.visit.",
    "enterprises.",
    "organizations.",
)
"""Beginnings of the acts after which a tally may differ; recorded rules are read anew each time."""


@dataclass(frozen=True, slots=True)
class Counting:
    """Tallies by group, the moment they were counted, and whether something was written down since."""

    groups: Mapping[Hashable, Tally]
    counted_at: datetime | None = None
    stale: bool = False


def changes_since(entry: int) -> Q:
    """Return the condition on log entries after which tallies may differ."""
    condition = Q()
    for beginning in _CHANGING:
        condition |= Q(action__startswith=beginning)
    return condition & Q(pk__gt=entry)


def counting(
    *, scope: Scope, on: date, by: Grouping, parks: Mapping[int, Park], books: Mapping[int, Rulebook] | None = None
) -> Counting:
    """Return the tallies of parks: today's as kept, where all of them are; otherwise counted now. Three queries."""
    kept = list(ParkTally.objects.filter(park__in=list(parks), grouping=by, on=on)) if on == scope.on else []
    if len(kept) < len(parks) or not kept:
        return Counting(tallies(scope=scope, on=on, by=by, parks=parks))
    counted: Counted = {}
    for row in kept:
        for group, operating, staffed, marks, number in row.looks:
            counted[row.park_id, group, (operating, staffed, tuple(sign == "1" for sign in marks))] = number
    stale = AuditEntry.objects.filter(changes_since(min(row.newest_entry for row in kept))).exists()
    books = books or books_of(parks.values(), on=on)
    return Counting(judged(counted, books), min(row.computed_at for row in kept), stale)
