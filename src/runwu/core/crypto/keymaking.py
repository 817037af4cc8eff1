"""Make keys (生成密钥): a new key file, or one more active key for a rotation."""

import contextlib
import secrets
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from runwu.core.crypto.ciphers import Algorithm, require
from runwu.core.crypto.keyfile import write_keys
from runwu.core.crypto.keys import INDEX_PENDING, AuditKey, EncryptionKey, IndexKey, KeyRing


def chosen_algorithm() -> Algorithm:
    """Return the cipher for new keys: `settings.RUNWU_CIPHER`, SM4-GCM without it. Raises CipherUnavailable."""
    return require(Algorithm(getattr(settings, "RUNWU_CIPHER", "") or Algorithm.SM4_GCM))


def new_keys(algorithm: Algorithm) -> KeyRing:
    """Return fresh random keys of every kind."""
    encryption, audit = new_encryption_key(algorithm), _audit_key()
    return KeyRing({encryption.id: encryption}, encryption.id, {audit.id: audit}, audit.id, (_index_key(),))


def with_new_encryption_key(keys: KeyRing, algorithm: Algorithm) -> KeyRing:
    """Return the keys with one more encryption key, now the active one; the old ones still decrypt."""
    key = new_encryption_key(algorithm)
    return replace(keys, encryption={**keys.encryption, key.id: key}, active_encryption=key.id)


def with_new_audit_key(keys: KeyRing) -> KeyRing:
    """Return the keys with one more audit key, now the active one; the old ones still verify."""
    key = _audit_key()
    return replace(keys, audit={**keys.audit, key.id: key}, active_audit=key.id)


def with_new_index_key(keys: KeyRing) -> KeyRing:
    """Return the keys with a further generation of the index key, pending until all rows have followed."""
    return replace(keys, index_keys=(*keys.index_keys, _index_key()), index_state=INDEX_PENDING)


def create_key_file(path: Path) -> None:
    """Create the key file unless another process was faster."""
    with contextlib.suppress(FileExistsError):
        write_keys(path, new_keys(chosen_algorithm()))


def new_encryption_key(algorithm: Algorithm) -> EncryptionKey:
    """Return a fresh random encryption key."""
    secret = secrets.token_bytes(require(algorithm).key_bytes)
    return EncryptionKey(secrets.token_hex(4), algorithm, _today(), secret)


def _audit_key() -> AuditKey:
    return AuditKey(secrets.token_hex(4), _today(), secrets.token_bytes(32))


def _index_key() -> IndexKey:
    return IndexKey(_today(), secrets.token_bytes(32))


def _today() -> str:
    return timezone.localdate().isoformat()
