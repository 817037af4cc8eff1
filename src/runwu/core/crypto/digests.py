"""SM3 digests (GB/T 32905-2016), HMAC-SM3, and the blind index for exact match."""

import re
import unicodedata
from collections.abc import Iterable

from cryptography.hazmat.primitives import hashes, hmac

from runwu.core.crypto.keyfile import keyring

# Hyphens of several alphabets, and the separators that people type inside phone and identity numbers.
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—−·]+")


def sm3_hex(data: bytes) -> str:
    """Return the SM3 digest in hex.

    >>> sm3_hex(b"abc")
    '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'
    """
    return sm3_of_chunks([data])


def sm3_of_chunks(chunks: Iterable[bytes]) -> str:
    """Return the SM3 digest of everything the chunks hold, in hex."""
    digest = hashes.Hash(hashes.SM3())
    for chunk in chunks:
        digest.update(chunk)
    return digest.finalize().hex()


def hmac_sm3(key: bytes, *parts: bytes) -> bytes:
    """Return HMAC-SM3 (32 bytes) of the parts, one after the other."""
    mac = hmac.HMAC(key, hashes.SM3())
    for part in parts:
        mac.update(part)
    return mac.finalize()


def normalized(value: str) -> str:
    """Return the form under which two spellings of one number are equal.

    >>> normalized(" １３８-0000 0000x")
    '13800000000X'
    """
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", value)).upper()


def blind_index(value: str, purpose: str) -> str:
    """Return the blind index (盲索引) of a value: HMAC-SM3 hex, or "" for an empty value.

    `purpose` (such as "phone") separates columns: the same number gives unlike indexes in two of them.
    """
    text = normalized(value)
    return hmac_sm3(keyring().index_key, purpose.encode(), b"\x00", text.encode()).hex() if text else ""
