"""Files: any length comes back; cut, swapped or foreign pieces never leave as plaintext."""

from io import BytesIO

import pytest

from runwu.core.crypto import KeyUnknown, NotDecryptable, decrypt_chunks, encrypt_chunks
from runwu.core.crypto.streams import CHUNK_BYTES

HEADER = 21
SEALED = CHUNK_BYTES + 16


def sealed(plain: bytes, context: str = "file:1") -> bytes:
    """Return an encrypted file."""
    return b"".join(encrypt_chunks([plain], context))


def opened(ciphertext: bytes, context: str = "file:1") -> bytes:
    """Return the plaintext of an encrypted file."""
    return b"".join(decrypt_chunks(BytesIO(ciphertext), context))


def plain_of(length: int) -> bytes:
    """Return bytes whose chunks differ from each other."""
    return b"".join(number.to_bytes(4) for number in range(length // 4 + 1))[:length]


@pytest.mark.parametrize(
    "length", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 3 * CHUNK_BYTES + 7]
)
def test_a_file_of_any_length_comes_back(length: int) -> None:
    plain = plain_of(length)

    assert opened(sealed(plain)) == plain


def test_how_the_input_is_cut_does_not_matter() -> None:
    plain = plain_of(CHUNK_BYTES + 100)
    pieces = [plain[:3], b"", plain[3:70000], plain[70000:]]

    assert opened(b"".join(encrypt_chunks(pieces, "file:1"))) == plain


def test_a_file_does_not_open_as_another_attachment() -> None:
    with pytest.raises(NotDecryptable):
        opened(sealed(b"text"), "file:2")


@pytest.mark.parametrize("end", [0, 10, HEADER, HEADER + 5, HEADER + SEALED, HEADER + SEALED + 3, -1])
def test_a_cut_file_is_refused(end: int) -> None:
    ciphertext = sealed(plain_of(2 * CHUNK_BYTES + 50))

    with pytest.raises(NotDecryptable):
        opened(ciphertext[:end])


def test_a_longer_file_is_refused() -> None:
    with pytest.raises(NotDecryptable):
        opened(sealed(plain_of(CHUNK_BYTES)) + b"more")


def test_swapped_pieces_are_refused() -> None:
    ciphertext = sealed(plain_of(3 * CHUNK_BYTES))
    first, second = ciphertext[HEADER : HEADER + SEALED], ciphertext[HEADER + SEALED : HEADER + 2 * SEALED]
    swapped = ciphertext[:HEADER] + second + first + ciphertext[HEADER + 2 * SEALED :]

    with pytest.raises(NotDecryptable):
        opened(swapped)


def test_nothing_of_a_changed_piece_is_given_out() -> None:
    ciphertext = bytearray(sealed(plain_of(2 * CHUNK_BYTES)))
    ciphertext[HEADER + 5] ^= 1

    with pytest.raises(NotDecryptable):
        next(decrypt_chunks(BytesIO(bytes(ciphertext)), "file:1"))


def test_a_key_that_the_key_file_lacks_is_named() -> None:
    ciphertext = bytearray(sealed(b"text"))
    ciphertext[1] ^= 1

    with pytest.raises(KeyUnknown, match=bytes(ciphertext[1:5]).hex()):
        opened(bytes(ciphertext))
