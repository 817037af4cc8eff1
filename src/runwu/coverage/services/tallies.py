"""Renew the tallies of boards over many parks (更新汇总), one process at a time."""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from runwu.core.advisory import number_of, try_for_transaction
from runwu.core.models import AuditEntry
from runwu.coverage.models import ParkTally
from runwu.coverage.selectors.kept import changes_since
from runwu.coverage.selectors.tallies import Grouping, counted_looks
from runwu.enterprises.models import Enterprise, Park

KEPT = tuple(Grouping)
MOST_AGE = timedelta(minutes=10)
"""On PostgreSQL an act whose log entry was numbered before the count can commit after it, and nothing newer tells of
it: figures of this age are counted anew whatever the log says."""
_LOCK = number_of("coverage.tallies")


def tallies_due() -> bool:
    """Tell whether the tallies have to be counted anew: something was written down, the day changed, they are old."""
    kept = ParkTally.objects.filter(on=timezone.localdate())
    if kept.count() != Park.objects.count() * len(KEPT):
        return True
    oldest = kept.order_by("newest_entry").values_list("newest_entry", flat=True).first()
    if oldest is None:
        return False
    old = kept.filter(computed_at__lte=timezone.now() - MOST_AGE)
    return old.exists() or AuditEntry.objects.filter(changes_since(oldest)).exists()


def renew_due_tallies() -> int:
    """Renew the tallies where that is due; return how many rows, 0 where nothing was due or another process does it."""
    return renew_tallies() if tallies_due() else 0


@transaction.atomic
def renew_tallies() -> int:
    """Count the enterprises of all parks and keep the figures. Twelve statements whatever the size.

    Returns how many rows there are now; 0 when another process is renewing them.
    """
    if not try_for_transaction(_LOCK):
        return 0
    today, now = timezone.localdate(), timezone.now()
    newest = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    rows = [
        ParkTally(park_id=park, grouping=by, on=today, looks=looks, newest_entry=newest, computed_at=now)
        for by in KEPT
        for park, looks in _looks(by).items()
    ]
    ParkTally.objects.all().delete()
    ParkTally.objects.bulk_create(rows, batch_size=100)
    return len(rows)


def _looks(by: Grouping) -> dict[int, list[list[object]]]:
    today = timezone.localdate()
    found: defaultdict[int, list[list[object]]] = defaultdict(list)
    for park in Park.objects.values_list("pk", flat=True):
        found[park] = []
    for (park, group, look), number in counted_looks(Enterprise.objects.all(), on=today, today=today, by=by).items():
        found[park].append([group, look[0], look[1], "".join("01"[mark] for mark in look[2]), number])
    return dict(found)
