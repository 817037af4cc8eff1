"""The key file: private, outside the database, never replaced, read again when it changed."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from runwu.core.crypto import (
    Algorithm,
    KeyFileInvalid,
    KeyFileMissing,
    KeyUnknown,
    decrypt_bytes,
    encrypt_bytes,
    keyring,
)
from runwu.core.crypto.keyfile import read_keys, write_keys
from runwu.core.crypto.keymaking import new_keys, with_new_audit_key, with_new_encryption_key


@pytest.fixture
def key_file(settings: Settings, tmp_path: Path) -> Path:
    """Point the settings at a key file that does not exist yet."""
    path = tmp_path / "private" / "keys.toml"
    settings.RUNWU_KEY_FILE = path
    return path


def replace_keys(path: Path, old: str, new: str) -> None:
    """Replace a piece of text in the key file."""
    path.write_text(path.read_text().replace(old, new))


def test_without_leave_to_make_keys_a_missing_file_is_an_error(key_file: Path, settings: Settings) -> None:
    settings.RUNWU_MAKE_KEYS = False

    with pytest.raises(KeyFileMissing, match="runwu keys init"):
        keyring()


def test_where_keys_may_be_made_the_file_is_made_once(key_file: Path) -> None:
    first = keyring()

    assert keyring() == first == read_keys(key_file)


def test_the_file_is_readable_by_its_owner_alone(key_file: Path) -> None:
    keyring()

    assert key_file.stat().st_mode & 0o777 == 0o600


def test_what_is_written_is_what_is_read(key_file: Path) -> None:
    keys = with_new_audit_key(with_new_encryption_key(new_keys(Algorithm.SM4_GCM), Algorithm.AES_256_GCM))

    write_keys(key_file, keys)

    assert read_keys(key_file) == keys


def test_writing_leaves_no_other_file_behind(key_file: Path) -> None:
    write_keys(key_file, new_keys(Algorithm.SM4_GCM))

    assert list(key_file.parent.iterdir()) == [key_file]


def test_an_existing_file_is_never_replaced(key_file: Path) -> None:
    before = keyring()

    with pytest.raises(FileExistsError):
        write_keys(key_file, new_keys(Algorithm.SM4_GCM))

    assert read_keys(key_file) == before


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666])
def test_a_file_that_others_can_read_is_refused(key_file: Path, mode: int) -> None:
    keyring()
    key_file.chmod(mode)

    with pytest.raises(KeyFileInvalid, match="chmod 600"):
        read_keys(key_file)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version = 1", "version = 2"),
        ("[index]", "[other]"),
        ('algorithm = "sm4-gcm"', 'algorithm = "rot13"'),
        ("[encryption]", "[encryption"),
        ('secret = "', 'secret = "00'),
        ('secret = "', 'secret = "zz'),
        ('active = "', 'active = "0'),
    ],
)
def test_a_damaged_file_is_refused_without_showing_a_key(key_file: Path, old: Any, new: Any) -> None:
    secret = keyring().encryption_key().secret.hex()
    replace_keys(key_file, old, new)

    with pytest.raises(KeyFileInvalid, match="内容不完整或已损坏") as refusal:
        read_keys(key_file)

    assert secret not in str(refusal.value)


def test_an_unknown_key_id_is_refused(key_file: Path) -> None:
    with pytest.raises(KeyUnknown, match="0badc0de"):
        keyring().encryption_key("0badc0de")


def test_the_keys_never_show_in_a_repr(key_file: Path) -> None:
    keys = keyring()

    shown = repr(keys) + repr(keys.encryption_key()) + repr(keys.audit_key())

    assert not any(
        form in shown
        for secret in (keys.encryption_key().secret, keys.audit_key().secret, keys.index_key)
        for form in (secret.hex(), repr(secret))
    )


def test_after_a_rotation_old_values_still_open_and_new_ones_use_the_new_key(key_file: Path) -> None:
    before = encrypt_bytes(b"before", "a.b")
    keys = with_new_encryption_key(keyring(), Algorithm.AES_256_GCM)
    key_file.unlink()
    write_keys(key_file, keys)

    after = encrypt_bytes(b"after", "a.b")

    assert decrypt_bytes(before, "a.b") == b"before"
    assert after[1:5].hex() == keys.active_encryption


def test_the_command_makes_the_file(key_file: Path, settings: Settings) -> None:
    settings.RUNWU_MAKE_KEYS = False
    output = StringIO()

    call_command("keys_init", stdout=output)

    assert keyring().encryption_key().algorithm is Algorithm.SM4_GCM
    assert str(key_file) in output.getvalue()


def test_the_command_does_not_touch_an_existing_file(key_file: Path) -> None:
    before = keyring()

    with pytest.raises(CommandError, match="没有改动它"):
        call_command("keys_init")

    assert read_keys(key_file) == before
