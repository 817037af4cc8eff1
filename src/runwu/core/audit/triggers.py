"""Database triggers that make the audit tables append-only (只能追加).

There are statements to install them and none to lift them: only the test support outside this package can.
"""

from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES: Final = ("core_auditentry", "core_auditsegment", "core_auditseal")
FUNCTION: Final = "runwu_audit_append_only"
REFUSAL: Final = "操作日志只能追加 (the audit log is append-only)"


def sqlite_statements() -> list[str]:
    """Return the statements for SQLite; INSERT OR REPLACE is caught where `recursive_triggers` is on."""
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON {table} "  # noqa: S608 -- constants only
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for table in TABLES
        for verb in ("UPDATE", "DELETE")
    ]


def postgresql_statements() -> list[str]:
    """Return the statements for PostgreSQL: one function, and a trigger per table on UPDATE, DELETE, TRUNCATE."""
    function = (
        f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    triggers = [
        f"CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
        for table in TABLES
    ]
    return [function, *triggers]


def install_statements(vendor: str) -> list[str]:
    """Return the statements for a database vendor. Raises ValueError for one that Runwu does not run on."""
    if vendor == "sqlite":
        return sqlite_statements()
    if vendor == "postgresql":
        return postgresql_statements()
    raise ValueError(f"no append-only triggers for {vendor}")


def install(connection: BaseDatabaseWrapper) -> None:
    """Install the triggers that are missing; called by the migration and after every migrate.

    SQLite loses the triggers of a table whenever a migration rebuilds it.
    """
    with connection.cursor() as cursor:
        for statement in install_statements(connection.vendor):
            cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the audit tables that are not append-only just now: a trigger is gone or switched off."""
    found = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        found = (
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND pg_table_is_visible(c.oid)"
        )
    with connection.cursor() as cursor:
        cursor.execute(found)
        present = set(cursor.fetchall())
    return [table for table in TABLES if not _expected(connection.vendor, table) <= present]


def _expected(vendor: str, table: str) -> set[tuple[str, str]]:
    endings = ("append_only",) if vendor == "postgresql" else ("no_update", "no_delete")
    return {(table, f"{table}_{ending}") for ending in endings}


def keep_installed(*, using: str, **_signal: Any) -> None:
    """Reinstall the triggers after `migrate` (a receiver of post_migrate, connected by the core app)."""
    from django.db import DEFAULT_DB_ALIAS, connections

    connection = connections[using]
    if using == DEFAULT_DB_ALIAS and TABLES[0] in connection.introspection.table_names():
        install(connection)
