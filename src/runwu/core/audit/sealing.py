"""Seal committed entries (日志校验): link them into a segment, close it by a head, anchor the head."""

import threading
import time

import structlog
from django.conf import settings
from django.db import OperationalError, transaction
from django.db.models import Exists, Max, OuterRef, QuerySet

from runwu.core.audit.anchors import anchor_daily
from runwu.core.audit.chain import GENESIS, head, link
from runwu.core.audit.locks import impatient, try_to_become_sealer
from runwu.core.crypto import keyring
from runwu.core.models.audit import AuditEntry, AuditSeal, AuditSegment

logger = structlog.get_logger(__name__)
SEGMENT_LIMIT = 1000
# A transaction may commit after others with higher ids were sealed. The sealer that runs with the requests
# looks this far back, which its index makes cheap; the worker and the command look at everything.
_LOOK_BACK = 10_000
_turn = threading.Lock()
_last_turn = {"at": float("-inf")}


def unsealed(*, everything: bool = True) -> QuerySet[AuditEntry]:
    """Return the entries without a seal, oldest first; without `everything` only the recent ones."""
    rows = AuditEntry.objects.filter(~Exists(AuditSeal.objects.filter(entry_id=OuterRef("pk")))).order_by("pk")
    if everything:
        return rows
    newest = AuditEntry.objects.aggregate(newest=Max("pk"))["newest"] or 0
    return rows.filter(pk__gt=newest - _LOOK_BACK)


def seal_pending(limit: int = SEGMENT_LIMIT, *, everything: bool = True) -> int:
    """Seal up to `limit` committed entries as one segment; return how many, 0 if another process is sealing."""
    with transaction.atomic():
        if not try_to_become_sealer():
            return 0
        entries = list(unsealed(everything=everything)[:limit])
        if entries:
            segment = _append_segment(entries)
            transaction.on_commit(lambda: anchor_daily(segment))
    return len(entries)


def seal_all(*, everything: bool = True) -> int:
    """Seal whatever is pending, segment by segment, and see that today has its anchor; return how many entries."""
    total = 0
    while sealed := seal_pending(everything=everything):
        total += sealed
    last = AuditSegment.objects.order_by("-number").first()
    if last is not None:
        anchor_daily(last)
    return total


def seal_recent() -> int:
    """Seal the recent entries: what the worker does every minute."""
    return seal_all(everything=False)


def _append_segment(entries: list[AuditEntry]) -> AuditSegment:
    key = keyring().audit_key()
    last = AuditSegment.objects.order_by("-number").first()
    segment = AuditSegment(
        number=last.number + 1 if last else 1,
        first_seq=last.last_seq + 1 if last else 1,
        count=len(entries),
        previous_head=last.head if last else GENESIS,
        key_id=key.id,
    )
    seals = _linked(key.secret, segment, entries)
    segment.head = head(key.secret, segment, seals[-1].mac)
    segment.save(force_insert=True)
    AuditSeal.objects.bulk_create(seals, batch_size=500)
    return segment


def _linked(key: bytes, segment: AuditSegment, entries: list[AuditEntry]) -> list[AuditSeal]:
    previous, seals = segment.previous_head, []
    for position, entry in enumerate(entries, start=segment.first_seq):
        previous = link(key, previous, entry)
        seals.append(AuditSeal(position=position, entry=entry, segment=segment, mac=previous))
    return seals


def seal_after_commit() -> None:
    """Seal recent entries after an act was committed, at most once per few seconds and process.

    Never disturbs the act: when the database is busy, the next act or the worker seals.
    """
    if not _is_my_turn():
        return
    try:
        with impatient():
            seal_pending(everything=False)
    except OperationalError:
        logger.info("audit.sealing.postponed")


def _is_my_turn() -> bool:
    pause = float(getattr(settings, "RUNWU_AUDIT_SEAL_SECONDS", 5))
    with _turn:
        now = time.monotonic()
        if now - _last_turn["at"] < pause:
            return False
        _last_turn["at"] = now
        return True
