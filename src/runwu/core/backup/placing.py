"""Put the files of a backup where they belong, and take them away again when the restore does not come to its end."""

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core.backup.errors import RestoreRefused
from runwu.core.backup.frames import damaged
from runwu.core.backup.outside import ANCHORS, ATTACHMENTS, FOLDERS, OutsideFile

_IN_MEMORY = 1024 * 1024


class FilePlacer:
    """Places one file after the other. `name_of` gives the name in the storage for the key of an attachment."""

    def __init__(self, name_of: Callable[[int], str | None]) -> None:
        self._name_of = name_of
        self._undo: list[Callable[[], object]] = []
        self._outside = OutsideFile("", "")
        self._spool: IO[bytes] = _spool()
        self.notes: list[str] = []

    def begin(self, outside: OutsideFile) -> None:
        """Begin a file."""
        self._outside, self._spool = outside, _spool()

    def write(self, piece: bytes) -> None:
        """Take a piece of the file."""
        self._spool.write(piece)

    def finish(self) -> None:
        """Put the file into place. Raises RestoreRefused, ArchiveUnreadable or OSError."""
        self._spool.seek(0)
        with self._spool:
            if self._outside.kind == ATTACHMENTS:
                self._place_attachment(int(self._outside.name))
            elif self._outside.kind == ANCHORS:
                self._place_anchors(Path(settings.RUNWU_ANCHOR_FILE))
            else:
                self._place_in_folder(self._outside.kind, PurePosixPath(self._outside.name))

    def take_back(self) -> None:
        """Undo everything, the last first."""
        while self._undo:
            self._undo.pop()()

    def _place_attachment(self, key: int) -> None:
        name = self._name_of(key)
        if name is None:  # stored after the snapshot of the rows: no row of the backup knows it
            return
        default_storage.delete(name)  # left over from an attempt that did not come to its end
        self._undo.append(lambda: default_storage.delete(name))
        if default_storage.save(name, File(self._spool, name="ciphertext")) != name:
            raise damaged()

    def _place_anchors(self, path: Path) -> None:
        found, wanted = path.read_bytes() if path.exists() else b"", self._spool.read()
        if found == wanted:
            return
        if not wanted.startswith(found) and not found.startswith(wanted):
            raise RestoreRefused(
                _("锚定文件 {path} 属于另一套数据，没有改动它。").format(path=path),
                now=_("请把它移到别处，或用 RUNWU_ANCHOR_FILE 指定新的位置，再恢复。"),
            )
        aside = path.with_name(f"{path.name}.{timezone.localtime():%Y%m%d-%H%M%S}")
        if found:
            path.rename(aside)
            self.notes.append(_("原有的锚定文件已改名为 {name}，请与恢复记录一起存档。").format(name=aside.name))
            self._undo.append(lambda: aside.replace(path))
        self._create(path, wanted)

    def _place_in_folder(self, kind: str, name: PurePosixPath) -> None:
        if kind not in FOLDERS or name.is_absolute() or ".." in name.parts:
            raise damaged()
        wanted, chosen = self._spool.read(), getattr(settings, FOLDERS[kind], "")
        path = (Path(chosen) if chosen else _kept(kind)) / name
        if path.exists() and path.read_bytes() != wanted:
            path = _kept(kind) / name
        if not path.exists():
            self._create(path, wanted)
            self.notes.append(_("{kind} 的文件放在 {path}。").format(kind=FOLDERS[kind], path=path))

    def _create(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._undo.append(lambda: path.unlink(missing_ok=True))
        path.write_bytes(content)


def _kept(kind: str) -> Path:
    return Path(settings.DATA_DIR) / "restored" / kind


def _spool() -> IO[bytes]:
    return SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 -- closed when the file is in place


def storage_names(model: Any) -> Callable[[int], str | None]:
    """Return the function that finds the storage name of an attachment's key."""
    return lambda key: model._base_manager.filter(pk=key).values_list("file", flat=True).first()
