"""Verify the audit log (操作日志校验): walk the whole chain in bounded memory and say what does not fit."""

from collections.abc import Iterator
from itertools import islice

from django.db import connections

from runwu.core.audit import triggers
from runwu.core.audit.anchors import Anchor, AnchorFileDamaged, read_anchors
from runwu.core.audit.chain import GENESIS, head, link
from runwu.core.audit.expiries import check_expiries, key_of
from runwu.core.audit.findings import Finding, FindingKind, Notebook, VerifyReport
from runwu.core.audit.sealing import unsealed
from runwu.core.audit.walk import Closed, Sealed, closed_segments, sealed_rows
from runwu.core.models.audit import AuditEntry, AuditSeal, AuditSegment

__all__ = ["Finding", "FindingKind", "VerifyReport", "verify"]


def verify() -> VerifyReport:
    """Check every sealed entry, every segment and every anchor; count the entries that await their seal.

    Found: a changed row; a missing one, first, middle or last; two exchanged; links and heads made without
    the key; segments missing in between; a tail that was anchored and is gone, seals and segments included.
    Not found: rows removed before they were sealed (seconds), and whole segments removed from the end
    together with all their rows before any anchor named them or a later one (at most a day). What expired under a
    signature is not missing.
    """
    notes = Notebook()
    end = AuditSegment.objects.order_by("-number").first()
    last_number, last_seq = (end.number, end.last_seq) if end else (0, 0)
    expired = check_expiries(notes)
    checked = _check_rows(notes, sealed_rows(after=expired.last_seq, up_to=last_seq), expired.last_seq, last_seq)
    segments = _check_segments(notes, closed_segments(up_to=last_number), expired.last_seq)
    _check_strays(notes, last_seq)
    _check_protection(notes)
    anchors = _check_anchors(notes, expected=end is not None)
    found = tuple(notes.findings)
    return VerifyReport(
        checked, segments, anchors, unsealed().count(), found, notes.more, expired.last_seq, expired.before
    )


def _check_rows(notes: Notebook, rows: Iterator[Sealed], expired: int, last_seq: int) -> int:
    checked, position, previous = 0, expired, GENESIS if not expired else ""
    for row in rows:
        checked, seal = checked + 1, row.seal
        if seal.position > position + 1:
            notes.add(FindingKind.ROWS_MISSING, position + 1, seal.position - 1)
            previous = ""
        _check_row(notes, row, previous)
        position, previous = seal.position, seal.mac
    if position < last_seq:
        notes.add(FindingKind.ROWS_MISSING, position + 1, last_seq)
    return checked


def _check_row(notes: Notebook, row: Sealed, previous: str) -> None:
    """Check one row against the link before it; a link that is not known ("") cannot be followed."""
    position = row.seal.position
    if row.entry is None:
        notes.add(FindingKind.ROWS_MISSING, position, position)
        return
    if row.segment is None:  # reported with the segments
        return
    if position == row.segment.first_seq:
        previous = row.segment.previous_head
    key = key_of(row.segment.key_id)
    if key and previous and link(key, previous, row.entry) != row.seal.mac:
        notes.add(FindingKind.ROW_CHANGED, position, position)


def _check_segments(notes: Notebook, segments: Iterator[Closed], expired: int) -> int:
    checked, before = 0, AuditSegment(number=0, first_seq=1, count=0, head=GENESIS)
    for closed in segments:
        checked, segment = checked + 1, closed.segment
        if segment.number > before.number + 1:
            notes.add(FindingKind.SEGMENTS_MISSING, before.number + 1, segment.number - 1)
        elif (segment.first_seq, segment.previous_head) != (before.last_seq + 1, before.head):
            notes.add(FindingKind.SEGMENT_CHANGED, segment.number)
        if segment.last_seq > expired:
            _check_head(notes, closed)
        before = segment
    return checked


def _check_head(notes: Notebook, closed: Closed) -> None:
    segment, last = closed.segment, closed.last
    key = key_of(segment.key_id)
    if not key:
        notes.add(FindingKind.KEY_UNKNOWN, segment.number)
    elif last is not None and head(key, segment, last.mac) != segment.head:
        notes.add(FindingKind.SEGMENT_CHANGED, segment.number)


def _check_strays(notes: Notebook, last_seq: int) -> None:
    known = AuditSegment.objects.values("number")
    stray = AuditSeal.objects.filter(position__gt=last_seq).exclude(segment_id__in=known).order_by("position").first()
    if stray is not None:
        notes.add(FindingKind.STRAY_SEALS, stray.position)


def _check_protection(notes: Notebook) -> None:
    if triggers.missing(connections[AuditEntry.objects.db]):
        notes.add(FindingKind.NOT_PROTECTED)


def _check_anchors(notes: Notebook, *, expected: bool) -> int:
    checked, anchors = 0, read_anchors()
    try:
        while some := list(islice(anchors, 500)):
            checked += len(some)
            _compare(notes, some)
    except AnchorFileDamaged as damage:
        notes.add(FindingKind.ANCHORS_DAMAGED, damage.line)
        return checked
    if expected and not checked:
        notes.add(FindingKind.ANCHORS_MISSING)
    return checked


def _compare(notes: Notebook, anchors: list[Anchor]) -> None:
    segments = AuditSegment.objects.in_bulk({anchor.number for anchor in anchors})
    for anchor in anchors:
        segment = segments.get(anchor.number)
        if segment is None:
            notes.add(FindingKind.TAIL_CUT, anchor.number)
        elif (segment.last_seq, segment.head) != (anchor.last_seq, anchor.head):
            notes.add(FindingKind.ANCHOR_DIFFERS, anchor.number)
