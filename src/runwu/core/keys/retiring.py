"""Take old keys out of use (旧密钥退役), without ever losing one: old backups still need them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _

from runwu.core.crypto.errors import KeyFileInvalid
from runwu.core.crypto.keydocuments import invalid, read_tables, write_tables
from runwu.core.crypto.keyfile import encryption_tables, parsed_encryption_keys, read_keys, replace_keys
from runwu.core.crypto.keys import EncryptionKey


def retire(path: Path) -> str:
    """Move all encryption keys but the active one from the key file into one beside it; return its name."""
    keys = read_keys(path)
    active = keys.encryption_key()
    old = {key_id: key for key_id, key in keys.encryption.items() if key_id != active.id}
    if not old:
        return ""
    aside = path.with_name(f"{path.stem}-retired-before-{active.id}{path.suffix}")
    write_tables(aside, encryption_tables("retired", old), replace=True)  # a call that was cut off wrote the same
    replace_keys(path, replace(keys, encryption={active.id: active}))
    return aside.name


def bring_back(path: Path, retired: Path) -> int:
    """Add the keys of a retired key file to the key file again, for an old backup; return how many were missing.

    Raises KeyFileInvalid for any other file.
    """
    found = _retired_keys(retired)
    keys = read_keys(path)
    missing = {key_id: key for key_id, key in found.items() if key_id not in keys.encryption}
    if missing:
        replace_keys(path, replace(keys, encryption={**keys.encryption, **missing}))
    return len(missing)


def _retired_keys(path: Path) -> Mapping[str, EncryptionKey]:
    try:
        return parsed_encryption_keys(read_tables(path)["retired"]["keys"])
    except (KeyError, TypeError, ValueError):
        raise invalid(path, _("它不是退役的密钥文件")) from None
    except FileNotFoundError:
        raise KeyFileInvalid(_("找不到 {path}。请核对路径后再运行一次。").format(path=path)) from None
