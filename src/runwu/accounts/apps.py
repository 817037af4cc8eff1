from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class AccountsConfig(AppConfig):
    name = "runwu.accounts"
    label = "accounts"
    verbose_name = "账号"

    def ready(self) -> None:
        from runwu.accounts import receivers, sentences
        from runwu.accounts.sms import is_safe_address

        receivers.connect()
        sentences.register()
        for name in ("RUNWU_SMS_URL", "RUNWU_OIDC_SERVER"):
            if getattr(settings, name) and not is_safe_address(getattr(settings, name)):
                raise ImproperlyConfigured(
                    f"{name} 必须以 https:// 开头。验证码和登录信息不能明文传输；请改正后再启动。"
                )
