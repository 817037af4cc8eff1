"""Read a backup and check it while it passes: key, end mark, order, counts and digests of tables and files."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

from django.utils.translation import gettext as _

from runwu.core.backup.digests import Measure
from runwu.core.backup.errors import ArchiveUnreadable
from runwu.core.backup.frames import Kind, damaged, document, lines_of, read_frames
from runwu.core.backup.manifest import FORMAT, Header, Manifest
from runwu.core.backup.outside import OutsideFile
from runwu.core.crypto import NotDecryptable, decrypt_chunks
from runwu.core.crypto.backupkeys import backup_keys

MAGIC: Final = b"RUNWU-BACKUP 1\n"
CONTEXT: Final = "runwu.backup"


class Receiver:
    """Gets what a backup holds, in its order; this one only lets it pass."""

    def table(self, name: str, columns: list[str]) -> None:
        """A table begins."""

    def rows(self, lines: list[bytes]) -> None:
        """Rows of the table, one spelled row per line."""

    def end_table(self) -> None:
        """The table has been checked against its count and digest."""

    def file(self, outside: OutsideFile) -> None:
        """A file begins."""

    def data(self, piece: bytes) -> None:
        """A piece of the file."""

    def end_file(self) -> None:
        """The file has been checked against its size and digest."""


def read_header(path: Path) -> Header:
    """Return how a backup begins. Raises ArchiveUnreadable or CryptoError."""
    with path.open("rb") as file:
        return _header(_frames(file, path))


def read_archive(path: Path, receiver: Receiver | None = None) -> tuple[Header, Manifest]:
    """Read a whole backup, hand its parts to a receiver, and check each. Raises ArchiveUnreadable or CryptoError."""
    with path.open("rb") as file:
        frames = _frames(file, path)
        header = _header(frames)
        return header, _Checker(receiver or Receiver()).run(frames)


def _frames(file: IO[bytes], path: Path) -> Iterator[tuple[Kind, bytes]]:
    if file.read(len(MAGIC)) != MAGIC:
        raise ArchiveUnreadable(
            _("{name} 不是润物的备份文件。").format(name=path.name), now=_("请核对文件名；什么都没有写入。")
        )
    try:
        yield from read_frames(decrypt_chunks(file, CONTEXT, backup_keys().key))
    except NotDecryptable:
        raise ArchiveUnreadable(
            _("备份文件解不开：被截断、被改动过，或备份密钥不对。"),
            rule=_("每一段都先校验、后使用，校验不过的一律不用。"),
            now=_("什么都没有写入。请核对文件大小和 RUNWU_BACKUP_KEY_FILE，换一份备份再试。"),
        ) from None


def _header(frames: Iterator[tuple[Kind, bytes]]) -> Header:
    kind, payload = next(frames, (Kind.MANIFEST, b""))
    if kind is not Kind.HEADER:
        raise damaged()
    found = document(payload)
    if isinstance(found, dict) and found.get("format", 0) > FORMAT:
        raise ArchiveUnreadable(
            _("这份备份由更新的版本（{version}）做成，本版本读不懂。").format(version=found.get("version", "")),
            now=_("请先升级程序，再恢复；什么都没有写入。"),
        )
    return Header.of(found)


class _Checker:
    """Follows the frames of a backup and compares what passes with what the backup says of itself."""

    def __init__(self, receiver: Receiver) -> None:
        self._receiver = receiver
        self._found = Manifest()
        self._kinds: dict[str, Measure] = {}
        self._part = Measure()
        self._name = ""
        self._outside = OutsideFile("", "")

    def run(self, frames: Iterator[tuple[Kind, bytes]]) -> Manifest:
        """Check all frames up to the manifest, and the manifest. Raises ArchiveUnreadable."""
        manifest = None
        for kind, payload in frames:
            if manifest is not None or kind is Kind.HEADER:
                raise damaged()
            if kind is Kind.MANIFEST:
                manifest = Manifest.of(document(payload))
            else:
                _STEPS[kind](self, payload)
        files = {kind: measure.table() for kind, measure in self._kinds.items()}
        if manifest is None or (manifest.tables, _filled(manifest)) != (self._found.tables, files):
            raise damaged()
        return manifest

    def _table(self, payload: bytes) -> None:
        told = document(payload)
        self._name, self._part = told["table"], Measure()
        self._receiver.table(told["table"], told["columns"])

    def _rows(self, payload: bytes) -> None:
        lines = lines_of(payload).splitlines(keepends=True)
        self._part.add(b"".join(lines), len(lines))
        self._receiver.rows(lines)

    def _end_table(self, payload: bytes) -> None:
        found = self._part.table()
        if document(payload) != {"rows": found.rows, "digest": found.digest}:
            raise damaged()
        self._found.tables[self._name] = found
        self._receiver.end_table()

    def _file(self, payload: bytes) -> None:
        told = document(payload)
        self._outside, self._part = OutsideFile(told["kind"], told["name"]), Measure()
        self._receiver.file(self._outside)

    def _data(self, payload: bytes) -> None:
        self._part.add(payload)
        self._receiver.data(payload)

    def _end_file(self, payload: bytes) -> None:
        found = {"size": self._part.size, "digest": self._part.digest()}
        if document(payload) != found:
            raise damaged()
        line = f"{self._outside.name}\n{found['digest']}\n".encode()
        self._kinds.setdefault(self._outside.kind, Measure()).add(line)
        self._receiver.end_file()


_STEPS: Final[dict[Kind, Any]] = {
    Kind.TABLE: _Checker._table,
    Kind.ROWS: _Checker._rows,
    Kind.END_TABLE: _Checker._end_table,
    Kind.FILE: _Checker._file,
    Kind.DATA: _Checker._data,
    Kind.END_FILE: _Checker._end_file,
}


def _filled(manifest: Manifest) -> dict[str, Any]:
    return {kind: files for kind, files in manifest.files.items() if files.rows}
