"""Read the chain in order, a bounded number of rows at a time."""

from collections.abc import Iterator
from dataclasses import dataclass

from runwu.core.models.audit import AuditEntry, AuditSeal, AuditSegment

_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Sealed:
    """A seal with the entry it vouches for and its segment, where they still exist."""

    seal: AuditSeal
    entry: AuditEntry | None
    segment: AuditSegment | None


@dataclass(frozen=True, slots=True)
class Closed:
    """A segment with the seal of its last entry, where it still exists."""

    segment: AuditSegment
    last: AuditSeal | None


def sealed_rows(*, after: int, up_to: int) -> Iterator[Sealed]:
    """Give all seals after one position up to another, in order: three queries per thousand."""
    walk = AuditSeal.objects.filter(position__gt=after, position__lte=up_to).order_by("position")
    seals = list(walk[:_CHUNK])
    while seals:
        entries = AuditEntry.objects.in_bulk([seal.entry_id for seal in seals])
        segments = AuditSegment.objects.in_bulk({seal.segment_id for seal in seals})
        for seal in seals:
            yield Sealed(seal, entries.get(seal.entry_id), segments.get(seal.segment_id))
        seals = list(walk.filter(position__gt=seals[-1].position)[:_CHUNK])


def closed_segments(*, up_to: int) -> Iterator[Closed]:
    """Give all segments up to a number, in order: two queries per thousand."""
    walk = AuditSegment.objects.filter(number__lte=up_to).order_by("number")
    segments = list(walk[:_CHUNK])
    while segments:
        lasts = AuditSeal.objects.in_bulk([segment.last_seq for segment in segments])
        for segment in segments:
            yield Closed(segment, lasts.get(segment.last_seq))
        segments = list(walk.filter(number__gt=segments[-1].number)[:_CHUNK])
