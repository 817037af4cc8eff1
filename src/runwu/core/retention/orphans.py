"""Files that no row knows (无主文件): left by a process that was killed between file and row."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import default_storage

from runwu.core.models import Attachment

_FOLDER = "attachments"
_GRACE = timedelta(days=2)  # a file stands before its row does


def orphans(now: datetime) -> Iterator[str]:
    """Give the names of files in the storage of attachments that have no row and are two days old. One query."""
    known = set(Attachment.objects.values_list("file", flat=True).iterator(chunk_size=5000))
    for name in _files():
        if name not in known and default_storage.get_modified_time(name) < now - _GRACE:
            yield name


def delete_orphans(now: datetime) -> int:
    """Delete such files; return how many."""
    found = list(orphans(now))
    for name in found:
        default_storage.delete(name)
    return len(found)


def _files() -> Iterator[str]:
    if not default_storage.exists(_FOLDER):
        return
    for folder in default_storage.listdir(_FOLDER)[0]:
        for name in default_storage.listdir(f"{_FOLDER}/{folder}")[1]:
            yield f"{_FOLDER}/{folder}/{name}"
