"""Test support: lift the append-only triggers of the audit tables, which no production code can.

`conftest.py` calls `let_flush_empty_the_audit_tables()` once, because tests with real transactions are
cleaned up by emptying all tables; tests of `verify` use `lifted_triggers` to tamper with rows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase

from runwu.core.audit.triggers import TABLES, install


@contextmanager
def lifted_triggers() -> Iterator[None]:
    """Make the audit tables writable like any other for the time of the block."""
    connection = connections[DEFAULT_DB_ALIAS]
    remove_triggers(connection)
    try:
        yield
    finally:
        install(connection)


def let_flush_empty_the_audit_tables() -> None:
    """Lift the triggers while Django empties the tables after a test with real transactions."""
    original = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def teardown(self: Any) -> None:
        with lifted_triggers():
            original(self)

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[attr-defined]


def _lift_statements(connection: BaseDatabaseWrapper) -> list[str]:
    endings = ("append_only", "no_early_delete", "no_update", "no_delete")
    where = " ON {}" if connection.vendor == "postgresql" else ""
    return [f"DROP TRIGGER IF EXISTS {table}_{ending}{where.format(table)}" for table in TABLES for ending in endings]


def remove_triggers(connection: BaseDatabaseWrapper) -> None:
    """Remove the triggers; whoever calls this has them installed again."""
    with connection.cursor() as cursor:
        for statement in _lift_statements(connection):
            cursor.execute(statement)
