"""Database triggers that make the audit tables append-only (只能追加).

There are statements to install them and none to lift them: only the test support outside this package can.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper

# Rows that nothing may touch, and those that go once a signed row of `core_auditexpiry` covers them.
KEPT: Final = ("core_auditsegment", "core_auditexpiry")
EXPIRING: Final = ("core_auditentry", "core_auditseal")
TABLES: Final = (*EXPIRING, *KEPT)
FUNCTION: Final = "runwu_audit_append_only"
EXPIRY_FUNCTION: Final = "runwu_audit_until_expiry"
REFUSAL: Final = "操作日志只能追加 (the audit log is append-only)"
_COVERED: Final = {
    "core_auditentry": (
        "SELECT 1 FROM core_auditexpiry e JOIN core_auditseal s ON s.position <= e.last_seq WHERE s.entry_id = OLD.id"
    ),
    "core_auditseal": "SELECT 1 FROM core_auditexpiry e WHERE e.last_seq >= OLD.position",
}


def sqlite_statements(tables: Iterable[str] = TABLES) -> list[str]:
    """Return the statements for SQLite; INSERT OR REPLACE is caught where `recursive_triggers` is on."""
    held = tuple(tables)
    may_expire = EXPIRING if KEPT[1] in held else ()  # before there is such a table, a trigger must not name it
    return [_sqlite_trigger(table, verb, table in may_expire) for table in held for verb in ("update", "delete")]


def _sqlite_trigger(table: str, verb: str, may_expire: bool) -> str:
    covered = verb == "delete" and may_expire
    name = f"{table}_no_early_delete" if covered else f"{table}_no_{verb}"
    condition = f"WHEN NOT EXISTS ({_COVERED[table]}) " if covered else ""
    return (
        f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {verb.upper()} ON {table} {condition}"
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def postgresql_statements(tables: Iterable[str] = TABLES) -> list[str]:
    """Return the statements for PostgreSQL: functions, and triggers per table on UPDATE, DELETE, TRUNCATE."""
    refuse = f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';"
    statements = [
        f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refuse} END $$"
    ]
    held = tuple(tables)
    may_expire = EXPIRING if KEPT[1] in held else ()
    for table in held:
        verbs = "UPDATE OR TRUNCATE" if table in may_expire else "UPDATE OR DELETE OR TRUNCATE"
        statements.append(
            f"CREATE OR REPLACE TRIGGER {table}_append_only BEFORE {verbs} ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
        )
        if table in may_expire:
            statements += _until_expiry(table, refuse)
    return statements


def _until_expiry(table: str, refuse: str) -> list[str]:
    """Return the statements that let a row of a table go only when it is covered (PostgreSQL)."""
    function = f"{EXPIRY_FUNCTION}_{table.removeprefix('core_audit')}"
    body = f"BEGIN IF EXISTS ({_COVERED[table]}) THEN RETURN OLD; END IF; {refuse} END"
    rows = f"BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
    return [
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
        f"CREATE OR REPLACE TRIGGER {table}_no_early_delete {rows}",
    ]


def install_statements(vendor: str, tables: Iterable[str] = TABLES) -> list[str]:
    """Return the statements for a database vendor. Raises ValueError for one that Runwu does not run on."""
    if vendor == "sqlite":
        return sqlite_statements(tables)
    if vendor == "postgresql":
        return postgresql_statements(tables)
    raise ValueError(f"no append-only triggers for {vendor}")


def install(connection: BaseDatabaseWrapper) -> None:
    """Install the triggers that are missing; called by the migration and after every migrate.

    SQLite loses the triggers of a table whenever a migration rebuilds it.
    """
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for statement in install_statements(connection.vendor, [table for table in TABLES if table in present]):
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
    first = "append_only" if vendor == "postgresql" else "no_update"
    last = "no_early_delete" if table in EXPIRING else "append_only" if vendor == "postgresql" else "no_delete"
    return {(table, f"{table}_{first}"), (table, f"{table}_{last}")}


def keep_installed(*, using: str, **_signal: Any) -> None:
    """Reinstall the triggers after `migrate` (a receiver of post_migrate, connected by the core app)."""
    from django.db import DEFAULT_DB_ALIAS, connections

    connection = connections[using]
    if using == DEFAULT_DB_ALIAS and TABLES[0] in connection.introspection.table_names():
        install(connection)
