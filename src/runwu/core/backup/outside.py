"""What belongs to an installation and lies outside its database (库外文件); the keys do not belong here.

Attachments (already encrypted, carried as they are), the anchors of the audit log, and the folders of an installation's
own rules and journeys. Keys are never in a backup: whoever holds one must not be able to read it by itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from django.conf import settings
from django.core.files.storage import default_storage

from runwu.core.backup.tables import Model

ATTACHMENTS, ANCHORS, RULES, JOURNEYS = "attachments", "anchors", "rules", "journeys"
FOLDERS: Final = {RULES: "RUNWU_RULES_FOLDER", JOURNEYS: "RUNWU_JOURNEYS"}
_CHUNK = 1000
_TRIES = 3


@dataclass(frozen=True, slots=True)
class OutsideFile:
    """A file: of which kind, and its name there; for an attachment the key of its row."""

    kind: str
    name: str


def attachment_keys(model: Model, *, up_to: int) -> Iterator[int]:
    """Give the keys of the attachments that exist now, up to the last one of the snapshot."""
    walk = model._base_manager.filter(pk__lte=up_to).order_by("pk").values_list("pk", flat=True)
    keys = list(walk[:_CHUNK])
    while keys:
        yield from keys
        keys = list(walk.filter(pk__gt=keys[-1])[:_CHUNK])


@contextmanager
def opened_attachment(model: Model, key: int) -> Iterator[IO[Any] | None]:
    """Open an attachment's ciphertext; None when it is gone by now, or was gone before.

    A rotation may put another file in its place meanwhile; then the row names the new one.
    """
    file = None
    for _try in range(_TRIES):
        name = model._base_manager.filter(pk=key).values_list("file", flat=True).first()
        if name is None:
            break
        try:
            file = default_storage.open(name)
            break
        except FileNotFoundError:
            continue
    try:
        yield file
    finally:
        if file is not None:
            file.close()


def loose_files() -> Iterator[tuple[OutsideFile, Path]]:
    """Give the anchors, and the files of the installation's own rules and journeys."""
    anchors = Path(settings.RUNWU_ANCHOR_FILE)
    if anchors.exists():
        yield OutsideFile(ANCHORS, anchors.name), anchors
    for kind, setting in FOLDERS.items():
        folder = getattr(settings, setting, "")
        if folder:
            yield from _below(kind, Path(folder))


def _below(kind: str, folder: Path) -> Iterator[tuple[OutsideFile, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield OutsideFile(kind, path.relative_to(folder).as_posix()), path
