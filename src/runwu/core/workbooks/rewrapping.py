"""Put the workbook stream of an .xls alone into a new compound file (重新封装). [MS-CFB].

The loader trusts the counts and chains of its container: hostile ones make it allocate without bound. It
therefore never sees the container that came, only this one, which holds nothing but the vetted stream.
"""

import struct

from runwu.core.workbooks.compound import MAGIC
from runwu.core.workbooks.refusal import refusal

_SECTOR = 4096
_PER_SECTOR = _SECTOR // 4
_SLOTS = 109
_BEFORE = 2
"""Sectors between the tables and the stream: the directory and the mini stream."""
_FREE, _END, _TABLE, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_ROOT, _STREAM, _UNUSED = 5, 2, 0


def rewrapped(stream: bytes, name: str = "Workbook") -> bytes:
    """Return a compound file with the stream as its only content.

    Its sectors: allocation, directory, an empty mini stream (the loader insists on one), the stream.

    Raises the refusal “corrupt” beyond 400 MB, which no .xls reaches.
    """
    sectors = max(1, -(-len(stream) // _SECTOR))
    tables = -(-(sectors + _BEFORE) // (_PER_SECTOR - 1))
    if tables > _SLOTS:
        raise refusal("corrupt", detail="工作簿的流太长")
    body = stream.ljust(sectors * _SECTOR, b"\x00")
    mini = bytes(_SECTOR)
    return _header(tables) + _allocation(tables, sectors) + _directory(tables, len(body), name) + mini + body


def _header(tables: int) -> bytes:
    versions = struct.pack("<16x5H6x", 0x3E, 4, 0xFFFE, 12, 6)
    counts = struct.pack("<9I", 1, tables, tables, 0, _SECTOR, _END, 0, _END, 0)
    slots = [*range(tables), *[_FREE] * (_SLOTS - tables)]
    return (MAGIC + versions + counts + struct.pack(f"<{_SLOTS}I", *slots)).ljust(_SECTOR, b"\x00")


def _allocation(tables: int, sectors: int) -> bytes:
    """Chain the sectors of the stream, which follow the tables, the directory and the mini stream."""
    first = tables + _BEFORE
    chain = [*range(first + 1, first + sectors), _END]
    numbers = [*[_TABLE] * tables, *[_END] * _BEFORE, *chain]
    numbers += [_FREE] * (tables * _PER_SECTOR - len(numbers))
    return struct.pack(f"<{len(numbers)}I", *numbers)


def _directory(tables: int, size: int, name: str) -> bytes:
    root = _entry("Root Entry", _ROOT, child=1, start=tables + 1, size=_SECTOR)
    stream = _entry(name, _STREAM, child=_NONE, start=tables + _BEFORE, size=size)
    unused = _entry("", _UNUSED, child=_NONE, start=0, size=0)
    return root + stream + unused * (_SECTOR // 128 - 2)


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\x00\x00" if name else b""
    return struct.pack("<64sHBB3I36xIQ", text, len(text), kind, 1, _NONE, _NONE, child, start, size)
