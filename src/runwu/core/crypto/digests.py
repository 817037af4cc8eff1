"""SM3 digests (GB/T 32905-2016), HMAC-SM3, and the blind index for exact match."""

import re
import unicodedata
from collections.abc import Iterable

from cryptography.hazmat.primitives import hashes, hmac
from django.utils.translation import gettext as _

from runwu.core.crypto.errors import IndexRotating
from runwu.core.crypto.keyfile import keyring
from runwu.core.crypto.keys import KeyRing

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
    if value.isascii() and value.isalnum():
        return value.upper()
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", value)).upper()


def blind_index(value: str, purpose: str) -> str:
    """Return the blind index (盲索引) of a value: 64 signs, or "" for an empty value.

    `purpose` (such as "phone") separates columns: the same number gives unlike indexes in two of them. The first
    generation is HMAC-SM3 in hex; each further one is made of the one before and says its number ("g02…").
    Raises IndexRotating while stored indexes move to a new key: looking for them would miss some.
    """
    text = normalized(value)
    if not text:
        return ""
    keys = keyring()
    if keys.index_pending:
        raise _rotating()
    first = hmac_sm3(keys.index_keys[0].secret, purpose.encode(), b"\x00", text.encode()).hex()
    return renewed_index(first, purpose, keys)


def renewed_index(stored: str, purpose: str, keys: KeyRing) -> str:
    """Return a stored blind index as the newest generation has it; one that is up to date as it is."""
    for generation in range(generation_of(stored) + 1, len(keys.index_keys) + 1):
        secret = keys.index_keys[generation - 1].secret
        mac = hmac_sm3(secret, purpose.encode(), b"\x00", stored.encode()).hex()
        stored = f"g{generation:02d}{mac}"[:64]
    return stored


def generation_of(stored: str) -> int:
    """Return the generation of the key under which an index was made.

    >>> generation_of("g02" + "0" * 61), generation_of("0" * 64)
    (2, 1)
    """
    return int(stored[1:3]) if stored.startswith("g") else 1


def _rotating() -> IndexRotating:
    return IndexRotating(
        _("正在更换查找号码用的密钥，暂时不能按手机号、身份证号查找和登记，以免认错人。")
        + _("请过几分钟再做一次；长时间如此，请管理员运行 runwu keys rotate 把更换做完。")
    )
