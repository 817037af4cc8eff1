"""Renew the tallies of boards over many parks (更新汇总)."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from runwu.core.models import AuditEntry
from runwu.coverage.models import ParkTally
from runwu.coverage.selectors.kept import changes_since
from runwu.coverage.selectors.tallies import Grouping, counted_looks
from runwu.enterprises.models import Enterprise, Park

KEPT = tuple(Grouping)


def renew_due_tallies() -> int:
    """Renew the tallies where something was written down since, or the day has changed; return how many rows."""
    today = timezone.localdate()
    kept = ParkTally.objects.filter(on=today)
    oldest = kept.order_by("newest_entry").values_list("newest_entry", flat=True).first()
    complete = kept.count() == Park.objects.count() * len(KEPT)
    if complete and (oldest is None or not AuditEntry.objects.filter(changes_since(oldest)).exists()):
        return 0
    return renew_tallies()


@transaction.atomic
def renew_tallies() -> int:
    """Count the enterprises of all parks and keep the figures. Twelve statements whatever the size."""
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
