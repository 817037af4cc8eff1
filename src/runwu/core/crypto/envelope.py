"""Encrypt single values: version, key id and nonce stand before the ciphertext, so that keys can rotate."""

import os

from runwu.core.crypto.ciphers import NONCE_BYTES, not_decryptable, seal, unseal
from runwu.core.crypto.keyfile import keyring

VERSION = b"\x01"
KEY_ID_BYTES = 4
_HEADER_BYTES = 1 + KEY_ID_BYTES


def encrypt_bytes(plain: bytes, context: str) -> bytes:
    """Encrypt a value with the active key: version 1, key id 4, nonce 12, ciphertext, tag 16 bytes.

    `context` (table and column) is authenticated: under another context it does not decrypt.
    """
    key = keyring().encryption_key()
    header = VERSION + bytes.fromhex(key.id)
    nonce = os.urandom(NONCE_BYTES)
    return header + nonce + seal(key.algorithm, key.secret, nonce, plain, header + context.encode())


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
