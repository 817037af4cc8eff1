"""Read streams of an OLE compound file, the container of .xls and of encrypted .xlsx (复合文档). [MS-CFB]."""

import struct
from array import array
from dataclasses import dataclass

from runwu.core.workbooks.refusal import refusal

MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
_END = 0xFFFFFFFA
"""Sector numbers from here on end a chain."""
_HEADER_SLOTS = 109
_ENTRY = 128
_STREAM = 2


@dataclass(frozen=True, slots=True)
class _Entry:
    start: int
    size: int


class Compound:
    """Find streams by name; every chain is bounded by the size of the file, so that a loop ends."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._open()
        except (struct.error, IndexError, ValueError) as fault:
            raise refusal("corrupt", detail="复合文档的目录读不出来") from fault

    @property
    def names(self) -> frozenset[str]:
        """Return the names of all streams."""
        return frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        """Return the bytes of a stream; raises the refusal “corrupt” when it is cut."""
        entry = self._entries[name]
        try:
            data = self._small(entry) if entry.size < self._cutoff else self._chain(entry.start)
        except (struct.error, IndexError) as fault:
            raise refusal("corrupt", detail=f"{name} 不完整") from fault
        if len(data) < entry.size:
            raise refusal("corrupt", detail=f"{name} 不完整")
        return data[: entry.size]

    def _open(self) -> None:
        self._version, _, shift, small_shift = struct.unpack_from("<HHHH", self._data, 0x1A)
        self._size, self._small_size = 1 << shift, 1 << small_shift
        directory, self._cutoff, small, extra = (
            struct.unpack_from("<I", self._data, at)[0] for at in (0x30, 0x38, 0x3C, 0x44)
        )
        if shift not in (9, 12):
            raise ValueError(shift)
        self._table = self._allocation(extra)
        self._small_table = _numbers(self._chain(small)) if small < _END else array("I")
        self._read_directory(self._chain(directory))

    def _allocation(self, extra: int) -> "array[int]":
        slots = list(struct.unpack_from(f"<{_HEADER_SLOTS}I", self._data, 0x4C))
        per_sector = self._size // 4 - 1
        seen: set[int] = set()
        while extra < _END and extra not in seen:
            seen.add(extra)
            numbers = _numbers(self._sector(extra))
            slots += numbers[:per_sector]
            extra = numbers[per_sector]
        return _numbers(b"".join(self._sector(slot) for slot in dict.fromkeys(slots) if slot < _END))

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._data[at : at + self._size]

    def _chain(self, number: int) -> bytes:
        parts, left = [], len(self._data) // self._size + 1
        while number < _END and left:
            parts.append(self._sector(number))
            number = self._table[number]
            left -= 1
        return b"".join(parts)

    def _small(self, entry: _Entry) -> bytes:
        parts, number, left = [], entry.start, len(self._small_table) + 1
        while number < _END and left:
            at = number * self._small_size
            parts.append(self._container[at : at + self._small_size])
            number = self._small_table[number]
            left -= 1
        return b"".join(parts)

    def _read_directory(self, directory: bytes) -> None:
        self._entries: dict[str, _Entry] = {}
        self._container = b""
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 0x40)
            start, size = struct.unpack_from("<IQ", directory, at + 0x74)
            name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
            if kind == _STREAM:
                self._entries[name] = _Entry(start, size & 0xFFFFFFFF if self._size == 512 else size)
            elif name == "Root Entry":
                self._container = self._chain(start)


def _numbers(data: bytes) -> "array[int]":
    return array("I", data[: len(data) // 4 * 4])
