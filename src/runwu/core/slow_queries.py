"""Slow queries in the log (慢查询日志): the statement's shape, its time and the request; never a value."""

import re
import time
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

LONGEST = 2000
_LITERAL = re.compile(r"'(?:[^']|'')*'")
_NUMBER = re.compile(r"(?<![\w$.])\d{4,}(?![\w.])")
_PLACES = re.compile(r"%s(?:,\s*%s)+")
_ROWS = re.compile(r"\(%s …\)(?:,\s*\(%s …\))+")
log = structlog.get_logger(__name__)

Execute = Callable[[Any, Any, bool, dict[str, Any]], Any]


def shape_of(sql: str) -> str:
    """Return a statement without values: its places for parameters folded, literals and long numbers hidden.

    >>> shape_of("SELECT 1 FROM person WHERE name = 'x' AND id IN (%s, %s, %s)")
    "SELECT 1 FROM person WHERE name = '…' AND id IN (%s …)"
    """
    folded = _ROWS.sub("(%s …) …", _PLACES.sub("%s …", str(sql)))
    return _NUMBER.sub("…", _LITERAL.sub("'…'", folded))[:LONGEST]


class SlowQueryWatch:
    """A wrapper around every statement of a connection; parameters pass through unread."""

    def __init__(self, alias: str, seconds: float) -> None:
        self.alias, self.seconds = alias, seconds

    def __call__(self, execute: Execute, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        start = time.monotonic()
        try:
            return execute(sql, params, many, context)
        finally:
            taken = time.monotonic() - start
            if taken >= self.seconds:
                log.warning("slow query", seconds=round(taken, 3), database=self.alias, sql=shape_of(sql))


def watch_queries(*, connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Watch a new connection, where the installation asks for it (RUNWU_SLOW_QUERY_MS)."""
    seconds = settings.RUNWU_SLOW_QUERY_MS / 1000
    watched = any(isinstance(wrapper, SlowQueryWatch) for wrapper in connection.execute_wrappers)
    if seconds > 0 and not watched:
        connection.execute_wrappers.append(SlowQueryWatch(connection.alias, seconds))


connection_created.connect(watch_queries, dispatch_uid="core.slow_queries")
