"""Whether the clock of the server was put back (系统时间被调回): what it writes next would stand before what is written."""

from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core.models import AuditEntry

_TOLERATED: Final = timedelta(minutes=5)  # a clock that is being set right


def clock_problems() -> list[str]:
    """Return, in words, that the last act of the audit log lies ahead of the clock; nothing where it does not.

    The chain of the log keeps its order by numbers, and so is not broken by it. One query.
    """
    last = AuditEntry.objects.order_by("-pk").values_list("at", flat=True).first()
    now = timezone.now()
    if last is None or last <= now + _TOLERATED:
        return []
    told = {"last": timezone.localtime(last), "now": timezone.localtime(now)}
    return [
        _(
            "服务器时间（{now:%Y-%m-%d %H:%M}）早于最后一条操作日志（{last:%Y-%m-%d %H:%M}），时间可能被调回过。"
            "办理时间、期限和登录都按服务器时间计算；日志的先后由编号决定，不受影响。请校准服务器时间，不要改日志。"
        ).format(**told)
    ]
