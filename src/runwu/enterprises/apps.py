from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    name = "runwu.enterprises"
    label = "enterprises"
    verbose_name = "园区与企业"

    def ready(self) -> None:
        from runwu.enterprises import rule_preview, search, sentences  # noqa: F401 -- register themselves
