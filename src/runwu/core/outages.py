"""What is wrong with the machine, not with the program (故障): the database is away or busy, the disk is full."""

import errno
from dataclasses import dataclass
from enum import StrEnum

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

from runwu.core.errors import Message


class Outage(StrEnum):
    """The kinds that are told apart."""

    AWAY = "away"
    BUSY = "busy"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Advice:
    """What people are told, and after how many seconds to try again; None where waiting alone does not help."""

    message: Message
    retry_after: int | None


_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_BUSY_STATES = {"40001", "40P01", "55P03", "57014"}  # serialization, deadlock, lock not available, statement timeout
_FULL_STATES = {"53100"}


def outage_of(error: BaseException | None) -> Outage | None:
    """Return the outage that an exception, or what it was raised from, tells of; None for any other error."""
    while error is not None:
        found = _own(error)
        if found is not None:
            return found
        error = error.__cause__ or error.__context__
    return None


def _own(error: BaseException) -> Outage | None:
    if isinstance(error, OSError) and error.errno in _NO_SPACE:
        return Outage.FULL
    if not isinstance(error, OperationalError | InterfaceError):
        return None
    state, text = getattr(error.__cause__, "sqlstate", None), str(error)
    if state in _FULL_STATES or "disk is full" in text:
        return Outage.FULL
    if state in _BUSY_STATES or "is locked" in text:
        return Outage.BUSY
    return Outage.AWAY if _connection_lost(error, state) else None


def _connection_lost(error: BaseException, state: str | None) -> bool:
    """Tell whether the database can't be reached; SQLite says so of a file that can't be opened."""
    if state is not None:
        return state.startswith(("08", "57P", "53300"))
    return (
        isinstance(error, InterfaceError)
        or type(error.__cause__).__module__.startswith("psycopg")
        or ("unable to open database file" in str(error) or "disk I/O error" in str(error))
    )


def advice(outage: Outage) -> Advice:
    """Return what to tell people."""
    rule = _("每一步要么全部完成，要么完全不动。")
    if outage is Outage.FULL:
        happened = _("服务器磁盘空间不足，这一步没有完成。")
        return Advice(Message(happened, rule, _("请告诉管理员清理或扩充磁盘，之后重试。")), None)
    if outage is Outage.BUSY:
        happened = _("同时办理的人较多，这一步没有排上，没有完成。")
        return Advice(Message(happened, rule, _("请过几秒重试。")), 5)
    happened = _("暂时连接不上数据库，这一步没有完成。")
    now = _("系统会自动恢复，请过十几秒重试。刚提交过内容的，重试前先看一眼是否已经保存。")
    return Advice(Message(happened, rule, now), 10)
