"""What the audit log says about accounts (操作日志)."""

from django.utils.translation import gettext_lazy as _

from runwu.core.audit import register_sentences, register_words


def register() -> None:
    """Register the sentences of this app's acts."""
    register_sentences(
        {
            "accounts.account.opened": _("{actor} 开通了账号 {subject}"),
            "accounts.account.locked": _("{actor} 停用了账号 {subject}"),
            "accounts.account.unlocked": _("{actor} 恢复了账号 {subject}"),
            "accounts.account.invited": _("{actor} 向账号 {subject} 发出了邀请链接"),
            "accounts.invitation.accepted": _("{actor} 通过邀请链接设置了密码"),
            "accounts.sign_ins.ended": _("{actor} 结束了账号 {subject} 的登录"),
            "accounts.factors.reset": _("{actor} 重置了账号 {subject} 的二次验证（事由：{reason}）"),
            "accounts.factor.added": _("{actor} 添加了登录验证方式 {kind}"),
            "accounts.factor.removed": _("{actor} 停用了登录验证方式 {kind}"),
            "accounts.factor.renewed": _("{actor} 重新生成了 {kind}"),
            "accounts.pause.lifted": _("{actor} 解除了账号 {subject} 的暂停登录"),
            "accounts.phone.confirmed": _("{actor} 开通了短信验证码"),
            "accounts.phone.removed": _("{actor} 停用了短信验证码"),
            "accounts.identity.linked": _("{actor} 关联了统一身份认证"),
            "accounts.identity.unlinked": _("{actor} 解除了统一身份认证的关联"),
            "accounts.password.reset": _("{actor} 重置了账号 {subject} 的密码"),
            "accounts.password.changed": _("{actor} 修改了自己的密码"),
            "accounts.password.failed": _("登录账号 {subject} 时密码不正确"),
            "accounts.password.unknown": _("有人用不存在的用户名登录"),
            "accounts.code.failed": _("登录账号 {subject} 时动态验证码或恢复码没有通过"),
            "accounts.sms.failed": _("登录账号 {subject} 时短信验证码没有通过"),
            "accounts.sms.unknown": _("有人没有账号，用短信验证码登录"),
            "accounts.passkey.failed": _("登录账号 {subject} 时通行密钥没有通过"),
            "accounts.passkey.unknown": _("有人用没有登记的通行密钥登录"),
        }
    )
    ways = {"totp": _("动态验证码"), "webauthn": _("通行密钥"), "recovery_codes": _("恢复码")}
    register_words("kind", lambda: ways, *(f"accounts.factor.{act}" for act in ("added", "removed", "renewed")))
