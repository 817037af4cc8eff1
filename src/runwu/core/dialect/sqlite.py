"""Many rows at once on SQLite: executemany, some thousand rows at a time."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

_AT_ONCE = 5000
_ROOM = -160_000
"""Kibibytes, negative as SQLite wants them."""


def insert(connection: BaseDatabaseWrapper, table: str, names: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> int:
    """Insert rows into a table."""
    places = ", ".join("%s" for _name in names)
    columns = ", ".join(map(connection.ops.quote_name, names))
    statement = f"INSERT INTO {connection.ops.quote_name(table)} ({columns}) VALUES ({places})"  # noqa: S608 -- names of our models
    return _many(connection, statement, rows)


def take_stock(_connection: BaseDatabaseWrapper, _table: str, _key: str, _rows: int) -> None:
    """Do nothing: a row is found by its key, whatever the number of rows."""


def update(
    connection: BaseDatabaseWrapper, table: str, names: Sequence[str], rows: Iterator[tuple[Any, ...]], *, keys: int
) -> int:
    """Update rows; the last `keys` names find them."""
    told = [f"{connection.ops.quote_name(name)} = %s" for name in names]
    where = " AND ".join(told[-keys:])
    statement = f"UPDATE {connection.ops.quote_name(table)} SET {', '.join(told[:-keys])} WHERE {where}"  # noqa: S608
    return _many(connection, statement, rows)


def reserve(connection: BaseDatabaseWrapper, table: str, count: int) -> list[int]:
    """Return keys above all that the table ever had; the transaction is the only one that writes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        ever = cursor.fetchone()
        cursor.execute(f"SELECT MAX(id) FROM {connection.ops.quote_name(table)}")  # noqa: S608 -- a table of our models
        last = max(ever[0] if ever else 0, cursor.fetchone()[0] or 0)
    return list(range(last + 1, last + 1 + count))


@contextmanager
def room(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Keep more pages in memory, so that the indexes of a large table are not written again and again."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        usual = int(cursor.fetchone()[0])
        cursor.execute(f"PRAGMA cache_size = {_ROOM}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = {usual}")


def _many(connection: BaseDatabaseWrapper, statement: str, rows: Iterable[tuple[Any, ...]]) -> int:
    found, left = 0, iter(rows)
    with connection.cursor() as cursor:
        while chunk := list(islice(left, _AT_ONCE)):
            cursor.executemany(statement, chunk)
            found += cursor.rowcount
    return found
