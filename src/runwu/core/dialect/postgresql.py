"""Many rows at once on PostgreSQL: COPY, also into a temporary table that the others are updated from."""

import os
import socket
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from itertools import chain, islice
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from runwu.core.dialect import sqlite
from runwu.core.dialect.copying import blocks

_TEMPORARY = "runwu_incoming"
_FEW = 20
"""Rows for which a temporary table does not pay."""
_MANY = 5000
"""Rows after which the server has to know that they are there."""
_PATIENCE = 300_000
"""Milliseconds for which the server may take no more rows, busy with those it has or waiting for a lock."""


def insert(connection: BaseDatabaseWrapper, table: str, names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> int:
    """Copy rows into a table."""
    return _copy(connection, f"COPY {_quoted(connection, [table])} ({_quoted(connection, names)}) FROM STDIN", rows)


def take_stock(connection: BaseDatabaseWrapper, table: str, key: str, rows: int) -> None:
    """Have the server count a table that got many rows; it holds nobody up.

    Where a table was counted while rows that nobody else saw yet filled it, the server takes it to be empty: any index
    with the key anywhere in it is then as good as the primary key to look up what foreign keys point to, and the next
    hundred thousand rows that refer to it read that index from end to end, each of them.
    """
    if rows >= _MANY:
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE (SKIP_LOCKED) {_quoted(connection, [table])} ({_quoted(connection, [key])})")


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
    with connection.cursor() as cursor, connection.wrap_database_errors, _patient(connection):
        with cursor.cursor.copy(statement) as copy:
            for some, text in blocks(rows):
                if text is not None:
                    copy.write(text)
                    continue
                for row in some:
                    copy.write_row(row)
        return int(cursor.cursor.rowcount)


@contextmanager
def _patient(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let rows wait for a busy server; elsewhere seconds without an answer end a connection (`tcp_user_timeout`)."""
    with socket.socket(fileno=os.dup(connection.connection.pgconn.socket)) as line:
        usual = _limited(line, _PATIENCE)
        try:
            yield
        finally:
            _limited(line, usual)


def _limited(line: socket.socket, milliseconds: int | None) -> int | None:
    """Set how long sent bytes may wait and return what held before; None where this kind of socket has no such limit."""
    with suppress(OSError, AttributeError):
        usual = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
        if milliseconds is not None:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)
        return usual
    return None


def _quoted(connection: BaseDatabaseWrapper, names: Iterable[str]) -> str:
    return ", ".join(connection.ops.quote_name(name) for name in names)
