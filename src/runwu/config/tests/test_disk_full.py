"""An upload that no longer fits on the disk: told so with the request's number, and nothing of it is recorded."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from conftest import ClientAs
from runwu.core.models import Attachment, ImportBatch
from tests.world import World

pytestmark = pytest.mark.django_db(databases=["default", "progress"])
LARGEST = 1_000_000  # bytes that a file may have before the system refuses more


@contextmanager
def no_room() -> Iterator[None]:
    """Let the system refuse to make files larger, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def answer(world: World, client_as: ClientAs, tmp_path: Path, settings: Any) -> Any:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    client = client_as(world.cast.staff)
    client.raise_request_exception = False
    file = SimpleUploadedFile("台账.csv", b"0" * (3 * LARGEST))
    with no_room():
        return client.post("/imports/new/enterprises", {"file": file})


def test_it_says_that_the_disk_is_full_and_whom_to_tell(answer: HttpResponse) -> None:
    html = answer.content.decode()

    assert answer.status_code == 503
    assert "服务器磁盘空间不足" in html
    assert "请告诉管理员" in html
    assert answer.headers["X-Request-ID"][:8].upper() in html
    assert "Retry-After" not in answer.headers


def test_nothing_of_it_is_recorded(answer: HttpResponse) -> None:
    assert (ImportBatch.objects.count(), Attachment.objects.count()) == (0, 0)
