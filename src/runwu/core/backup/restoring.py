"""Restore a backup into an instance without data (恢复): all of it and checked, or nothing."""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, DatabaseError, transaction
from django.utils.translation import gettext as _

from runwu.core import audit
from runwu.core.backup.archive import Receiver, read_archive
from runwu.core.backup.content import Report
from runwu.core.backup.errors import RestoreRefused, reason_of
from runwu.core.backup.keycheck import follow_restored_data, require_keys
from runwu.core.backup.loading import TableLoader
from runwu.core.backup.manifest import Header, Manifest
from runwu.core.backup.outside import OutsideFile
from runwu.core.backup.placing import FilePlacer, storage_names
from runwu.core.backup.snapshots import database_aliases
from runwu.core.backup.target import clear_prepared, prepare, require_known_version, upgrade
from runwu.core.loading import rows_are_back, rows_come_back


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, what the check of the audit log found, and what else must be known."""

    header: Header
    manifest: Manifest
    verified: audit.VerifyReport
    notes: tuple[str, ...]


def restore(path: Path, *, accept_findings: bool = False, report: Report = lambda _line: None) -> Restored:
    """Restore a backup: read it once to check it, load it, compare table by table, verify the audit log (恢复备份).

    The instance must hold no data; databases change in one transaction each, files of an attempt that fails are taken
    away. A backup of an older version is restored as it was and then upgraded. `accept_findings` restores a log that
    did not verify where the backup was made, either. Raises ArchiveUnreadable, RestoreRefused or CryptoError.
    """
    header, manifest = check_first(path)
    report(_("备份完整：{tables} 张表 {rows} 行，{files} 个文件。").format(**_figures(manifest)))
    try:
        models = prepare(header)
        placer = FilePlacer(storage_names(_attachment_model(models)))
        verified = _load(path, models, placer, manifest, accept_findings=accept_findings, report=report)
    except (OSError, DatabaseError) as error:
        raise _not_restored(error) from error
    if upgrade():
        report(_("数据库已升级到本版本。"))
        _log(manifest)
    if follow_restored_data(header):
        placer.notes.append(_("恢复的内容用的是较早的密钥。请运行 runwu keys rotate，把它换到现在的密钥。"))
    return Restored(header, manifest, verified or audit.verify(), tuple(placer.notes))


def check_first(path: Path) -> tuple[Header, Manifest]:
    """Read a whole backup without writing anything; see that version and keys fit. Raises as `restore` does."""
    header, manifest = read_archive(path)
    require_known_version(header)
    require_keys(header)
    return header, manifest


class _Restorer(Receiver):
    """Hands tables to the loader and files to the placer."""

    def __init__(self, loader: TableLoader, placer: FilePlacer, report: Report) -> None:
        self._loader, self._placer, self._report = loader, placer, report
        self._name, self._count = "", 0

    def table(self, name: str, columns: list[str]) -> None:
        self._name, self._count = name, 0
        self._loader.begin(name, columns)

    def rows(self, lines: list[bytes]) -> None:
        self._count += len(lines)
        self._loader.load(lines)

    def end_table(self) -> None:
        if self._count:
            self._report(_("{name}：{count} 行").format(name=self._name, count=self._count))

    def file(self, outside: OutsideFile) -> None:
        self._placer.begin(outside)

    def data(self, piece: bytes) -> None:
        self._placer.write(piece)

    def end_file(self) -> None:
        self._placer.finish()


def _load(
    path: Path, models: Apps, placer: FilePlacer, expected: Manifest, *, accept_findings: bool, report: Report
) -> audit.VerifyReport | None:
    """Load, compare and verify in one transaction; take the files back when it fails.

    The log of an older version is verified after the upgrade: None until then.
    """
    loader = TableLoader(models)
    try:
        with ExitStack() as stack:
            for alias in database_aliases():
                stack.enter_context(transaction.atomic(using=alias))
            clear_prepared(models)
            rows_come_back.send(sender=None, using=DEFAULT_DB_ALIAS)
            _header, manifest = read_archive(path, _Restorer(loader, placer, report))
            _require_same(manifest, expected)
            loader.finish()
            loader.compare(manifest.tables)
            rows_are_back.send(sender=None, using=DEFAULT_DB_ALIAS)
            report(_("逐表核对：行数和摘要一致。"))
            verified = _verified(accept_findings, manifest) if models is installed_apps else None
    except BaseException:
        placer.take_back()
        raise
    ContentType.objects.clear_cache()
    return verified


def _require_same(manifest: Manifest, expected: Manifest) -> None:
    if manifest != expected:
        raise RestoreRefused(_("恢复期间备份文件变了。"), now=_("目标仍是空的。请先把备份拷贝好，再恢复。"))


def _verified(accept: bool, manifest: Manifest) -> audit.VerifyReport:
    found = audit.verify()
    if not found.ok and not accept:
        raise RestoreRefused(
            _("备份里的操作日志未通过校验：{finding}").format(finding=found.findings[0]),
            rule=_("表的内容与备份一致，所以做备份之前就已如此，或密钥文件、锚定文件不是同一套。"),
            now=_("目标仍是空的。请先查明原因；确知原库如此而仍要恢复的，加 --accept-findings。"),
        )
    _log(manifest)
    return found


def _log(manifest: Manifest) -> None:
    audit.log(None, "core.backup.restored", tables=len(manifest.tables), rows=manifest.rows, files=manifest.file_count)


def _not_restored(error: Exception) -> RestoreRefused:
    return RestoreRefused(
        _("恢复没有做成：{reason}。").format(reason=reason_of(error)),
        rule=_("恢复在一个事务里完成，做不完就全部撤回；目标仍是空的。"),
        now=_("请检查磁盘空间、文件夹的权限和数据库，然后再运行一次。"),
    )


def _figures(manifest: Manifest) -> dict[str, int]:
    return {"tables": len(manifest.tables), "rows": manifest.rows, "files": manifest.file_count}


def _attachment_model(models: Apps) -> object:
    return models.get_model("core", "Attachment")
