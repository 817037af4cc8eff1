"""One sealer at a time (单一校验者): an advisory lock on PostgreSQL, the write transaction itself on SQLite."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections

from runwu.core.advisory import try_for_transaction

# Any number that nothing else in this database locks: the bytes of "runwu".
_LOCK = int.from_bytes(b"runwu")
_IMPATIENT_MS = 200


def try_to_become_sealer() -> bool:
    """Take the sealer's lock until the transaction ends; False when another process holds it."""
    return try_for_transaction(_LOCK)


@contextmanager
def impatient() -> Iterator[None]:
    """Wait only briefly for another writer (SQLite): sealing can be done later, the reader of a page cannot wait."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        patience = int(cursor.fetchone()[0])
        cursor.execute(f"PRAGMA busy_timeout = {_IMPATIENT_MS}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")
