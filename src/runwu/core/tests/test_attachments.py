"""Attachments: ciphertext at rest, plaintext only for whoever may, gone when due with a proof."""

import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.core.files.base import ContentFile
from django.http import Http404, HttpRequest
from django.test import RequestFactory
from pytest_django import Settings

from runwu.core.attachments import (
    attachments_of,
    delete,
    open_plain,
    purge_due,
    read_plain,
    reencrypt_file,
    serve,
    store,
)
from runwu.core.attachments.serving import safe_name
from runwu.core.crypto import Algorithm, NotDecryptable, keyring, sm3_hex
from runwu.core.crypto.keyfile import write_keys
from runwu.core.crypto.keymaking import with_new_encryption_key
from runwu.core.models import Attachment, AuditEntry, ImportBatch

pytestmark = pytest.mark.django_db
CONTENT = "姓名,单位\n示例甲,示例企业\n".encode()
OWNER = ImportBatch()
UPLOADER = uuid.UUID(int=1)


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    """Keep the files of each test apart."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    return tmp_path


def stored(**options: object) -> Attachment:
    """Return a stored attachment."""
    values: dict[str, Any] = {
        "owner": OWNER,
        "name": "党员名册.csv",
        "kind": "import.upload",
        "uploaded_by": UPLOADER,
        **options,
    }
    return store(ContentFile(CONTENT), **values)


def request_of(public_id: uuid.UUID) -> HttpRequest:
    """Return a request of somebody who signed in."""
    request: Any = RequestFactory().get("/")
    request.user = SimpleNamespace(public_id=public_id, is_authenticated=True)
    return cast("HttpRequest", request)


def body(response: Any) -> bytes:
    """Return everything that a response sends."""
    return b"".join(cast("Iterator[bytes]", response.streaming_content))


def on_disk(folder: Path) -> list[bytes]:
    """Return the contents of all files in the storage."""
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


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


def test_a_download_sends_the_plaintext() -> None:
    response = serve(request_of(UPLOADER), stored())

    assert body(response) == CONTENT


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Cache-Control", "private, no-store"),
        ("Content-Security-Policy", "default-src 'none'; sandbox"),
        ("Content-Type", "text/csv"),
        ("Content-Length", str(len(CONTENT))),
        ("Content-Disposition", "attachment; filename*=utf-8''%E5%85%9A%E5%91%98%E5%90%8D%E5%86%8C.csv"),
    ],
)
def test_a_download_can_only_be_saved(header: str, value: Any) -> None:
    response = serve(request_of(UPLOADER), stored())

    assert response.headers[header] == value


@pytest.mark.parametrize("name", ["page.html", "page.svg", "script.js", "noending", "list.xlsx.exe"])
def test_what_a_browser_could_run_is_sent_as_bytes(name: str) -> None:
    response = serve(request_of(UPLOADER), stored(name=name))

    assert response.headers["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("a\r\nSet-Cookie: x.csv", "aSet-Cookie_ x.csv"),
        ('"quoted".csv', "_quoted_.csv"),
        ("\u202efdp.exe", "fdp.exe"),
        ("", "download"),
        ("名" * 300 + ".csv", "名" * 146 + ".csv"),
    ],
)
def test_a_file_name_carries_nothing_but_a_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_private_file_does_not_exist_for_anybody_but_its_uploader() -> None:
    attachment = stored(private_to_uploader=True)

    with pytest.raises(Http404):
        serve(request_of(uuid.UUID(int=2)), attachment)


def test_a_private_file_is_there_for_its_uploader() -> None:
    attachment = stored(private_to_uploader=True)

    assert body(serve(request_of(UPLOADER), attachment)) == CONTENT


def test_a_private_file_without_uploader_is_there_for_nobody() -> None:
    attachment = stored(private_to_uploader=True, uploaded_by=None)
    request: Any = RequestFactory().get("/")
    request.user = SimpleNamespace(is_authenticated=False)

    with pytest.raises(Http404):
        serve(request, attachment)


def test_the_log_says_who_took_a_file() -> None:
    attachment = stored(path="aa", restricted=True)

    serve(request_of(UPLOADER), attachment)

    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.subject_id) == (
        "core.attachment.downloaded",
        UPLOADER,
        str(attachment.public_id),
    )
    assert (entry.path, entry.restricted) == ("aa", True)


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
