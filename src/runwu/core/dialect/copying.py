"""Rows as the text that COPY reads (复制格式): column by column, as a call for each cell would cost more than the database.

PostgreSQL manual, COPY, “Text Format”: cells between tabs, rows end with a line feed, `\\N` is NULL, backslash escapes.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice, repeat
from operator import is_
from typing import Any
from uuid import UUID

_AT_ONCE = 2000
_NULL = "\\N"
_SPECIAL = re.compile(r"[\\\t\n\r]")
_BETWEEN = "\x01"  # joins cells that are looked through together; a cell that holds it is nothing special
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


class NoText(TypeError):
    """A value of a type that has no spelling here."""


def blocks(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[list[tuple[Any, ...]], str | None]]:
    """Yield rows some thousand at a time with their text; None where a value has no spelling here."""
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        yield some, text_of(some)


def text_of(rows: Sequence[tuple[Any, ...]]) -> str | None:
    """Return rows as text, None where a value has no spelling here.

    >>> text_of([(1, "a\\tb", None), (2, "", True)])
    '1\\ta\\\\tb\\t\\\\N\\n2\\t\\tt\\n'
    """
    try:
        columns = [_cells(column) for column in zip(*rows, strict=True)]
    except NoText:
        return None
    return "\n".join(map("\t".join, zip(*columns, strict=True))) + "\n"


def _cells(column: Sequence[Any]) -> Iterable[str]:
    first = column[0]
    if all(map(is_, column, repeat(first))):  # one value in every row: what an import says of all its rows
        return [_NULL if first is None else _spelling(type(first))(first)] * len(column)
    kinds = set(map(type, column))
    with_null = type(None) in kinds
    kinds.discard(type(None))
    if not kinds:
        return [_NULL] * len(column)
    if with_null and kinds == {str} and _SPECIAL.search(_BETWEEN.join(filter(None, column))) is None:
        return [_NULL if value is None else value for value in column]
    if len(kinds) > 1 or with_null:
        return [_NULL if value is None else _spelling(type(value))(value) for value in column]
    kind = kinds.pop()
    if issubclass(kind, str) and _SPECIAL.search(_BETWEEN.join(column)) is None:
        return list(map(str.__str__, column))
    return list(map(_spelling(kind), column))


def _text(value: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], value) if _SPECIAL.search(value) else str.__str__(value)


def _bytes(value: bytes) -> str:
    return f"\\\\x{value.hex()}"


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        raise NoText
    return value.isoformat()


_SPELLINGS: dict[type, Callable[[Any], str]] = {
    bool: lambda value: "t" if value else "f",
    int: int.__repr__,  # the driver wraps some whole numbers in types that spell themselves otherwise
    float: float.__repr__,
    Decimal: Decimal.__str__,
    UUID: lambda value: value.hex,
    date: date.isoformat,
    datetime: _moment,
    bytes: _bytes,
}


def _spelling(kind: type) -> Callable[[Any], str]:
    """Return how values of a type are written. Raises NoText."""
    if kind in _SPELLINGS:
        return _SPELLINGS[kind]
    if issubclass(kind, str):
        return _text
    if issubclass(kind, int):
        return int.__repr__
    raise NoText(kind)
