"""What the audit log says about roles (操作日志)."""

from django.utils.translation import gettext_lazy as _

from runwu.core.audit import register_sentences


def register() -> None:
    """Register the sentences of this app's acts."""
    register_sentences(
        {
            "access.role.granted": _("{actor} 授权了角色 {role}"),
            "access.role.ended": _("{actor} 自 {on} 起终止了角色 {role}"),
            "access.role.withdrawn": _("{actor} 撤回了尚未生效的角色 {role}"),
            "access.names.asked": _("{actor} 说明事由（{reason}）后查看名单"),
            "access.person.linked": _("{actor} 关联了账号和本人"),
        }
    )
