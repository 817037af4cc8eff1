"""Two installations in one test database: what was backed up is swept away before it is restored."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage

from runwu.core.attachments import store
from runwu.core.audit.anchors import append_anchor
from runwu.core.backup.digests import TableDigest, digest_of
from runwu.core.backup.tables import alias_of, stored_models
from runwu.core.crypto import encrypt_chunks
from runwu.core.crypto.backupkeys import backup_keys
from runwu.core.models import Attachment, ImportBatch
from runwu.core.tests.chains import segment
from tests.audit_triggers import lifted_triggers

CONTENT = bytes(range(256)) * 600


def work_a_day() -> Attachment:
    """Seal and anchor what was logged, and store a file."""
    append_anchor(segment(3))
    return store(CONTENT, owner=ImportBatch(), name="台账.xlsx", kind="import.upload")


def figures() -> dict[str, TableDigest]:
    """Return count and digest of every table."""
    return {model._meta.db_table: digest_of(model) for model in stored_models(apps)}


def sweep() -> None:
    """Leave an installation as `migrate` makes it: no rows, no files."""
    for attachment in Attachment.objects.all():
        default_storage.delete(str(attachment.file.name))
    with lifted_triggers():
        for model in stored_models(apps):
            model._base_manager.using(alias_of(model)).all()._raw_delete(alias_of(model))
    Path(settings.RUNWU_ANCHOR_FILE).unlink(missing_ok=True)


def archive(path: Path, *frames: bytes) -> Path:
    """Write an archive out of frames, as somebody with the key could."""
    path.write_bytes(b"RUNWU-BACKUP 1\n" + b"".join(encrypt_chunks(frames, "runwu.backup", backup_keys().key())))
    return path


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """Let no file grow beyond a size, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
