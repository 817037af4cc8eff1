"""The keys of backups (备份密钥): a file of their own, so that a backup opens nothing else and nothing else opens it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from runwu.core.crypto.errors import KeyFileMissing, KeyUnknown
from runwu.core.crypto.keydocuments import invalid, read_tables, write_tables
from runwu.core.crypto.keyfile import encryption_tables, parsed_encryption_keys
from runwu.core.crypto.keymaking import chosen_algorithm, new_encryption_key
from runwu.core.crypto.keys import EncryptionKey


@dataclass(frozen=True, slots=True)
class BackupKeys:
    """The keys that backups were made with; the active one makes the next."""

    active: str
    keys: Mapping[str, EncryptionKey]

    def key(self, key_id: str = "") -> EncryptionKey:
        """Return a key, the active one without an id. Raises KeyUnknown."""
        try:
            return self.keys[key_id or self.active]
        except KeyError:
            raise KeyUnknown(
                _("这份备份是用编号为 {key_id} 的备份密钥加密的，备份密钥文件里没有它。").format(key_id=key_id)
                + _("请把做备份时的备份密钥文件放到 RUNWU_BACKUP_KEY_FILE 所指位置再试。")
            ) from None


def backup_key_file() -> Path:
    """Return where the backup keys are kept."""
    return Path(settings.RUNWU_BACKUP_KEY_FILE)


def backup_keys() -> BackupKeys:
    """Return the backup keys; made on the spot only where keys may be (development, demo, tests).

    Raises KeyFileMissing, KeyFileInvalid or KeyProviderFailed.
    """
    path = backup_key_file()
    if not path.exists():
        _make_or_refuse(path)
    data = read_tables(path)
    try:
        keys = BackupKeys(data["backup"]["active"], parsed_encryption_keys(data["backup"]["keys"]))
        keys.key()
    except (KeyError, TypeError, ValueError, KeyUnknown):
        raise invalid(path, _("内容不完整或已损坏")) from None
    return keys


def add_backup_key() -> str:
    """Make the first backup key, or a new active one beside those that old backups need; return its id."""
    path = backup_key_file()
    held = backup_keys().keys if path.exists() else {}
    key = new_encryption_key(chosen_algorithm())
    write_tables(path, _tables(key.id, {**held, key.id: key}), replace=bool(held))
    return key.id


def rewrap_backup_keys() -> bool:
    """Write the backup keys anew for the chosen provider, the same keys; False where there are none yet.

    Raises KeyFileInvalid or KeyProviderFailed; the file then stays as it was.
    """
    path = backup_key_file()
    if not path.exists():
        return False
    held = backup_keys()
    write_tables(path, _tables(held.active, held.keys), replace=True)
    return True


def _tables(active: str, keys: Mapping[str, EncryptionKey]) -> dict[str, dict[str, Any]]:
    return {"backup": {"active": active}, **encryption_tables("backup", keys)}


def _make_or_refuse(path: Path) -> None:
    if not getattr(settings, "RUNWU_MAKE_KEYS", False):
        raise KeyFileMissing(
            _("找不到备份密钥文件 {path}。备份用单独的密钥加密，没有它既不能备份，也不能恢复。").format(path=path)
            + _("第一次备份前请运行 runwu keys init --backup，并把生成的文件另存到安全的地方；")
            + _("要恢复，请取回做备份时的文件，或用 RUNWU_BACKUP_KEY_FILE 指明位置。")
        )
    add_backup_key()
