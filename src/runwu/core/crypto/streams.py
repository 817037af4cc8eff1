"""Encrypt files in chunks (文件加密): each chunk is authenticated before its plaintext leaves, order and end too."""

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from runwu.core.crypto.ciphers import NONCE_BYTES, TAG_BYTES, Algorithm, not_decryptable, seal, unseal
from runwu.core.crypto.digests import hmac_sm3
from runwu.core.crypto.envelope import KEY_ID_BYTES
from runwu.core.crypto.keyfile import keyring
from runwu.core.crypto.keys import EncryptionKey

CHUNK_BYTES = 64 * 1024
_VERSION = b"\x02"
_SALT_BYTES = 16
_HEADER_BYTES = 1 + KEY_ID_BYTES + _SALT_BYTES


class Readable(Protocol):
    """What `decrypt_chunks` reads from: an open binary file."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes, fewer at the end."""


def encrypt_chunks(chunks: Iterable[bytes], context: str, key: EncryptionKey | None = None) -> Iterator[bytes]:
    """Encrypt a stream: version 1, key id 4, salt 16 bytes, then sealed chunks of 64 KiB.

    The file's own key comes from the active key and the salt; a nonce is the chunk's number and an end
    mark, so that chunks can neither be left out, swapped nor cut off. `key` is another than the installation's.
    """
    key = key or keyring().encryption_key()
    header = _VERSION + bytes.fromhex(key.id) + os.urandom(_SALT_BYTES)
    secret = _file_secret(key, header)
    yield header
    for number, (plain, last) in enumerate(_with_last(_even(chunks))):
        yield seal(key.algorithm, secret, _nonce(number, last), plain, header + context.encode())


def decrypt_chunks(
    file: Readable, context: str, find_key: Callable[[str], EncryptionKey] | None = None
) -> Iterator[bytes]:
    """Decrypt what `encrypt_chunks` gave, chunk by chunk; `find_key` finds another key than the installation's.

    Raises NotDecryptable or KeyUnknown.
    """
    header = file.read(_HEADER_BYTES)
    key = (find_key or keyring().encryption_key)(file_key_id(header))
    secret = _file_secret(key, header)
    for number, (sealed, last) in enumerate(_with_last(_read(file, CHUNK_BYTES + TAG_BYTES))):
        yield unseal(key.algorithm, secret, _nonce(number, last), sealed, header + context.encode())


def file_key_id(header: bytes) -> str:
    """Return the id of the key that an encrypted file was made with, from its first bytes. Raises NotDecryptable."""
    if header[:1] != _VERSION or len(header) < _HEADER_BYTES:
        raise not_decryptable()
    return header[1 : 1 + KEY_ID_BYTES].hex()


def _file_secret(key: EncryptionKey, header: bytes) -> bytes:
    return hmac_sm3(key.secret, b"file", header)[: Algorithm(key.algorithm).key_bytes]


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(NONCE_BYTES - 1) + bytes([last])


def _even(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Cut a stream into chunks of equal size; an empty stream gives one empty chunk."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) > CHUNK_BYTES:
            yield bytes(held[:CHUNK_BYTES])
            del held[:CHUNK_BYTES]
    yield bytes(held)


def _read(file: Readable, size: int) -> Iterator[bytes]:
    """Read a file in pieces of `size`; an empty rest counts as one empty piece, which no check accepts."""
    piece = file.read(size)
    yield piece
    while piece and (piece := file.read(size)):
        yield piece


def _with_last(chunks: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Pair every chunk with whether it is the last one."""
    held = next(chunks)
    for chunk in chunks:
        yield held, False
        held = chunk
    yield held, True
