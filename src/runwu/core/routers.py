"""Which database a model lives in: progress of jobs stands apart, so that it is seen during long transactions."""

from typing import Any

from django.db import connections, models


class ProgressRouter:
    """Send models marked `progress_database` to the connection of that name."""

    def _alias(self, model: type[models.Model] | None) -> str | None:
        return "progress" if getattr(model, "progress_database", False) else None

    def db_for_read(self, model: type[models.Model], **_hints: Any) -> str | None:
        return self._alias(model)

    def db_for_write(self, model: type[models.Model], **_hints: Any) -> str | None:
        return self._alias(model)

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **_hints: Any) -> bool | None:
        from django.apps import apps

        if app_label != "core" or model_name is None or connections["default"].vendor != "sqlite":
            return None if db == "default" else False
        # Elsewhere than on SQLite both aliases are one database, migrated through `default` alone.
        # The model in the hints is that of a migration and knows no attribute of ours; the installed one does.
        model = apps.all_models[app_label].get(model_name)
        return getattr(model, "progress_database", False) == (db == "progress")
