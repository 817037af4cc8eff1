"""The arithmetic of the chain (校验链): canonical rows, links and heads. No queries here."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from runwu.core.crypto import hmac_sm3, sm3_of_chunks
from runwu.core.models.audit import AuditEntry, AuditExpiry, AuditSegment

GENESIS = "0" * 64


def canonical(entry: AuditEntry) -> bytes:
    """Return the one spelling of a row that is sealed, the same on every database."""
    return _spelled(
        1,
        entry.pk,
        str(entry.public_id),
        _utc(entry.at),
        str(entry.actor or ""),
        entry.actor_kind,
        entry.action,
        entry.subject_type,
        entry.subject_id,
        str(entry.place or ""),
        entry.path,
        entry.restricted,
        entry.fields,
        entry.extra,
        entry.request_id,
    )


def link(key: bytes, previous: str, entry: AuditEntry) -> str:
    """Return the link of a row: HMAC-SM3 over the link before it and the row."""
    return hmac_sm3(key, bytes.fromhex(previous), canonical(entry)).hex()


def head(key: bytes, segment: AuditSegment, last: str) -> str:
    """Return the head that closes a segment: HMAC-SM3 over its last link and its own data.

    It vouches for the length: rows cannot be taken from the end of a segment without the key.
    """
    closing = _spelled(
        "segment",
        segment.number,
        _utc(segment.created_at),
        segment.first_seq,
        segment.count,
        segment.previous_head,
        segment.key_id,
    )
    return hmac_sm3(key, bytes.fromhex(last), closing).hex()


def digest_of_segments(segments: Iterable[AuditSegment]) -> str:
    """Return the SM3 digest of what stays of expired segments."""
    return sm3_of_chunks(_spelled(one.number, one.first_seq, one.count, one.head, one.key_id) for one in segments)


def expiry_mac(key: bytes, previous: str, expiry: AuditExpiry) -> str:
    """Return the signature of an expiry: HMAC-SM3 over that of the one before and its own data."""
    own = _spelled(
        "expiry",
        expiry.number,
        _utc(expiry.created_at),
        expiry.before.isoformat(),
        expiry.last_segment,
        expiry.last_seq,
        expiry.count,
        expiry.digest,
        str(expiry.by or ""),
        expiry.key_id,
    )
    return hmac_sm3(key, bytes.fromhex(previous), own).hex()


def _spelled(*values: Any) -> bytes:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
