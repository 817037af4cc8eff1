from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    name = "runwu.enterprises"
    label = "enterprises"
    verbose_name = "园区与企业"
