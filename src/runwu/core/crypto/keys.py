"""The keys of an installation (密钥): for values and files, for the blind index, for the audit log."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils.translation import gettext as _

from runwu.core.crypto.ciphers import Algorithm
from runwu.core.crypto.errors import KeyUnknown

INDEX_DUE = "due"
INDEX_PENDING = "pending"


@dataclass(frozen=True, slots=True)
class EncryptionKey:
    """A key that encrypts values and files."""

    id: str
    algorithm: Algorithm
    created: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class AuditKey:
    """A key that seals the audit log."""

    id: str
    created: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class IndexKey:
    """One generation of the key of the blind index."""

    created: str
    secret: bytes = field(repr=False)


K = TypeVar("K", EncryptionKey, AuditKey)


@dataclass(frozen=True, slots=True)
class KeyRing:
    """All keys of an installation; its repr shows ids only.

    The generations of the index key build on each other: an index of the second is made from one of the first, so
    that stored indexes move on without the numbers they stand for. `index_state` is DUE while a rotation has yet to
    give it a new generation, PENDING while rows of two generations may be stored.
    """

    encryption: Mapping[str, EncryptionKey]
    active_encryption: str
    audit: Mapping[str, AuditKey]
    active_audit: str
    index_keys: tuple[IndexKey, ...]
    index_state: str = ""

    @property
    def index_pending(self) -> bool:
        """Tell whether stored indexes of two generations may exist just now."""
        return self.index_state == INDEX_PENDING

    @property
    def index_key(self) -> bytes:
        """Return the newest key of the blind index."""
        return self.index_keys[-1].secret

    def encryption_key(self, key_id: str = "") -> EncryptionKey:
        """Return an encryption key, the active one without an id. Raises KeyUnknown."""
        return _found(self.encryption, key_id or self.active_encryption)

    def audit_key(self, key_id: str = "") -> AuditKey:
        """Return an audit key, the active one without an id. Raises KeyUnknown."""
        return _found(self.audit, key_id or self.active_audit)


def _found(keys: Mapping[str, K], key_id: str) -> K:
    try:
        return keys[key_id]
    except KeyError:
        raise KeyUnknown(
            _("密钥文件里没有编号为 {key_id} 的密钥，用它加密或校验的内容无法读取。").format(key_id=key_id)
            + _("请把含有该编号的密钥文件放回 RUNWU_KEY_FILE 所指位置；旧密钥在全部换新之前不能删除。")
        ) from None
