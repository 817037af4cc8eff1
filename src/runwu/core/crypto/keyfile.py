"""The keys of an installation on disk (密钥文件): one file, outside the database."""

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from runwu.core.crypto.ciphers import Algorithm
from runwu.core.crypto.errors import KeyFileMissing
from runwu.core.crypto.keydocuments import invalid, read_tables, write_tables
from runwu.core.crypto.keys import AuditKey, EncryptionKey, IndexKey, KeyRing


def keyring() -> KeyRing:
    """Return the keys of this installation; a changed key file is read again.

    Keys are made on the spot only where `settings.RUNWU_MAKE_KEYS` says so (development, demo, tests).
    Raises KeyFileMissing, KeyFileInvalid or KeyProviderFailed.
    """
    name = str(settings.RUNWU_KEY_FILE)
    try:
        # asked once for every value that is encrypted: building a path each time would cost as much as the cipher
        return _read_once(name, os.stat(name).st_mtime_ns)  # noqa: PTH116
    except FileNotFoundError:
        return _made_or_refused(Path(name))


def _made_or_refused(path: Path) -> KeyRing:
    from runwu.core.crypto.keymaking import create_key_file

    if not getattr(settings, "RUNWU_MAKE_KEYS", False):
        raise KeyFileMissing(
            _("找不到密钥文件 {path}，加密的内容无法读写。密钥必须放在数据库之外。").format(path=path)
            + _("首次安装请运行 runwu keys init；已有数据时请从备份取回原文件，或用 RUNWU_KEY_FILE 指明位置。")
        )
    create_key_file(path)
    return read_keys(path)


@lru_cache(maxsize=4)
def _read_once(name: str, _modified: int) -> KeyRing:
    return read_keys(Path(name))


def read_keys(path: Path) -> KeyRing:
    """Read a key file. Raises KeyFileInvalid when it is open to others, damaged or incomplete."""
    data = read_tables(path)
    try:
        return _parsed(data)
    except (KeyError, TypeError, ValueError):
        raise invalid(path, _("内容不完整或已损坏")) from None


def write_keys(path: Path, keys: KeyRing) -> None:
    """Write a key file that must not exist yet, readable by its owner alone. Raises FileExistsError."""
    write_tables(path, _tables(keys))


def replace_keys(path: Path, keys: KeyRing) -> None:
    """Put a key file in place of the one that stands there, in one step."""
    write_tables(path, _tables(keys), replace=True)


def _parsed(data: Mapping[str, Any]) -> KeyRing:
    encryption = parsed_encryption_keys(data["encryption"]["keys"])
    audit = {
        key_id: AuditKey(key_id, item["created"], _secret(item, 32)) for key_id, item in data["audit"]["keys"].items()
    }
    active, audit_active = data["encryption"]["active"], data["audit"]["active"]
    if active not in encryption or audit_active not in audit:
        raise ValueError("active key")
    index = data["index"]
    later = sorted(index.get("next", {}).items())
    chain = tuple(IndexKey(item.get("created", ""), _secret(item, 32)) for item in (index, *(one for _n, one in later)))
    return KeyRing(encryption, active, audit, audit_active, chain, str(index.get("state", "")))


def parsed_encryption_keys(items: Mapping[str, Mapping[str, Any]]) -> dict[str, EncryptionKey]:
    """Return the encryption keys of a table of them. Raises KeyError, TypeError or ValueError."""
    return {key_id: _encryption_key(key_id, item) for key_id, item in items.items()}


def encryption_tables(prefix: str, keys: Mapping[str, EncryptionKey]) -> dict[str, dict[str, Any]]:
    """Return encryption keys as tables of a key file."""
    return {
        f"{prefix}.keys.{key.id}": {"algorithm": str(key.algorithm), "created": key.created, "secret": key.secret}
        for key in keys.values()
    }


def _encryption_key(key_id: str, item: Mapping[str, Any]) -> EncryptionKey:
    if len(bytes.fromhex(key_id)) != 4:
        raise ValueError("key id")
    algorithm = Algorithm(item["algorithm"])
    return EncryptionKey(key_id, algorithm, item["created"], _secret(item, algorithm.key_bytes))


def _secret(item: Mapping[str, Any], length: int) -> bytes:
    secret: bytes = item["secret"]
    if len(secret) != length:
        raise ValueError("key length")
    return secret


def _tables(keys: KeyRing) -> dict[str, dict[str, Any]]:
    first, *later = keys.index_keys
    state = {"state": keys.index_state} if keys.index_state else {}
    return {
        "encryption": {"active": keys.active_encryption},
        **encryption_tables("encryption", keys.encryption),
        "index": {"created": first.created, **state, "secret": first.secret},
        **{f"index.next.{n:02d}": {"created": key.created, "secret": key.secret} for n, key in enumerate(later, 2)},
        "audit": {"active": keys.active_audit},
        **{f"audit.keys.{key.id}": {"created": key.created, "secret": key.secret} for key in keys.audit.values()},
    }
