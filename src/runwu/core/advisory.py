"""One at a time across processes (咨询锁): a named lock that lasts as long as the transaction."""

from hashlib import sha256

from django.db import DEFAULT_DB_ALIAS, connections


def try_for_transaction(number: int) -> bool:
    """Take a numbered lock until the transaction ends; False when another process holds it.

    On SQLite a transaction that writes (BEGIN IMMEDIATE) is the only one, so there is nothing to take.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        return bool(cursor.fetchone()[0])


def number_of(name: str) -> int:
    """Return the number of a named lock, within 63 bits.

    >>> number_of("示例") == number_of("示例") < 2**63
    True
    """
    return int.from_bytes(sha256(name.encode()).digest()[:8]) >> 1
