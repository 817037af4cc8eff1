from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "runwu.accounts"
    label = "accounts"
    verbose_name = "账号"

    def ready(self) -> None:
        from runwu.accounts import receivers, sentences

        receivers.connect()
        sentences.register()
