"""The arithmetic of the chain (校验链): canonical rows, links and heads. No queries here."""

import json
from datetime import UTC, datetime
from typing import Any

from runwu.core.crypto import hmac_sm3
from runwu.core.models.audit import AuditEntry, AuditSegment

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


def _spelled(*values: Any) -> bytes:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
