from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "runwu.core"
    label = "core"
    verbose_name = "核心"

    def ready(self) -> None:
        from runwu.core import slow_queries  # noqa: F401 -- watches every new connection
        from runwu.core.audit.triggers import keep_installed
        from runwu.core.pages import clauses  # noqa: F401 -- registers its search

        # SQLite loses the triggers of a table whenever a migration rebuilds it.
        post_migrate.connect(keep_installed, sender=self, dispatch_uid="core.audit.triggers")
