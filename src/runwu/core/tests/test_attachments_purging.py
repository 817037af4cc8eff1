"""Deletion: files go when they are due and leave a proof in the audit log."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytest_django import Settings

from runwu.core.attachments import (
    delete,
    purge_due,
)
from runwu.core.crypto import sm3_hex
from runwu.core.models import Attachment, AuditEntry
from runwu.core.tests.filing import CONTENT, OWNER, UPLOADER, on_disk, stored

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    """Keep the files of each test apart."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    return tmp_path


def test_a_file_is_kept_through_its_last_day(files: Path) -> None:
    stored(delete_after=date(2026, 3, 7))

    assert (purge_due(date(2026, 3, 7)), len(on_disk(files))) == (0, 1)


def test_a_due_file_is_gone_from_disk_and_database(files: Path) -> None:
    stored(delete_after=date(2026, 3, 7))
    kept = stored()

    assert purge_due(date(2026, 3, 8)) == 1
    assert list(Attachment.objects.all()) == [kept]
    assert len(on_disk(files)) == 1


def test_a_deletion_leaves_a_proof_in_the_log() -> None:
    attachment = stored(delete_after=date(2026, 3, 7))

    purge_due(date(2026, 3, 8))

    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.subject_id) == (
        "core.attachment.purged",
        None,
        str(attachment.public_id),
    )
    assert entry.extra == {
        "digest": sm3_hex(CONTENT),
        "due": "2026-03-07",
        "kind": "import.upload",
        "owner": str(OWNER.public_id),
        "size": len(CONTENT),
    }


def test_a_purge_that_was_interrupted_can_run_again() -> None:
    attachment = stored(delete_after=date(2026, 3, 7))
    attachment.file.storage.delete(str(attachment.file.name))

    assert purge_due(date(2026, 3, 8)) == 1


def test_a_person_who_deletes_a_file_is_named() -> None:
    delete(stored(), by=SimpleNamespace(public_id=UPLOADER))

    assert AuditEntry.objects.get().actor == UPLOADER
