"""Attachments at rest: ciphertext under a random name, plaintext only through its row."""

from pathlib import Path

import pytest
from pytest_django import Settings

from runwu.core.attachments import (
    attachments_of,
    open_plain,
    read_plain,
    reencrypt_file,
    store,
)
from runwu.core.crypto import Algorithm, NotDecryptable, keyring, sm3_hex
from runwu.core.crypto.keyfile import write_keys
from runwu.core.crypto.keymaking import with_new_encryption_key
from runwu.core.models import Attachment, ImportBatch
from runwu.core.tests.filing import CONTENT, OWNER, on_disk, stored

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    """Keep the files of each test apart."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    return tmp_path


def test_a_stored_file_comes_back() -> None:
    attachment = stored()

    assert read_plain(Attachment.objects.get(pk=attachment.pk)) == CONTENT


def test_size_and_digest_are_those_of_the_plaintext() -> None:
    attachment = stored()

    assert (attachment.size, attachment.digest) == (len(CONTENT), sm3_hex(CONTENT))


def test_bytes_can_be_stored_as_they_are() -> None:
    attachment = store(CONTENT, owner=OWNER, name="名册.csv", kind="import.upload")

    assert read_plain(attachment) == CONTENT


def test_a_large_file_is_given_in_pieces() -> None:
    attachment = store(bytes(300_000), owner=OWNER, name="大.bin", kind="import.upload")

    assert [len(piece) for piece in open_plain(attachment)] == [65536, 65536, 65536, 65536, 37856]


def test_the_storage_shows_neither_name_nor_content(files: Path) -> None:
    attachment = stored()

    assert "示例甲".encode() not in b"".join(on_disk(files))
    assert "名册" not in str(attachment.file.name)
    assert not str(attachment.file.name).endswith("csv")


def test_a_stored_file_is_readable_by_its_owner_alone(files: Path) -> None:
    attachment = stored()

    assert (files / str(attachment.file.name)).stat().st_mode & 0o777 == 0o600


def test_two_files_exchanged_on_disk_do_not_open() -> None:
    first, second = stored(), stored()
    first.file.name, second.file.name = second.file.name, first.file.name

    with pytest.raises(NotDecryptable):
        read_plain(first)


def test_the_attachments_of_a_row_are_listed_newest_first() -> None:
    first, second = stored(), stored()
    stored(owner=ImportBatch())

    assert list(attachments_of(OWNER)) == [second, first]


def test_a_file_moves_to_the_new_key_and_reads_as_before(settings: Settings, files: Path) -> None:
    settings.RUNWU_KEY_FILE = files.parent / f"{files.name}-keys.toml"
    attachment = stored()
    keys = with_new_encryption_key(keyring(), Algorithm.AES_256_GCM)
    settings.RUNWU_KEY_FILE.unlink()
    write_keys(settings.RUNWU_KEY_FILE, keys)

    rewritten = [reencrypt_file(attachment), reencrypt_file(Attachment.objects.get(pk=attachment.pk))]

    assert rewritten == [True, False]
    assert read_plain(Attachment.objects.get(pk=attachment.pk)) == CONTENT
    assert [content[1:5].hex() for content in on_disk(files)] == [keys.active_encryption]
