"""Rotation: stored values move to the active key, once, in chunks."""

from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from runwu.core.crypto import Algorithm, keyring
from runwu.core.crypto.keyfile import write_keys
from runwu.core.crypto.keymaking import with_new_encryption_key
from runwu.core.crypto.rotation import reencrypt
from runwu.core.models import Attachment

pytestmark = pytest.mark.django_db


@pytest.fixture
def key_file(settings: Settings, tmp_path: Path) -> Path:
    """Give this test keys of its own."""
    path = tmp_path / "keys.toml"
    settings.RUNWU_KEY_FILE = path
    return path


def attachments(count: int) -> None:
    """Store rows with encrypted names."""
    Attachment.objects.bulk_create(
        Attachment(owner_type="core.job", owner_id="1", kind="test", name=f"{number}.xlsx", size=0, digest="0")
        for number in range(count)
    )


def rotate(path: Path) -> str:
    """Add an active key to the key file and return its id."""
    keys = with_new_encryption_key(keyring(), Algorithm.AES_256_GCM)
    path.unlink()
    write_keys(path, keys)
    return keys.active_encryption


def stored_key_ids() -> set[str]:
    """Return the key ids of all stored names."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM core_attachment")
        return {bytes(name)[1:5].hex() for (name,) in cursor.fetchall()}


def test_every_value_moves_to_the_new_key_and_reads_as_before(key_file: Path) -> None:
    attachments(7)
    active = rotate(key_file)

    rewritten = reencrypt(Attachment.objects.all(), "name", chunk=3)

    assert (rewritten, stored_key_ids()) == (7, {active})
    assert [row.name for row in Attachment.objects.order_by("pk")] == [f"{number}.xlsx" for number in range(7)]


def test_a_second_run_has_nothing_to_do(key_file: Path) -> None:
    attachments(4)
    rotate(key_file)
    reencrypt(Attachment.objects.all(), "name")

    assert reencrypt(Attachment.objects.all(), "name") == 0


def test_only_the_given_rows_are_touched(key_file: Path) -> None:
    attachments(4)
    rotate(key_file)

    rewritten = reencrypt(Attachment.objects.filter(pk__gt=Attachment.objects.earliest("pk").pk), "name", chunk=2)

    assert (rewritten, len(stored_key_ids())) == (3, 2)


def test_a_plain_field_is_refused() -> None:
    with pytest.raises(TypeError, match="not encrypted"):
        reencrypt(Attachment.objects.all(), "kind")
