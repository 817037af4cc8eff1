"""Backups (备份与恢复): one format for both databases, encrypted, checked table by table."""

from runwu.core.backup.archive import read_archive, read_header
from runwu.core.backup.errors import ArchiveUnreadable, BackupRefused, RestoreRefused
from runwu.core.backup.keeping import back_up_into
from runwu.core.backup.making import back_up
from runwu.core.backup.manifest import Header, Manifest
from runwu.core.backup.restoring import Restored, check_first, restore
from runwu.core.backup.versions import unapplied_migrations

__all__ = [
    "ArchiveUnreadable",
    "BackupRefused",
    "Header",
    "Manifest",
    "RestoreRefused",
    "Restored",
    "back_up",
    "back_up_into",
    "check_first",
    "read_archive",
    "read_header",
    "restore",
    "unapplied_migrations",
]
