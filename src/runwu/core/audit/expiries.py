"""What is left of expired entries (到期清除的校验): a signed row, and the segments with their heads."""

from dataclasses import dataclass
from datetime import date

from runwu.core.audit.chain import GENESIS, digest_of_segments, expiry_mac
from runwu.core.audit.findings import FindingKind, Notebook
from runwu.core.crypto import KeyUnknown, keyring
from runwu.core.models.audit import AuditExpiry, AuditSegment


@dataclass(frozen=True, slots=True)
class Expired:
    """Up to which position and segment the log has expired, and from before which day; zero where nothing has."""

    last_seq: int = 0
    last_segment: int = 0
    before: date | None = None
    number: int = 0
    mac: str = GENESIS


def expired_so_far() -> Expired:
    """Return what has expired, by the last row that says so; whether it is genuine says `check_expiries`."""
    last = AuditExpiry.objects.order_by("-number").first()
    return _state(last) if last else Expired()


def check_expiries(notes: Notebook) -> Expired:
    """Check the signatures and the segments that stay; return what has expired by those that fit. Few queries each."""
    state = Expired()
    for expiry in AuditExpiry.objects.order_by("number"):
        if not _fits(expiry, state):
            notes.add(FindingKind.EXPIRY_CHANGED, expiry.number)
            break
        state = _state(expiry)
    return state


def segments_after(state: Expired, *, up_to: int) -> list[AuditSegment]:
    """Return the segments that an expiry covers."""
    return list(AuditSegment.objects.filter(number__gt=state.last_segment, number__lte=up_to).order_by("number"))


def key_of(key_id: str) -> bytes | None:
    """Return the secret of a key of the log, None for an unknown one."""
    try:
        return keyring().audit_key(key_id).secret
    except KeyUnknown:
        return None


def _fits(expiry: AuditExpiry, before: Expired) -> bool:
    key = key_of(expiry.key_id)
    signed = key is not None and expiry_mac(key, before.mac, expiry) == expiry.mac
    follows = expiry.number == before.number + 1 and expiry.count == expiry.last_seq - before.last_seq
    return signed and follows and digest_of_segments(segments_after(before, up_to=expiry.last_segment)) == expiry.digest


def _state(expiry: AuditExpiry) -> Expired:
    return Expired(expiry.last_seq, expiry.last_segment, expiry.before, expiry.number, expiry.mac)
