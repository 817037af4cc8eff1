"""What can go wrong with a backup, said in three parts."""

import errno
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core.errors import UserError

_REASONS: Final = {
    errno.ENOSPC: gettext_lazy("磁盘已满"),
    errno.EDQUOT: gettext_lazy("磁盘配额已用完"),
    errno.EFBIG: gettext_lazy("文件大小超过了系统允许的上限"),
    errno.EACCES: gettext_lazy("没有读写的权限"),
    errno.EPERM: gettext_lazy("没有读写的权限"),
    errno.EROFS: gettext_lazy("磁盘是只读的"),
    errno.EIO: gettext_lazy("磁盘读写出错"),
}


class BackupRefused(UserError):
    """A backup could not be made; nothing is left of it."""


class ArchiveUnreadable(UserError):
    """A file is no backup, was cut or changed, or was made by a newer version."""


class RestoreRefused(UserError):
    """A backup cannot be restored here; the instance is as it was."""


def reason_of(error: Exception) -> str:
    """Say in a few words why the disk or the database did not go along; never more of a database's message than a line."""
    if isinstance(error, OSError):
        return str(_REASONS.get(error.errno or 0, error.strerror or type(error).__name__))
    told = str(error).partition("\n")[0]
    full = "disk is full" in told or "No space left" in told
    return str(_REASONS[errno.ENOSPC]) if full else _("数据库报告 {told}").format(told=told)
