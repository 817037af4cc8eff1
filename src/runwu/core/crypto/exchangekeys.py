"""The key that signs exchange packages (交换包签名密钥): Ed25519 in a file of its own, outside the database."""

from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core.crypto.errors import KeyFileMissing
from runwu.core.crypto.keydocuments import invalid, read_tables, write_tables

_SECRET_BYTES = 32


def exchange_key_file() -> Path:
    """Return where the signing key is kept."""
    return Path(settings.RUNWU_EXCHANGE_KEY_FILE)


def make_exchange_key() -> str:
    """Make the signing key; return its public half in hex. Raises FileExistsError where there is one."""
    key = Ed25519PrivateKey.generate()
    table = {"algorithm": "ed25519", "created": timezone.localdate().isoformat(), "secret": key.private_bytes_raw()}
    write_tables(exchange_key_file(), {"exchange": table})
    return key.public_key().public_bytes_raw().hex()


def exchange_key() -> Ed25519PrivateKey:
    """Return the signing key. Raises KeyFileMissing, KeyFileInvalid or KeyProviderFailed."""
    path = exchange_key_file()
    if not path.exists():
        raise KeyFileMissing(
            _("找不到交换包的签名密钥 {path}。交换包要签名，上级才认得是哪个园区的。").format(path=path)
            + _("请运行 runwu keys init --exchange，把打印的公钥交给上级登记。")
        )
    try:
        secret = read_tables(path)["exchange"]["secret"]
        if len(secret) != _SECRET_BYTES:
            raise ValueError("key length")
    except (KeyError, TypeError, ValueError):
        raise invalid(path, _("内容不完整或已损坏")) from None
    return Ed25519PrivateKey.from_private_bytes(secret)


def rewrap_exchange_key() -> bool:
    """Write the signing key anew for the chosen provider, the same key; False where there is none."""
    path = exchange_key_file()
    if not path.exists():
        return False
    write_tables(path, {"exchange": read_tables(path)["exchange"]}, replace=True)
    return True


def signed_by(public: str, signature: bytes, message: bytes) -> bool:
    """Tell whether a public key in hex belongs to the signature of a message."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
