from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "runwu.accounts"
    label = "accounts"
    verbose_name = "账号"
