"""Write the rows of a backup into empty tables: COPY on PostgreSQL, executemany on SQLite."""

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from runwu.core.backup.digests import TableDigest, digest_of
from runwu.core.backup.errors import RestoreRefused
from runwu.core.backup.frames import damaged
from runwu.core.backup.snapshots import database_aliases
from runwu.core.backup.tables import Adapter, Model, adapted, adapters, alias_of, columns_of, stored_models
from runwu.core.dialect import postgresql, sqlite


class TableLoader:
    """Loads one table after the other, in the transaction of whoever calls."""

    def __init__(self, apps: Apps) -> None:
        self.models = {model._meta.db_table: model for model in stored_models(apps)}
        self._model: Model = next(iter(self.models.values()))
        self._columns: list[str] = []
        self._ways: list[Adapter | None] = []

    def begin(self, name: str, columns: list[str]) -> None:
        """Begin a table. Raises ArchiveUnreadable where this version's table is not the backup's."""
        model = self.models.get(name)
        if model is None or [column.column for column in columns_of(model)] != columns:
            raise damaged()
        self._model, self._columns, self._ways = model, columns, adapters(model, self._connection(model))

    def load(self, lines: list[bytes]) -> None:
        """Write rows of the table."""
        connection = self._connection(self._model)
        dialect = postgresql if connection.vendor == "postgresql" else sqlite
        rows = (tuple(adapted(line, self._ways)) for line in lines)
        dialect.insert(connection, self._model._meta.db_table, self._columns, rows)

    def finish(self) -> None:
        """Let the databases count on behind the restored keys, and check every reference."""
        for alias in database_aliases():
            connection = connections[alias]
            models = [model for model in self.models.values() if alias_of(model) == alias]
            with connection.cursor() as cursor:
                for statement in connection.ops.sequence_reset_sql(no_style(), models):
                    cursor.execute(statement)
            connection.check_constraints(table_names=[model._meta.db_table for model in models])

    def compare(self, expected: dict[str, TableDigest]) -> None:
        """Read every table again and compare count and digest with the backup's. Raises RestoreRefused."""
        for name, table in expected.items():
            if digest_of(self.models[name]) != table:
                raise RestoreRefused(
                    _("恢复后的表 {table} 与备份不一致。").format(table=name),
                    rule=_("恢复后逐表核对行数和摘要，有一处不同就全部撤回。"),
                    now=_("目标仍是空的。请换一份备份再试，并保留这份备份和这条提示。"),
                )

    def _connection(self, model: Model) -> BaseDatabaseWrapper:
        return connections[alias_of(model)]
