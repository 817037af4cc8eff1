"""Commands of the audit log: verify, seal, and let what is old enough expire."""

import getpass
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from django.core.management import CommandError, call_command

if TYPE_CHECKING:
    from runwu.accounts.models import User


def audit(arguments: Namespace) -> int:
    """Do one of the things; 1 with a message where it does not work."""
    if arguments.what == "expire":
        return _expire(arguments)
    try:
        call_command(f"audit_{arguments.what}")
    except CommandError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _expire(arguments: Namespace) -> int:
    """Let entries from before a day expire, on behalf of an audit administrator who gives the password."""
    from runwu.core.audit.expiring import expire
    from runwu.core.errors import RuleRefused, UserError
    from runwu.rules.verdict import plain

    if not (arguments.before and arguments.user):
        print("请用 --before 给出日期，用 --user 给出审计管理员的账号。", file=sys.stderr)
        return 2
    try:
        expiry = expire(before=arguments.before, by=_audit_administrator(arguments.user))
    except RuleRefused as refusal:
        print(plain(refusal.verdict), file=sys.stderr)
    except UserError as error:
        print(error, file=sys.stderr)
    else:
        print(_said(expiry.count, expiry.last_segment) if expiry else "没有整段都早于这一天的记录，什么都没有清除。")
        return 0
    return 1


def _audit_administrator(name: str) -> "User":
    """Return the account if it administers the audit today and the password is right. Raises UserError."""
    from django.utils import timezone

    from runwu.access.choices import Role
    from runwu.access.models import RoleAssignment
    from runwu.accounts.models import User
    from runwu.core.errors import UserError
    from runwu.core.models.base import in_force

    password = getpass.getpass(f"{name} 的密码 / password: ")
    user = User.objects.filter(username=name, is_active=True).first()
    held = RoleAssignment.objects.filter(in_force(timezone.localdate()), user=user, role=Role.AUDIT_ADMINISTRATOR)
    if user is None or not user.check_password(password) or not held.exists():
        raise UserError(
            "没有清除任何记录：账号、密码不对，或这个账号今天不是审计管理员。",
            rule="操作日志到期清除只能由审计管理员办理，系统管理员和安全管理员都不行。",
            now="请由审计管理员本人在服务器上运行这个命令。",
        )
    return user


def _said(count: int, segments: int) -> str:
    return (
        f"已清除 {count} 条到期的操作日志（第 1–{segments} 段），清除记录已签名留存。"
        "请运行 runwu audit verify，并把锚定文件另存一份。"
    )
