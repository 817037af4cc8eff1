"""Cryptography (密码): keys outside the database, encrypted fields and files, digests, the blind index."""

from runwu.core.crypto.ciphers import Algorithm
from runwu.core.crypto.digests import blind_index, hmac_sm3, sm3_hex, sm3_of_chunks
from runwu.core.crypto.envelope import decrypt_bytes, encrypt_bytes
from runwu.core.crypto.errors import (
    CipherUnavailable,
    CryptoError,
    IndexRotating,
    KeyFileInvalid,
    KeyFileMissing,
    KeyProviderFailed,
    KeyUnknown,
    NotDecryptable,
)
from runwu.core.crypto.keyfile import keyring
from runwu.core.crypto.streams import decrypt_chunks, encrypt_chunks

__all__ = [
    "Algorithm",
    "CipherUnavailable",
    "CryptoError",
    "IndexRotating",
    "KeyFileInvalid",
    "KeyFileMissing",
    "KeyProviderFailed",
    "KeyUnknown",
    "NotDecryptable",
    "blind_index",
    "decrypt_bytes",
    "decrypt_chunks",
    "encrypt_bytes",
    "encrypt_chunks",
    "hmac_sm3",
    "keyring",
    "sm3_hex",
    "sm3_of_chunks",
]
