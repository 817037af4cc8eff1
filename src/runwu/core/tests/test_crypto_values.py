"""Single values: what is encrypted comes back, and only under its own context and key."""

from pathlib import Path

import pytest
from cryptography.exceptions import UnsupportedAlgorithm
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from runwu.core.crypto import (
    Algorithm,
    CipherUnavailable,
    KeyUnknown,
    NotDecryptable,
    ciphers,
    decrypt_bytes,
    encrypt_bytes,
)

PLAIN = "示例甲 的说明".encode()
HEADER = 5
NONCE = 12


def changed(sealed: bytes, index: int) -> bytes:
    """Return a ciphertext with one bit of one byte turned."""
    copy = bytearray(sealed)
    copy[index] ^= 1
    return bytes(copy)


@pytest.mark.parametrize("cipher", list(Algorithm))
def test_a_value_comes_back_under_either_cipher(cipher: Algorithm, settings: Settings, tmp_path: Path) -> None:
    settings.RUNWU_KEY_FILE, settings.RUNWU_CIPHER = tmp_path / "keys.toml", cipher.value

    sealed = encrypt_bytes(PLAIN, "people_person.phone")

    assert decrypt_bytes(sealed, "people_person.phone") == PLAIN


@given(plain=st.binary(max_size=300))
def test_any_bytes_come_back(plain: bytes) -> None:
    assert decrypt_bytes(encrypt_bytes(plain, "a.b"), "a.b") == plain


def test_the_ciphertext_is_longer_by_header_nonce_and_tag_and_shows_nothing() -> None:
    sealed = encrypt_bytes(PLAIN, "a.b")

    assert (len(sealed) - len(PLAIN), PLAIN in sealed) == (HEADER + NONCE + 16, False)


def test_the_same_value_never_looks_the_same_twice() -> None:
    assert encrypt_bytes(PLAIN, "a.b") != encrypt_bytes(PLAIN, "a.b")


def test_a_ciphertext_does_not_open_in_another_column() -> None:
    sealed = encrypt_bytes(PLAIN, "people_person.phone")

    with pytest.raises(NotDecryptable, match="来自别的字段"):
        decrypt_bytes(sealed, "people_person.id_number")


@pytest.mark.parametrize("index", [0, HEADER, HEADER + NONCE, -16, -1], ids=["version", "nonce", "text", "tag", "end"])
def test_a_changed_byte_is_refused(index: int) -> None:
    sealed = encrypt_bytes(PLAIN, "a.b")

    with pytest.raises(NotDecryptable):
        decrypt_bytes(changed(sealed, index), "a.b")


@pytest.mark.parametrize("length", [0, 1, 4, 16, 17, 20, 32, 40])
def test_a_cut_ciphertext_is_refused(length: int) -> None:
    sealed = encrypt_bytes(PLAIN, "a.b")[:length]

    with pytest.raises(NotDecryptable):
        decrypt_bytes(sealed, "a.b")


def test_a_key_that_the_key_file_lacks_is_named_in_the_error() -> None:
    sealed = changed(encrypt_bytes(PLAIN, "a.b"), 1)

    with pytest.raises(KeyUnknown, match=sealed[1:5].hex()):
        decrypt_bytes(sealed, "a.b")


def test_sm4_gcm_gives_the_published_result() -> None:
    # RFC 8998, appendix A.1
    key, nonce = bytes.fromhex("0123456789abcdeffedcba9876543210"), bytes.fromhex("00001234567800000000abcd")
    associated = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    words = ("aa", "bb", "cc", "dd", "ee", "ff", "ee", "aa")
    plain = bytes.fromhex("".join(word * 8 for word in words))

    sealed = ciphers.seal(Algorithm.SM4_GCM, key, nonce, plain, associated)

    assert sealed.hex() == (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        "83de3541e4c2b58177e065a9bf7b62ec"
    )


def test_an_openssl_without_sm4_is_reported_and_not_replaced_by_another_cipher(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_sm4(*_arguments: object) -> None:
        raise UnsupportedAlgorithm("SM4")

    monkeypatch.setattr(ciphers, "Cipher", without_sm4)
    ciphers.require.cache_clear()

    with pytest.raises(CipherUnavailable, match="不会自动改用别的算法"):
        encrypt_bytes(PLAIN, "a.b")
