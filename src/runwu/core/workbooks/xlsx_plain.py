"""Take the plain rows of an .xlsx sheet out of the stream and measure them all at once (xlsx 快扫).

Rows that hold nothing but values under canonical tags are most of a ledger; arrays count them thirty times faster
than a parser that calls back for every cell. Whatever is not plain beyond doubt goes to the parser.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

_BLOCK = 1 << 21
"""Bytes measured at once: they fit into the processor's cache."""
_LONGEST = 1 << 24
_OPEN, _CLOSE = b"<row ", b"</row>"
_DIGITS = 7
_LETTERS = 3
_ERROR = b't="e"'

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class PlainRows:
    """What a block of plain rows says: filled rows, and the last row and column with a value, from 0; -1 is none."""

    filled_rows: int
    last_row: int
    last_column: int
    number: int


def blocks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Cut a sheet into its head, blocks of whole rows, and its end."""
    held = b""
    for chunk in chunks:
        held += chunk
        if len(held) < _BLOCK:
            continue
        start, end = _whole_rows(held)
        if start < end:
            yield held[:start]
            yield held[start:end]
            held = held[end:]
        elif len(held) > _LONGEST:
            yield held
            held = b""
    start, end = _whole_rows(held)
    yield from filter(None, (held[:start], held[start:end], held[end:]))


def _whole_rows(held: bytes) -> tuple[int, int]:
    start, end = held.find(_OPEN), held.rfind(_CLOSE)
    return (start, end + len(_CLOSE)) if 0 <= start < end else (len(held), len(held))


def plain_rows(block: bytes) -> PlainRows | None:
    """Return what a block of whole rows says, or None when a parser has to look at it.

    Plain are rows and cells that carry their number, with values, shared and inline texts; no formulas, no errors,
    no comments, no prefixes.
    """
    if not block.startswith(_OPEN) or _ERROR in block:
        return None
    data = np.frombuffer(block + bytes(16), dtype=np.uint8)
    tags = _tags(data)
    return _measured(data, tags) if _only_known(data, tags) and _only_quoted(data) else None


@dataclass(frozen=True, slots=True)
class _Tags:
    """Where the tags of each kind begin; `count` is how many there are of any kind."""

    count: int
    closing: int
    rows: Places
    cells: Places
    values: Places
    texts: Places


def _tags(data: Bytes) -> _Tags:
    tags = np.flatnonzero(data == ord("<"))
    kind = data[tags + 1]
    return _Tags(
        count=len(tags),
        closing=int(np.count_nonzero(kind == ord("/"))),
        rows=tags[kind == ord("r")],
        cells=tags[kind == ord("c")],
        values=tags[(kind == ord("v")) | (kind == ord("i"))],
        texts=tags[kind == ord("t")],
    )


def _only_known(data: Bytes, tags: _Tags) -> bool:
    """Tell whether there are no tags but those of rows, cells, values and texts, each in its one form."""
    opening = len(tags.rows) + len(tags.cells) + len(tags.values) + len(tags.texts)
    after_value = data[tags.values + 2]
    sound_value = (after_value == ord(">")) | ((after_value == ord("s")) & (data[tags.values + 3] == ord(">")))
    sound_text = np.isin(data[tags.texts + 2], (ord(">"), ord(" ")))
    return bool(
        opening + tags.closing == tags.count
        and _follow(data, tags.rows, b'<row r="')
        and _follow(data, tags.cells, b'<c r="')
        and sound_value.all()
        and sound_text.all()
    )


def _follow(data: Bytes, places: Places, text: bytes) -> bool:
    """Tell whether the same bytes stand at all places."""
    return all(bool((data[places + offset] == byte).all()) for offset, byte in enumerate(text))


def _only_quoted(data: Bytes) -> bool:
    """Tell whether every “=” is that of an attribute in double quotes without blanks: none hides a type."""
    equals = np.flatnonzero(data == ord("="))
    before = data[equals - 1]
    return bool((data[equals + 1] == ord('"')).all() and ((before >= ord("a")) & (before <= ord("z"))).all())


def _measured(data: Bytes, tags: _Tags) -> PlainRows | None:
    owners = np.searchsorted(tags.cells, tags.values) - 1
    if len(owners) and owners[0] < 0:
        return None
    number = _numbers(data, tags.rows[-1:] + len(b'<row r="'))
    filled = tags.cells[_each_once(owners)] + len(b'<c r="')
    if not len(filled):
        return PlainRows(0, -1, -1, int(number[0]) - 1)
    columns, width = _columns(data, filled)
    at = _numbers(data, filled + width)
    if not (columns > 0).all() or not (at > 0).all() or not number[0]:
        return None
    return PlainRows(
        filled_rows=len(_each_once(np.searchsorted(tags.rows, filled))),
        last_row=int(at.max()) - 1,
        last_column=int(columns.max()) - 1,
        number=int(number[0]) - 1,
    )


def _each_once(ascending: Places) -> Places:
    """Return each number of an ascending row once."""
    return ascending[np.diff(ascending, prepend=-1) > 0]


def _columns(data: Bytes, places: Places) -> tuple[Any, Any]:
    """Return the columns that letters name, from 1, and how many letters there are; 0 where there is none."""
    column = np.zeros(len(places), dtype=np.int64)
    width = np.zeros(len(places), dtype=np.int64)
    for offset in range(_LETTERS):
        byte = data[places + offset]
        is_letter = (byte >= ord("A")) & (byte <= ord("Z")) & (width == offset)
        column = np.where(is_letter, column * 26 + byte - 64, column)
        width += is_letter
    return column, width


def _numbers(data: Bytes, places: Places) -> Any:
    """Return the numbers that stand at places before a quotation mark; 0 where there is none."""
    number = np.zeros(len(places), dtype=np.int64)
    ended = np.zeros(len(places), dtype=bool)
    sound = np.zeros(len(places), dtype=bool)
    for offset in range(_DIGITS + 1):
        byte = data[places + offset]
        is_figure = (byte >= ord("0")) & (byte <= ord("9")) & ~ended
        number = np.where(is_figure, number * 10 + byte - 48, number)
        sound |= ~ended & (byte == ord('"'))
        ended |= ~is_figure
    return np.where(sound, number, 0)
