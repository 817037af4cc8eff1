"""Columns compared byte by byte (按字节比较): paths are ranges, which the collation of a language would put in disorder."""

from typing import Any

from django.db.migrations import RunPython


def in_byte_order(app: str, **columns: str) -> RunPython:
    """Return the migration step that gives the columns `model="field"` of an app the collation "C" on PostgreSQL.

    SQLite compares bytes anyway. In a database of the locale zh_CN the range below a path would be empty otherwise.
    """

    def alter(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for model, name in columns.items():
                _alter(schema_editor, apps.get_model(app, model)._meta, name)

    return RunPython(alter, RunPython.noop)


def _alter(schema_editor: Any, meta: Any, name: str) -> None:
    field = meta.get_field(name)
    table, column = schema_editor.quote_name(meta.db_table), schema_editor.quote_name(field.column)
    kind = field.db_type(schema_editor.connection)
    schema_editor.execute(f'ALTER TABLE {table} ALTER COLUMN {column} TYPE {kind} COLLATE "C"')
