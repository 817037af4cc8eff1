"""Downloads: a browser can only save them, and private files are there for their uploader alone."""

import uuid
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import Http404
from django.test import RequestFactory
from pytest_django import Settings

from runwu.core.attachments import (
    serve,
)
from runwu.core.attachments.serving import safe_name
from runwu.core.models import AuditEntry
from runwu.core.tests.filing import CONTENT, UPLOADER, body, request_of, stored

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    """Keep the files of each test apart."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    return tmp_path


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
