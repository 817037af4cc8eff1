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
    Where the folder has some from days to come, a clock is wrong: then none goes, and that is said. Raises as
    `back_up` does.
    """
    path = folder / f"runwu-{timezone.localtime():%Y%m%d-%H%M%S}.rwb"
    manifest = back_up(path, report=report)
    old_ones = [old for old in outdated(folder, keep=keep) if old != path]
    if old_ones and (ahead := [one for one in _backups(folder) if one.name > path.name]):
        report(_clock_wrong(ahead[-1]))
        return path, manifest
    for old in old_ones:
        old.unlink()
        report(_("已删除较早的备份 {name}。").format(name=old.name))
    return path, manifest


def outdated(folder: Path, *, keep: int) -> list[Path]:
    """Return the backups of a folder beyond the newest `keep`, none for 0."""
    return _backups(folder)[:-keep] if keep > 0 else []


def _backups(folder: Path) -> list[Path]:
    """Return the backups of a folder by date and time."""
    return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name) and _is_backup(path))


def _clock_wrong(ahead: Path) -> str:
    return _(
        "没有删除较早的备份：文件夹里有比现在还晚的备份（{name}），服务器的时间可能被调回过。"
        "备份按时间先后保留，时间不准就可能删错。请校准服务器时间，核对后移走时间有误的备份；下一次备份照常清理。"
    ).format(name=ahead.name)


def _is_backup(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC
