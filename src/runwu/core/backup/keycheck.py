"""Do the keys of this installation open the data of a backup? (密钥核对)"""

from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from runwu.core.backup.errors import RestoreRefused
from runwu.core.backup.manifest import Header
from runwu.core.crypto import hmac_sm3, keyring
from runwu.core.crypto.keyfile import replace_keys
from runwu.core.crypto.keys import INDEX_PENDING, KeyRing


def index_fingerprint(keys: KeyRing, generation: int = 0) -> str:
    """Return what tells two keys of the blind index apart and nothing else; of the newest generation without one."""
    secret = keys.index_keys[generation - 1].secret
    return hmac_sm3(secret, b"runwu.backup.fingerprint").hex()[:16]


def require_keys(header: Header) -> None:
    """See that the key file holds what the backup's data need. Raises RestoreRefused or CryptoError."""
    keys = keyring()
    missing = [key for key in header.encryption_keys if key not in keys.encryption]
    missing += [key for key in header.audit_keys if key not in keys.audit]
    if missing or not _index_generation(header, keys):
        raise RestoreRefused(
            _("本机的密钥文件不是做备份时的那一份：缺少 {keys}。").format(
                keys=_("、").join(missing) or _("查找号码用的密钥")
            ),
            rule=_("备份里不含密钥，加密的内容只能用原来的密钥打开。"),
            now=_(
                "请把原来的密钥文件放到 RUNWU_KEY_FILE 所指位置；密钥已轮换的，先用 runwu keys bring-back 取回旧密钥。"
            )
            + _("什么都没有写入。"),
        )


def follow_restored_data(header: Header) -> bool:
    """Note in the key file that restored rows are of an earlier key; tell whether a rotation has to be finished."""
    keys = keyring()
    if _index_generation(header, keys) < len(keys.index_keys):
        keys = replace(keys, index_state=INDEX_PENDING)
        replace_keys(Path(settings.RUNWU_KEY_FILE), keys)
    return len(keys.encryption) > 1 or bool(keys.index_state)


def _index_generation(header: Header, keys: KeyRing) -> int:
    """Return which generation of the index key made the backup, 0 for none of ours."""
    generations = range(1, len(keys.index_keys) + 1)
    return next((one for one in generations if index_fingerprint(keys, one) == header.index), 0)
