from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "runwu.core"
    label = "core"
    verbose_name = "核心"

    def ready(self) -> None:
        from runwu.core.pages import clauses  # noqa: F401 -- registers its search
