"""Many rows at once on PostgreSQL: COPY, also into a temporary table that the others are updated from."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import chain, islice
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from runwu.core.dialect import sqlite
from runwu.core.dialect.copying import blocks

_TEMPORARY = "runwu_incoming"
_FEW = 20
"""Rows for which a temporary table does not pay."""


def insert(connection: BaseDatabaseWrapper, table: str, names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> int:
    """Copy rows into a table."""
    return _copy(connection, f"COPY {_quoted(connection, [table])} ({_quoted(connection, names)}) FROM STDIN", rows)


def update(
    connection: BaseDatabaseWrapper, table: str, names: Sequence[str], rows: Iterator[tuple[Any, ...]], *, keys: int
) -> int:
    """Copy rows aside and update from there, a few one by one; the last `keys` names find the rows."""
    first = list(islice(rows, _FEW + 1))
    if len(first) <= _FEW:
        return sqlite.update(connection, table, names, iter(first), keys=keys)
    target, columns = _quoted(connection, [table]), _quoted(connection, names)
    quoted = [_quoted(connection, [name]) for name in names]
    told = ", ".join(f"{name} = {_TEMPORARY}.{name}" for name in quoted[:-keys])
    same = " AND ".join(f"{target}.{name} = {_TEMPORARY}.{name}" for name in quoted[-keys:])
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {_TEMPORARY} ON COMMIT DROP AS SELECT {columns} FROM {target} LIMIT 0")  # noqa: S608
        _copy(connection, f"COPY {_TEMPORARY} ({columns}) FROM STDIN", chain(first, rows))
        cursor.execute(f"UPDATE {target} SET {told} FROM {_TEMPORARY} WHERE {same}")  # noqa: S608 -- names of our models
        found = cursor.rowcount
        cursor.execute(f"DROP TABLE {_TEMPORARY}")
    return int(found)


def reserve(connection: BaseDatabaseWrapper, table: str, count: int) -> list[int]:
    """Take keys from the table's sequence."""
    query = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    with connection.cursor() as cursor:
        cursor.execute(query, [_quoted(connection, [table]), count])
        return [row[0] for row in cursor.fetchall()]


def room(_connection: BaseDatabaseWrapper) -> AbstractContextManager[None]:
    """Change nothing: the server has its own memory."""
    return nullcontext()


def _copy(connection: BaseDatabaseWrapper, statement: str, rows: Iterable[tuple[Any, ...]]) -> int:
    with connection.cursor() as cursor, connection.wrap_database_errors:
        with cursor.cursor.copy(statement) as copy:
            for some, text in blocks(rows):
                if text is not None:
                    copy.write(text)
                    continue
                for row in some:
                    copy.write_row(row)
        return int(cursor.cursor.rowcount)


def _quoted(connection: BaseDatabaseWrapper, names: Iterable[str]) -> str:
    return ", ".join(connection.ops.quote_name(name) for name in names)
