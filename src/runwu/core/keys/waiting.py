"""Be the only one who rotates, and wait until nobody writes any more under the key from before (等待较早的事务结束)."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core.errors import Conflict

_PAUSE = 0.2


def earlier_transactions_ended(since: datetime, *, patience: float) -> bool:
    """Wait up to `patience` seconds for the transactions that began before a moment; tell whether they ended.

    On SQLite there is one writer: whoever gets its place has outlived the others.
    """
    end = time.monotonic() + patience
    while _running(since):
        if time.monotonic() > end:
            return False
        time.sleep(_PAUSE)
    return True


def _running(since: datetime) -> bool:
    return _running_here(since) if connection.vendor == "postgresql" else _somebody_writes()


def _somebody_writes() -> bool:
    try:
        with transaction.atomic():
            return False
    except OperationalError:
        return True


def _running_here(since: datetime) -> bool:
    """Look for transactions of this database that began earlier, by the database's own clock of activity."""
    query = (
        "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND xact_start < %s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [since])
        return bool(cursor.fetchone()[0])


def database_now() -> datetime:
    """Return the time by the clock that the database stamps its transactions with."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
        return now


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """See that one process changes a key file; the lock goes with the process, however that ends. Raises Conflict."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(f".{path.name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Conflict(_("另一个进程正在更换密钥。"), now=_("请等它做完；它若已中断，再运行一次即可。")) from None
        yield
