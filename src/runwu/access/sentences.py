"""What the audit log says about roles (操作日志)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from runwu.access.choices import FactorReason, Role
from runwu.core.audit import register_sentences, register_words

_ROLE_ACTS = ("granted", "ended", "withdrawn")
_FACTORS_RESET = "accounts.factors.reset"


def register() -> None:
    """Register the sentences of this app's acts."""
    register_sentences(
        {
            "access.role.granted": _("{actor} 向账号 {account} 授予了角色“{role}”"),
            "access.role.ended": _("{actor} 自 {on} 起终止了账号 {account} 的角色“{role}”"),
            "access.role.withdrawn": _("{actor} 撤回了账号 {account} 尚未生效的角色“{role}”"),
            "access.names.asked": _("{actor} 说明事由（{reason}）后查看名单"),
            "access.person.linked": _("{actor} 关联了账号和本人"),
        }
    )
    register_words("role", lambda: dict(Role.choices), *(f"access.role.{act}" for act in _ROLE_ACTS))
    register_words("reason", _reasons_of_names, "access.names.asked")
    register_words("reason", lambda: {**dict(FactorReason.choices), "console": _("在服务器上找回")}, _FACTORS_RESET)


def _reasons_of_names() -> dict[str, Any]:
    from runwu.access.naming import NameReason

    return dict(NameReason.choices)
