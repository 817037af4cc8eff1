"""Where a backup is restored to: an instance without any data, at the version of the backup (空实例)."""

from django.apps.registry import Apps
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from runwu.core.backup.errors import RestoreRefused
from runwu.core.backup.manifest import Header
from runwu.core.backup.snapshots import database_aliases
from runwu.core.backup.tables import MADE_BY_MIGRATE, Model, alias_of, stored_models
from runwu.core.backup.versions import (
    APPS_OF,
    Applied,
    applied_migrations,
    ends_of,
    migrate_databases,
    models_of_database,
    product_version,
    unapplied_migrations,
    unknown_to_us,
)


def require_known_version(header: Header) -> None:
    """See that this version knows the backup's. Raises RestoreRefused."""
    newer = unknown_to_us(header.migrations)
    if newer:
        raise RestoreRefused(
            _("这份备份由更新的版本（{version}）做成，本机是 {ours}。").format(
                version=header.version, ours=product_version()
            ),
            rule=_("本版本没有其中的 {count} 个数据库升级步骤，例如 {example}。").format(
                count=len(newer), example=".".join(newer[0])
            ),
            now=_("请先升级程序，再恢复；什么都没有写入。"),
        )


def prepare(header: Header) -> Apps:
    """Bring an instance without data to the version of a backup; return the models of that version.

    Raises RestoreRefused where there are data, or another version that cannot become the backup's.
    """
    if not applied_migrations():
        _require_no_tables()
        _migrate_to(header.migrations)
    elif applied_migrations() != header.migrations:
        raise RestoreRefused(
            _("目标数据库已经建到另一个版本，与备份的版本不同。"),
            rule=_("较早版本的备份，先恢复到它自己的版本，再升级。"),
            now=_("请换一个没有任何表的空数据库再恢复，恢复后会自动升级；什么都没有写入。"),
        )
    models = models_of_database()
    require_empty(models)
    return models


def require_empty(apps: Apps) -> None:
    """See that no table has a row but those that `migrate` fills. Raises RestoreRefused."""
    for model in _data_models(apps):
        if model._base_manager.using(alias_of(model)).exists():
            raise RestoreRefused(
                _("这里已经有数据（{table}），没有改动它。").format(table=model._meta.db_table),
                rule=_("备份只恢复到没有数据的实例，以免新旧混在一起。"),
                now=_("请先停止服务，换一个空数据库和空的数据文件夹，再运行 runwu restore。"),
            )


def clear_prepared(apps: Apps) -> None:
    """Empty the tables that `migrate` has filled, and progress of jobs of an attempt that did not end."""
    data = set(_data_models(apps))
    for model in stored_models(apps):
        if model not in data:
            rows = model._base_manager.using(alias_of(model)).all()
            rows._raw_delete(alias_of(model))


def upgrade() -> bool:
    """Bring the database from the backup's version to this one's; tell whether there was anything to do."""
    pending = bool(unapplied_migrations())
    if pending:
        migrate_databases()
    return pending


def _data_models(apps: Apps) -> list[Model]:
    return [
        model
        for model in stored_models(apps)
        if model._meta.app_label not in MADE_BY_MIGRATE and model._meta.db_table != "core_job"
    ]


def _require_no_tables() -> None:
    found = connections["default"].introspection.table_names()
    if found:
        raise RestoreRefused(
            _("目标数据库里有别的表（{table}），没有改动它。").format(table=found[0]),
            now=_("请给润物单独建一个空数据库，设好 DATABASE_URL 后再恢复。"),
        )


def _migrate_to(applied: Applied) -> None:
    """Migrate an empty database as far as the backup's was; completely where that is all there is."""
    for alias in database_aliases():
        executor, apps = MigrationExecutor(connections[alias]), APPS_OF.get(alias)
        executor.migrate([end for end in ends_of(executor, applied) if apps is None or end[0] in apps])
    if not unapplied_migrations():
        migrate_databases()
