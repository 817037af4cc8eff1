from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "runwu.access"
    label = "access"
    verbose_name = "权限"

    def ready(self) -> None:
        from runwu.access import sentences

        sentences.register()
