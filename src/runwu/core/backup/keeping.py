"""A folder of backups by date, of which the newest are kept (备份的保留)."""

import re
from pathlib import Path
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core.backup.archive import MAGIC
from runwu.core.backup.content import Report
from runwu.core.backup.making import back_up
from runwu.core.backup.manifest import Manifest

_NAME: Final = re.compile(r"runwu-\d{8}-\d{6}\.rwb")


def back_up_into(folder: Path, *, keep: int, report: Report = lambda _line: None) -> tuple[Path, Manifest]:
    """Write a backup named by date and time into a folder, then delete all but the newest `keep`; 0 keeps all.

    Old ones go only after the new one is complete, and only files that bear such a name and begin like a backup.
    Raises as `back_up` does.
    """
    path = folder / f"runwu-{timezone.localtime():%Y%m%d-%H%M%S}.rwb"
    manifest = back_up(path, report=report)
    for old in outdated(folder, keep=keep):
        if old != path:
            old.unlink()
            report(_("已删除较早的备份 {name}。").format(name=old.name))
    return path, manifest


def outdated(folder: Path, *, keep: int) -> list[Path]:
    """Return the backups of a folder beyond the newest `keep`, none for 0."""
    found = sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name) and _is_backup(path))
    return found[:-keep] if keep > 0 else []


def _is_backup(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC
