"""Store, ask for and look at attachments in tests."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from django.core.files.base import ContentFile
from django.http import HttpRequest
from django.test import RequestFactory

from runwu.core.attachments import store
from runwu.core.models import Attachment, ImportBatch

CONTENT = "姓名,单位\n示例甲,示例企业\n".encode()
OWNER = ImportBatch()
UPLOADER = uuid.UUID(int=1)


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
