"""Make a backup (备份): encrypted while it is read, in place only when it is complete."""

import os
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from django.db import DatabaseError
from django.utils.translation import gettext as _

from runwu.core import audit
from runwu.core.backup.archive import CONTEXT, MAGIC
from runwu.core.backup.content import Inventory, Report, content
from runwu.core.backup.errors import BackupRefused, reason_of
from runwu.core.backup.manifest import Manifest
from runwu.core.backup.versions import applied_migrations, unapplied_migrations
from runwu.core.crypto import encrypt_chunks
from runwu.core.crypto.backupkeys import backup_keys


def back_up(target: Path, *, report: Report = lambda _line: None) -> Manifest:
    """Write a backup into a file that does not exist yet; return what it holds.

    Written beside and put into place when complete: a backup that stands under its name is whole. Memory stays flat.
    Raises BackupRefused, or CryptoError where a key is missing.
    """
    key = backup_keys().key()
    if target.exists():
        raise BackupRefused(
            _("{path} 已经存在，没有改动它。").format(path=target), now=_("请换一个文件名，或给出一个文件夹。")
        )
    if not applied_migrations():
        raise BackupRefused(_("这里还没有数据库，没有东西可以备份。"), now=_("请核对 DATABASE_URL 和 RUNWU_DATA_DIR。"))
    inventory = Inventory(report)
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with closing(content(inventory)) as plain:  # a failure, too, ends the snapshot at once
            _write(draft, encrypt_chunks(plain, CONTEXT, key))
        draft.rename(target)
    except (OSError, DatabaseError) as error:
        raise _not_made(target, error) from error
    finally:
        draft.unlink(missing_ok=True)
    manifest = inventory.manifest
    if not unapplied_migrations():  # before an upgrade the log of this version has no table yet
        audit.log(None, "core.backup.made", tables=len(manifest.tables), rows=manifest.rows, files=manifest.file_count)
    return manifest


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(MAGIC)
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def _not_made(target: Path, error: Exception) -> BackupRefused:
    return BackupRefused(
        _("备份没有做成：{reason}。").format(reason=reason_of(error)),
        rule=_("没有写完的备份不留下，{path} 不存在；原有的数据没有变化。").format(path=target),
        now=_("请检查磁盘空间和文件夹的权限，然后再运行一次。"),
    )
