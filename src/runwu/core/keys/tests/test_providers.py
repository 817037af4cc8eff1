"""Keys in a cipher machine: the key file holds nothing that opens anything without it."""

import sys
from pathlib import Path

import pytest
from pytest_django import Settings

from runwu.core.crypto import KeyFileInvalid, KeyProviderFailed, decrypt_bytes, encrypt_bytes, keyring
from runwu.core.crypto.backupkeys import backup_keys
from runwu.core.crypto.exchangekeys import exchange_key, make_exchange_key
from runwu.core.crypto.keyfile import read_keys
from runwu.core.keys import rewrap, rotate
from runwu.core.models import AuditEntry

pytestmark = pytest.mark.django_db(databases=["default", "progress"])
MACHINE = Path(__file__).with_name("machine.py")


@pytest.fixture
def machine(settings: Settings, place: Path) -> Path:
    """Attach a cipher machine; return the file of its master key."""
    master = place / "master"
    master.write_bytes(b"only in the machine")
    settings.RUNWU_KEY_PROVIDER = "command"
    settings.RUNWU_KEY_PROVIDER_COMMAND = f"{sys.executable} {MACHINE} {master}"
    return master


def test_the_file_holds_no_secret(machine: Path, place: Path) -> None:
    keys = keyring()

    written = (place / "keys.toml").read_text()

    secrets = [keys.encryption_key().secret, keys.audit_key().secret, keys.index_key]
    assert [secret for secret in secrets if secret.hex() in written] == []
    assert read_keys(place / "keys.toml") == keys


def test_without_the_machine_nothing_opens(machine: Path, place: Path, settings: Settings) -> None:
    keyring()
    settings.RUNWU_KEY_PROVIDER_COMMAND = "/nowhere/machine"

    with pytest.raises(KeyProviderFailed, match="RUNWU_KEY_PROVIDER_COMMAND"):
        read_keys(place / "keys.toml")


def test_a_machine_that_refuses_is_named_with_its_code(machine: Path, place: Path) -> None:
    keyring()
    machine.unlink()

    with pytest.raises(KeyProviderFailed, match="以 1 结束"):
        read_keys(place / "keys.toml")


def test_an_installation_moves_into_the_machine_and_back(place: Path, settings: Settings) -> None:
    sealed, keys, backups = encrypt_bytes(b"x", "a.b"), keyring(), backup_keys()
    public = make_exchange_key()
    (place / "master").write_bytes(b"only in the machine")
    settings.RUNWU_KEY_PROVIDER_COMMAND = f"{sys.executable} {MACHINE} {place / 'master'}"

    settings.RUNWU_KEY_PROVIDER = "command"
    rewrap()
    inside = "".join((place / name).read_text() for name in ("keys.toml", "backup-key.toml", "exchange-key.toml"))
    opened = backup_keys()
    settings.RUNWU_KEY_PROVIDER = "file"
    rewrap()

    secrets = [keys.encryption_key().secret, backups.key().secret, exchange_key().private_bytes_raw()]
    assert [secret.hex() in inside for secret in secrets] == [False] * 3
    assert inside.count('provider = "command"') == 3
    assert exchange_key().public_key().public_bytes_raw().hex() == public
    assert opened == backups == backup_keys()
    assert f'secret = "{backups.key().secret.hex()}"' in (place / "backup-key.toml").read_text()
    assert (read_keys(place / "keys.toml"), decrypt_bytes(sealed, "a.b")) == (keys, b"x")
    assert list(AuditEntry.objects.order_by("pk").values_list("extra__provider", flat=True)) == ["command", "file"]


def test_a_move_that_fails_changes_nothing(place: Path, settings: Settings) -> None:
    keys, backups = keyring(), backup_keys()
    settings.RUNWU_KEY_PROVIDER, settings.RUNWU_KEY_PROVIDER_COMMAND = "command", "/nowhere/machine"

    with pytest.raises(KeyProviderFailed):
        rewrap()

    assert (read_keys(place / "keys.toml"), backup_keys()) == (keys, backups)
    assert sorted(path.name for path in place.iterdir() if "keys" in path.name) == [".keys.toml.lock", "keys.toml"]


def test_keys_rotate_inside_the_machine(machine: Path, place: Path) -> None:
    old = keyring().encryption_key().secret

    rotated = rotate(grace=0)

    assert old.hex() not in (place / rotated.retired).read_text()
    assert 'provider = "command"' in (place / rotated.retired).read_text()


def test_a_provider_may_be_a_class_of_ones_own(place: Path, settings: Settings) -> None:
    settings.RUNWU_KEY_PROVIDER = "runwu.core.crypto.providers.FileProvider"

    assert read_keys_after_making(place) == keyring()


def read_keys_after_making(place: Path) -> object:
    """Make the key file and read it."""
    keyring()
    return read_keys(place / "keys.toml")


def test_a_wrapped_secret_of_another_length_is_refused(machine: Path, place: Path) -> None:
    keyring()
    path = place / "keys.toml"
    path.write_text(path.read_text().replace('wrapped = "', 'wrapped = "00'))

    with pytest.raises(KeyFileInvalid):
        read_keys(path)
