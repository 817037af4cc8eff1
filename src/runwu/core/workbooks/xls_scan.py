"""Vet an .xls workbook before it is loaded (xls 体检). [MS-XLS] 2.4."""

import struct
from collections.abc import Iterator

from runwu.core.workbooks.limits import Limits
from runwu.core.workbooks.refusal import refusal
from runwu.core.workbooks.scan import SheetScan
from runwu.core.workbooks.values import excel_error

_FILE_PASS, _DATE_MODE, _BOUND_SHEET, _BOF = 0x2F, 0x22, 0x85, 0x0809
_DIMENSIONS, _SHARED_TEXTS = 0x200, 0xFC
_FORMULA, _MULTIPLE, _BOOL_OR_ERROR = 0x06, 0xBD, 0x205
_CELLS = frozenset((_FORMULA, _MULTIPLE, _BOOL_OR_ERROR, 0x203, 0xFD, 0x204, 0x27E, 0xD6))
_WORKSHEET, _BIFF8, _EOF = 0x10, 0x0600, 0x0A
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_STRING, _BETWEEN = 0x207, (0x4BC, 0x221, 0x236)
"""The text result of a formula, and what may stand between the formula and its text."""
_BOF_KINDS = (0x09, 0x0209, 0x0409)


def scan_xls(stream: bytearray, limits: Limits) -> tuple[dict[str, SheetScan], bool]:
    """Return a scan of every worksheet by name, and whether dates count from 1904.

    The sizes that sheets declare are wiped from the stream: the loader would allocate whatever they say.
    """
    try:
        return _Records(stream, limits).scan()
    except (struct.error, UnicodeDecodeError) as fault:
        raise refusal("corrupt", detail="工作簿的记录读不下去") from fault


class _Records:
    """Walk the records of the workbook stream once."""

    def __init__(self, stream: bytearray, limits: Limits) -> None:
        if struct.unpack_from("<H", stream)[0] in _BOF_KINDS:
            raise refusal("not_a_workbook", found="Excel 4 及更早的工作表")
        self.stream = stream
        self.biff8 = struct.unpack_from("<H", stream, 4)[0] == _BIFF8
        self.limits = limits
        self.names: dict[int, str] = {}
        self.date_1904 = False
        self.waiting: tuple[SheetScan, int, int] | None = None

    def scan(self) -> tuple[dict[str, SheetScan], bool]:
        scans: dict[str, SheetScan] = {}
        open_parts: list[SheetScan | None] = []
        current, last = None, -1
        for at, kind, size in self.records():
            if self.waiting:
                self.settle(kind)
            if kind in _CELLS and current is not None:
                row = self.cell(current, at, kind, size)
                if row != last:
                    current.fill(1, row)
                    last = row
            elif kind == _BOF:
                open_parts.append(current)
                current, last = self.sheet(at, scans), -1
            elif kind == _EOF:
                current, last = (open_parts.pop() if open_parts else None), -1
            else:
                self.globals(at, kind, size)
        for scan in scans.values():
            scan.check_area()
        return scans, self.date_1904

    def records(self) -> Iterator[tuple[int, int, int]]:
        """Yield start of the body, kind and size of every record."""
        at, end, header = 0, len(self.stream), struct.Struct("<HH")
        while at + 4 <= end:
            kind, size = header.unpack_from(self.stream, at)
            yield at + 4, kind, size
            at += 4 + size

    def sheet(self, at: int, scans: dict[str, SheetScan]) -> SheetScan | None:
        """Return the scan of the worksheet that opens here; a chart, even inside a sheet, has none."""
        kind = struct.unpack_from("<H", self.stream, at + 2)[0]
        if kind != _WORKSHEET or at - 4 not in self.names:
            return None
        name = self.names[at - 4]
        return scans.setdefault(name, SheetScan(name, self.limits))

    def globals(self, at: int, kind: int, size: int) -> None:
        if kind == _FILE_PASS:
            raise refusal("password")
        if kind == _DIMENSIONS:
            self.stream[at : at + size] = bytes(size)
        if kind == _SHARED_TEXTS and struct.unpack_from("<I", self.stream, at + 4)[0] > len(self.stream):
            raise refusal("corrupt", detail="文本的数目不对")
        if kind == _DATE_MODE:
            self.date_1904 = struct.unpack_from("<H", self.stream, at)[0] == 1
        if kind == _BOUND_SHEET and size > 8:
            self.names[struct.unpack_from("<I", self.stream, at)[0]] = self.sheet_name(at)

    def sheet_name(self, at: int) -> str:
        length, wide = self.stream[at + 6], self.stream[at + 7] & 1
        if not self.biff8:
            return self.stream[at + 7 : at + 7 + length].decode("gb18030", "replace")
        text = self.stream[at + 8 : at + 8 + length * (1 + wide)]
        return text.decode("utf-16-le" if wide else "latin-1")

    def cell(self, scan: SheetScan, at: int, kind: int, size: int) -> int:
        """Widen the rectangle by one cell record; return its row."""
        row, column = struct.unpack_from("<HH", self.stream, at)
        last = struct.unpack_from("<H", self.stream, at + size - 2)[0] if kind == _MULTIPLE else column
        scan.last_column = max(scan.last_column, last)
        if kind == _FORMULA and self.result_kind(at) == 0:
            self.waiting = (scan, row, column)
        code = self.error_code(at, kind)
        if code is not None:
            scan.broken.add(row, column, excel_error(_ERRORS.get(code, "#N/A")))
        return int(row)

    def settle(self, kind: int) -> None:
        """Report a formula whose text result does not follow it."""
        if self.waiting and kind not in (_STRING, *_BETWEEN):
            scan, row, column = self.waiting
            scan.broken.add(row, column)
        if kind not in _BETWEEN:
            self.waiting = None

    def result_kind(self, at: int) -> int | None:
        """Return how a formula's result is kept: 0 text, 1 boolean, 2 error, 3 empty text, None a number."""
        return self.stream[at + 6] if self.stream[at + 12 : at + 14] == b"\xff\xff" else None

    def error_code(self, at: int, kind: int) -> int | None:
        if kind == _BOOL_OR_ERROR and self.stream[at + 7]:
            return self.stream[at + 6]
        if kind == _FORMULA and self.result_kind(at) == 2:
            return self.stream[at + 8]
        return None
