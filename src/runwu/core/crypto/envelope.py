"""Encrypt single values: version, key id and nonce stand before the ciphertext, so that keys can rotate."""

import os
from collections.abc import Sequence

from runwu.core.crypto.ciphers import NONCE_BYTES, not_decryptable, seal, unseal
from runwu.core.crypto.keyfile import keyring

VERSION = b"\x01"
KEY_ID_BYTES = 4
_HEADER_BYTES = 1 + KEY_ID_BYTES


def encrypt_bytes(plain: bytes, context: str) -> bytes:
    """Encrypt a value with the active key: version 1, key id 4, nonce 12, ciphertext, tag 16 bytes.

    `context` (table and column) is authenticated: under another context it does not decrypt.
    """
    return encrypt_all([plain], context)[0]


def encrypt_all(plains: Sequence[bytes], context: str) -> list[bytes]:
    """Encrypt values as `encrypt_bytes` does, with one look at the keys; each has a nonce of its own."""
    key = keyring().encryption_key()
    header = VERSION + bytes.fromhex(key.id)
    associated = header + context.encode()
    nonces = [os.urandom(NONCE_BYTES) for _plain in plains]
    return [
        header + nonce + seal(key.algorithm, key.secret, nonce, plain, associated)
        for nonce, plain in zip(nonces, plains, strict=True)
    ]


def decrypt_bytes(sealed: bytes, context: str) -> bytes:
    """Decrypt what `encrypt_bytes` returned. Raises NotDecryptable or KeyUnknown."""
    header, nonce = sealed[:_HEADER_BYTES], sealed[_HEADER_BYTES : _HEADER_BYTES + NONCE_BYTES]
    key = keyring().encryption_key(key_id_of(sealed))
    return unseal(key.algorithm, key.secret, nonce, sealed[len(header) + len(nonce) :], header + context.encode())


def key_id_of(sealed: bytes) -> str:
    """Return the id of the key that a ciphertext was made with. Raises NotDecryptable."""
    if sealed[:1] != VERSION or len(sealed) < _HEADER_BYTES + NONCE_BYTES:
        raise not_decryptable()
    return sealed[1:_HEADER_BYTES].hex()
