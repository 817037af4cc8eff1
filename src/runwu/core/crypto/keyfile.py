"""The key file (密钥文件): TOML, mode 0600, outside the database."""

import os
import stat
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from runwu.core.crypto.ciphers import Algorithm
from runwu.core.crypto.errors import KeyFileInvalid, KeyFileMissing
from runwu.core.crypto.keys import AuditKey, EncryptionKey, KeyRing

_HEADING = """\
# 润物密钥文件。丢失后，加密的内容无法恢复；泄露后，请立即轮换密钥。
# 与数据库分开备份；只允许运行服务的账号读取（权限 0600）。
version = 1
"""


def keyring() -> KeyRing:
    """Return the keys of this installation; a changed key file is read again.

    Keys are made on the spot only where `settings.RUNWU_MAKE_KEYS` says so (development, demo, tests).
    Raises KeyFileMissing or KeyFileInvalid.
    """
    path = Path(settings.RUNWU_KEY_FILE)
    try:
        return _read_once(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return _made_or_refused(path)


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
def _read_once(path: Path, _modified: int) -> KeyRing:
    return read_keys(path)


def read_keys(path: Path) -> KeyRing:
    """Read a key file. Raises KeyFileInvalid when it is open to others, damaged or incomplete."""
    _require_private(path)
    try:
        return _parsed(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError):
        raise _invalid(path, _("内容不完整或已损坏")) from None


def write_keys(path: Path, keys: KeyRing) -> None:
    """Write a key file that must not exist yet, readable by its owner alone. Raises FileExistsError.

    Written beside and linked into place, so that nobody ever reads half a file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(_as_toml(keys))
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    finally:
        draft.unlink()


def _invalid(path: Path, reason: str) -> KeyFileInvalid:
    return KeyFileInvalid(
        _("密钥文件 {path} 不能使用：{reason}。").format(path=path, reason=reason)
        + _("请从备份取回完整的文件，并设为只有运行服务的账号可读（chmod 600）。")
    )


def _require_private(path: Path) -> None:
    if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise _invalid(path, _("其他账号也能读取它"))


def _parsed(data: Mapping[str, Any]) -> KeyRing:
    encryption = {key_id: _encryption_key(key_id, item) for key_id, item in data["encryption"]["keys"].items()}
    audit = {
        key_id: AuditKey(key_id, item["created"], _secret(item, 32)) for key_id, item in data["audit"]["keys"].items()
    }
    active, audit_active = data["encryption"]["active"], data["audit"]["active"]
    if data["version"] != 1 or active not in encryption or audit_active not in audit:
        raise ValueError("version or active key")
    return KeyRing(encryption, active, audit, audit_active, _secret(data["index"], 32))


def _encryption_key(key_id: str, item: Mapping[str, str]) -> EncryptionKey:
    if len(bytes.fromhex(key_id)) != 4:
        raise ValueError("key id")
    algorithm = Algorithm(item["algorithm"])
    return EncryptionKey(key_id, algorithm, item["created"], _secret(item, algorithm.key_bytes))


def _secret(item: Mapping[str, str], length: int) -> bytes:
    secret = bytes.fromhex(item["secret"])
    if len(secret) != length:
        raise ValueError("key length")
    return secret


def _as_toml(keys: KeyRing) -> str:
    lines = [_HEADING, "[encryption]", f'active = "{keys.active_encryption}"', ""]
    for key in keys.encryption.values():
        lines += [f"[encryption.keys.{key.id}]", f'algorithm = "{key.algorithm}"', *_secret_lines(key)]
    lines += ["[index]", f'secret = "{keys.index_key.hex()}"', "", "[audit]", f'active = "{keys.active_audit}"', ""]
    for audit_key in keys.audit.values():
        lines += [f"[audit.keys.{audit_key.id}]", *_secret_lines(audit_key)]
    return "\n".join(lines)


def _secret_lines(key: EncryptionKey | AuditKey) -> list[str]:
    return [f'created = "{key.created}"', f'secret = "{key.secret.hex()}"', ""]
