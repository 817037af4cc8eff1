"""What the audit log says about accounts (操作日志)."""

from django.utils.translation import gettext_lazy as _

from runwu.core.audit import register_sentences


def register() -> None:
    """Register the sentences of this app's acts."""
    register_sentences(
        {
            "accounts.account.opened": _("{actor} 开通了账号 {subject}"),
            "accounts.account.locked": _("{actor} 停用了账号 {subject}"),
            "accounts.account.unlocked": _("{actor} 恢复了账号 {subject}"),
            "accounts.password.reset": _("{actor} 重置了账号 {subject} 的密码"),
            "accounts.password.changed": _("{actor} 修改了自己的密码"),
        }
    )
