"""One consistent view of the database (一致快照), without holding up anybody who writes."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import connections, transaction


def database_aliases() -> list[str]:
    """Return the connections that are databases of their own: two files on SQLite, one database on PostgreSQL."""
    apart = connections["default"].vendor == "sqlite"
    return ["default", "progress"] if apart else ["default"]


@contextmanager
def snapshot() -> Iterator[None]:
    """See the database as of one moment for the time of the block, and write nothing meanwhile.

    Inside a transaction its own view counts. On PostgreSQL a read-only transaction with REPEATABLE READ; on SQLite a
    read transaction in WAL mode, which no writer waits for.
    """
    with ExitStack() as stack:
        for alias in database_aliases():
            stack.enter_context(_view(alias))
        yield


@contextmanager
def _view(alias: str) -> Iterator[None]:
    connection = connections[alias]
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(using=alias), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with _reading(alias):
            yield


@contextmanager
def _reading(alias: str) -> Iterator[None]:
    # Not `atomic`: that begins as a writer here, and every act would wait until the backup has ended.
    with connections[alias].cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            cursor.execute("SELECT count(*) FROM sqlite_master")
            yield
        finally:
            cursor.execute("ROLLBACK")
