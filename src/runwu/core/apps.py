from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "runwu.core"
    label = "core"
    verbose_name = "核心"
